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
