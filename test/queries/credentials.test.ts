import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
afterEach(() => estate.close());

const DAY = 86_400_000;
const QUERY = { queryType: 'credentials' };
const COLUMNS = ['kind', 'credential', 'customer', 'tenantId', 'credentialState', 'credentialValue'];

test('lists the credentials of the settings, and the relationships that let the partner in', async () => {
  estate = await TestEstate.start();
  expect(await estate.rows(QUERY, COLUMNS)).toEqual([
    ['gdap', 'Monitoring of Fabrikam Österreich', 'Fabrikam Österreich', SMALL.fabrikam, 'Ended', 2],
    ['gdap', 'Monitoring of Tailwind Traders', 'Tailwind Traders', SMALL.tailwind, 'EndsSoon', 1],
    ['gdap', 'Monitoring of Contoso', 'Contoso', SMALL.contoso, 'Ok', 0],
    ['secureApplicationModel', 'partner', null, SMALL.partnerTenant, 'Ok', 0],
    ['clientSecret', 'direct', null, SMALL.northwind, 'Ok', 0],
  ]);
});

test('says of each what it is, when it ends and who uses it', async () => {
  estate = await TestEstate.start();
  const rows = rowsOf(await estate.ask(QUERY));
  const named = (name: string) => rows.find(({ credential }) => credential === name);
  expect(named('partner')).toMatchObject({
    applicationId: SMALL.partnerApp,
    expires: 'clientSecret',
    expiresAt: START + 300 * DAY,
    daysLeft: 300,
    refreshTokenIdleDays: 0,
    tenants: 3,
    tenantNames: 'Contoso, Fabrikam Österreich, Tailwind Traders',
    lastSuccess: START,
    lastErrorCode: null,
    expiryProblem: null,
    stale: false,
  });
  expect(named('direct')).toMatchObject({ applicationId: SMALL.directApp, tenants: 1, expires: null, daysLeft: null });
  expect(named('direct')?.expiryProblem).toMatch(/Application\.Read\.All/);
  expect(named('Monitoring of Tailwind Traders')).toMatchObject({
    expires: 'gdap',
    expiresAt: START + 21 * DAY,
    daysLeft: 21,
    autoExtends: false,
    roles: 'Directory Readers',
  });
  expect(named('Monitoring of Tailwind Traders')?.reason).toMatch(/ends on 2026-12-11/);
  expect(named('Monitoring of Contoso')).toMatchObject({
    autoExtends: true,
    roles: 'Directory Readers, Global Reader',
    reason: null,
  });
});

test('never holds a secret', async () => {
  estate = await TestEstate.start();
  const answer = JSON.stringify(await estate.ask(QUERY));
  for (const secret of Object.values(estate.simulator.secureJsonData)) {
    expect(answer).not.toContain(secret);
  }
});

test('watches each by stable labels and one number', async () => {
  estate = await TestEstate.start();
  const table = await estate.ask(QUERY, true);
  expect(table.columns.map(({ name }) => name)).toEqual([
    'kind',
    'credential',
    'customer',
    'tenantId',
    'relationshipId',
    'credentialValue',
  ]);
  const rows = rowsOf(table);
  const labels = rows.map(({ credentialValue: _, ...identity }) => JSON.stringify(identity));
  expect(new Set(labels).size).toBe(rows.length);
  expect(rows.map(({ credentialValue }) => credentialValue)).toEqual([2, 1, 0, 0, 0]);
});

test('a credential that is refused says why, until it works again', async () => {
  estate = await TestEstate.start();
  estate.simulator.faults.add({ tenant: SMALL.northwind, error: 'AADSTS7000222' });
  await estate.after(120);
  const ask = async () => rowsOf(await estate.ask(QUERY)).find(({ credential }) => credential === 'direct');
  const failing = await ask();
  expect(failing).toMatchObject({ credentialState: 'Failing', credentialValue: 2, lastErrorCode: 'AADSTS7000222' });
  expect(failing?.reason).toMatch(/Make a new one in the app registration/);
  estate.simulator.faults.clear();
  await estate.after(120);
  expect(await ask()).toMatchObject({ credentialState: 'Ok', reason: null, lastErrorCode: 'AADSTS7000222' });
});

test('without consent to Microsoft Graph it works on, and says what to grant', async () => {
  estate = await TestEstate.start({ begin: false });
  estate.simulator.world.addTransition({
    at: START,
    kind: 'graphPermissions',
    tenantId: SMALL.partnerTenant,
    permissions: ['User.Read'],
  });
  estate.estate.start();
  await estate.estate.idle();
  const rows = rowsOf(await estate.ask(QUERY));
  expect(rows.map(({ credential, credentialState }) => [credential, credentialState])).toEqual([
    ['direct', 'Ok'],
    ['partner', 'Ok'],
  ]);
  expect(rows.find(({ credential }) => credential === 'partner')?.expiryProblem).toMatch(/Application\.Read\.All/);
});

test('filters by who uses it, and by state', async () => {
  estate = await TestEstate.start();
  const named = async (filters: object) =>
    (await estate.rows({ ...QUERY, filters }, ['credential'])).map(([credential]) => credential);
  expect(await named({ customer: ['Contoso'] })).toEqual(['Monitoring of Contoso', 'partner']);
  expect(await named({ tenant: [SMALL.northwind] })).toEqual(['direct']);
  expect(await named({ state: ['EndsSoon'] })).toEqual(['Monitoring of Tailwind Traders']);
  const none = await estate.ask({ ...QUERY, filters: { state: ['Idle'] } });
  expect(noticesOf(none)[0]).toMatch(/^Nothing to show/);
});
