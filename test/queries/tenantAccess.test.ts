import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
afterEach(() => estate.close());

const COLUMNS = [
  'tenant',
  'reachable',
  'access',
  'accessValue',
  'errorCode',
  'subscriptions',
  'subscriptionsReadable',
  'subscriptionsDisabled',
  'lastSuccess',
];

test('tells no access, no Azure plan and an unregistered provider apart', async () => {
  estate = await TestEstate.start();
  expect(await estate.rows({ queryType: 'tenantAccess' }, COLUMNS)).toEqual([
    ['Contoso', true, 'ProviderNotRegistered', 2, null, 3, 1, 1, START],
    ['Fabrikam Österreich', false, 'NoAccess', 2, 'AADSTS50020', 0, 0, 0, null],
    ['Tailwind Traders', true, 'NoAzurePlan', 1, null, 0, 0, 0, START],
    ['Northwind Traders', true, 'Ok', 0, null, 1, 1, 0, START],
  ]);
  const reasons = Object.fromEntries(await estate.rows({ queryType: 'tenantAccess' }, ['tenant', 'reason']));
  expect(reasons['Contoso']).toMatch(/az provider register --namespace Microsoft\.ResourceHealth/);
  expect(reasons['Fabrikam Österreich']).toMatch(/GDAP/);
  expect(reasons['Northwind Traders']).toBeNull();
});

test('before anything was read it says so', async () => {
  estate = await TestEstate.start({ begin: false });
  const table = await estate.ask({ queryType: 'tenantAccess' });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table)).toEqual(['Nothing to show yet: the customers have not been collected.']);
});

test('tells disabled and filtered out apart', async () => {
  const northwind = { tenantId: SMALL.northwind, name: 'Northwind Traders', credential: 'direct' };
  const ask = async (tenant: object) => {
    estate = await TestEstate.start({
      settings: { partner: { enabled: false }, tenants: [{ ...northwind, ...tenant }] },
    });
    return estate.rows({ queryType: 'tenantAccess' }, ['tenant', 'access', 'accessValue']);
  };
  expect(await ask({ enabled: false })).toEqual([['Northwind Traders', 'Disabled', 1]]);
  await estate.close();
  expect(await ask({ excludeSubscriptions: [SMALL.northwindWeb] })).toEqual([['Northwind Traders', 'FilteredOut', 1]]);
});

test('access that is lost later keeps what was known and says what happened', async () => {
  estate = await TestEstate.start();
  estate.simulator.faults.add({ tenant: SMALL.northwind, error: 'AADSTS7000222' });
  await estate.after(120);
  const [row] = await estate.rows({ queryType: 'tenantAccess', filters: { tenant: [SMALL.northwind] } }, [
    ...COLUMNS,
    'stale',
    'failures',
    'resources',
  ]);
  expect(row).toEqual(['Northwind Traders', false, 'NoAccess', 2, 'AADSTS7000222', 1, 0, 0, START, true, 1, 5]);
});

describe('the way in', () => {
  const ENTRY = ['tenant', 'entry', 'roles', 'gdapStatus', 'gdapDaysLeft', 'gdapAutoExtends', 'providerRegistered'];
  const ask = (columns: readonly string[]) => estate.rows({ queryType: 'tenantAccess', sort: 'tenant' }, columns);

  test('by GDAP, by Lighthouse and straight, each with roles and its end', async () => {
    estate = await TestEstate.start({
      world: { lighthouse: true },
      tenants: [{ tenantId: SMALL.partnerTenant, name: 'Managing', credential: 'partner' }],
    });
    expect(await ask(ENTRY)).toEqual([
      ['A. Datum Corporation', 'Lighthouse', 'Reader', null, null, null, true],
      ['Contoso', 'GDAP', 'Owner', 'active', 200, true, false],
      ['Fabrikam Österreich', null, null, 'expired', -12, false, null],
      ['Managing', 'Direct', null, null, null, null, null],
      ['Northwind Traders', 'Direct', 'Reader', null, null, null, true],
      ['Tailwind Traders', 'GDAP', null, 'active', 21, false, null],
    ]);
    const named = Object.fromEntries(
      (await ask(['tenant', 'gdapName', 'gdapRoles', 'lighthouseDefinition', 'managingTenantId', 'credential'])).map(
        ([tenant, ...rest]) => [tenant, rest],
      ),
    );
    expect(named['Contoso']).toEqual([
      'Monitoring of Contoso',
      'Directory Readers, Global Reader',
      null,
      null,
      'partner',
    ]);
    expect(named['A. Datum Corporation']).toEqual([
      null,
      null,
      expect.stringMatching(/monitoring$/),
      SMALL.partnerTenant,
      'partner',
    ]);
  });

  test('without a GDAP relationship what can be read is read by the older privileges', async () => {
    estate = await TestEstate.start({ begin: false });
    estate.simulator.faults.add({ host: 'graph', status: 200, body: { value: [] } });
    estate.estate.start();
    await estate.estate.idle();
    expect(await ask(['tenant', 'entry'])).toEqual([
      ['Contoso', 'AOBO'],
      ['Fabrikam Österreich', null],
      ['Northwind Traders', 'Direct'],
      ['Tailwind Traders', null],
    ]);
  });

  test('where Graph may not be read it says what to grant, and the tenant is read all the same', async () => {
    estate = await TestEstate.start({ begin: false });
    estate.simulator.faults.add({ host: 'graph', error: 'Authorization_RequestDenied' });
    estate.estate.start();
    await estate.estate.idle();
    const [contoso, , northwind] = await ask(['tenant', 'entry', 'gdapName', 'entryProblem', 'subscriptions']);
    expect(contoso).toEqual(['Contoso', null, null, expect.stringMatching(/DelegatedAdminRelationship\.Read\.All/), 3]);
    expect(northwind).toEqual(['Northwind Traders', 'Direct', null, null, 1]);
  });
});

test("tenants' tags are shown, and filter tenants and what is in them", async () => {
  const tags = { team: 'north' };
  estate = await TestEstate.start({
    settings: { tenants: [{ tenantId: SMALL.northwind, credential: 'direct', tags }] },
  });
  const north = { tag: ['Team=north'] };
  for (const queryType of ['tenantAccess', 'tenants', 'customers']) {
    expect(await estate.rows({ queryType, filters: north }, ['customer', 'tags'])).toEqual([
      ['Northwind Traders', 'team=north'],
    ]);
  }
  expect(await estate.rows({ queryType: 'subscriptions', filters: north }, ['subscription'])).toEqual([
    ['Northwind Web'],
  ]);
  const resources = await estate.rows({ queryType: 'resources', filters: north }, ['customer']);
  expect(resources).toEqual(Array.from({ length: 5 }, () => ['Northwind Traders']));
  const nobody = await estate.ask({ queryType: 'tenantAccess', filters: { tag: ['team=south'] } });
  expect(noticesOf(nobody).join()).toMatch(/Tag 'team=south' is no longer known here/);
});
