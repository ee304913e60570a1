import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, NORTHWIND, startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

test('Partner Center: customers', async () => {
  const { microsoft, options } = harness;
  const customers = await microsoft.listCustomers(options);
  expect(customers.issues).toEqual([]);
  expect(customers.rows).toEqual([
    { id: SMALL.contoso, name: 'Contoso', domain: 'contoso.onmicrosoft.com', relationship: 'reseller' },
    { id: SMALL.fabrikam, name: 'Fabrikam Österreich', domain: 'fabrikam.onmicrosoft.com', relationship: 'reseller' },
    {
      id: SMALL.tailwind,
      name: 'Tailwind Traders',
      domain: 'tailwindtraders.onmicrosoft.com',
      relationship: 'reseller',
    },
  ]);
});

test("Partner Center: a customer's plans and the Azure subscriptions under one", async () => {
  const { microsoft, options } = harness;
  const { rows } = await microsoft.listPartnerSubscriptions(SMALL.contoso, options);
  expect(rows.map((row) => [row.id === SMALL.contosoPlan, row.isAzure, row.status])).toEqual([
    [true, true, 'active'],
    [false, false, 'active'],
  ]);
  const entitlements = await microsoft.listAzureEntitlements(SMALL.contoso, SMALL.contosoPlan, options);
  expect(entitlements.rows.map((row) => row.subscriptionId)).toEqual([
    SMALL.contosoProduction,
    SMALL.contosoDevelopment,
    SMALL.contosoArchive,
    SMALL.contosoConfidential,
  ]);
  expect(entitlements.rows[0]).toMatchObject({ name: 'Contoso Production', status: 'active' });
});

test("Resource Manager: tenants and subscriptions, with the partner's account and with an application", async () => {
  const { microsoft, options } = harness;
  const contoso = await microsoft.listTenants(CONTOSO, options);
  expect(contoso.rows.map((row) => row.tenantId)).toContain(SMALL.contoso);
  const subscriptions = await microsoft.listSubscriptions(CONTOSO, options);
  expect(subscriptions.rows.map((row) => [row.displayName, row.state, row.tenantId])).toEqual([
    ['Contoso Production', 'Enabled', SMALL.contoso],
    ['Contoso Development', 'Enabled', SMALL.contoso],
    ['Contoso Archive', 'Disabled', SMALL.contoso],
  ]);
  const northwind = await microsoft.listSubscriptions(NORTHWIND, options);
  expect(northwind.rows.map((row) => row.subscriptionId)).toEqual([SMALL.northwindWeb]);
});

test('Resource Manager and Resource Graph name the same groups and resources', async () => {
  const { microsoft, options, simulator } = harness;
  const graph = await microsoft.listInventory(CONTOSO, [SMALL.contosoProduction], options);
  const groups = await microsoft.listResourceGroups(CONTOSO, SMALL.contosoProduction, options);
  const resources = await microsoft.listResources(CONTOSO, SMALL.contosoProduction, options);
  const key = (row: { id: string }) => row.id.toLowerCase();
  const truth = simulator.world.data.holdings(simulator.world.data.subscriptions[0]!);
  expect(resources.rows.length).toBe(truth.resources.length);
  expect(graph.resources.rows.map(key).toSorted()).toEqual(resources.rows.map(key).toSorted());
  expect(graph.groups.rows.map(key).toSorted()).toEqual(groups.rows.map(key).toSorted());
  expect([graph.groups.issues, graph.resources.issues, resources.issues]).toEqual([[], [], []]);
  // Resource Graph says microsoft.compute/virtualmachines; the id knows better.
  expect(graph.resources.rows.map((row) => row.type)).toContain('Microsoft.Compute/virtualMachines');
});

test('Resource Health: state, reason and time of each resource that has one', async () => {
  const { microsoft, options } = harness;
  const { rows, issues } = await microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options);
  expect(issues).toEqual([]);
  const byName = new Map(rows.map((row) => [row.resourceId.split('/').at(-1), row]));
  expect(byName.get('vm-web-02')).toMatchObject({
    availabilityState: 'Unavailable',
    reasonType: 'Unplanned',
    occurredAt: Date.parse('2026-11-20T11:40:00Z'),
  });
  expect(byName.get('vm-web-02')?.resourceId).toMatch(/\/providers\/Microsoft\.Compute\/virtualMachines\/vm-web-02$/i);
  expect([...byName].map(([name, row]) => [name, row.availabilityState]).toSorted()).toEqual([
    ['app-contoso', 'Degraded'],
    ['kv-contoso', 'Unavailable'],
    ['orders', 'Unknown'],
    ['plan-contoso', 'Available'],
    ['stcontoso', 'Available'],
    ['vm-batch-01', 'Unavailable'],
    ['vm-web-01', 'Available'],
    ['vm-web-02', 'Unavailable'],
  ]);
});

test('Entra: a domain becomes its tenant id, and is asked for once', async () => {
  const { microsoft, options, accessLog } = harness;
  const asked = () => accessLog.records().filter((record) => record.path.includes('openid-configuration')).length;
  expect(await microsoft.resolveTenant('Contoso.com', options)).toBe(SMALL.contoso);
  const before = asked();
  expect(await microsoft.resolveTenant('contoso.com', options)).toBe(SMALL.contoso);
  expect(await microsoft.resolveTenant(SMALL.fabrikam.toUpperCase(), options)).toBe(SMALL.fabrikam);
  expect(asked()).toBe(before);
});

test('a partner tenant may be written as a domain', async () => {
  const { another, options, simulator } = harness;
  const credentials = (simulator.jsonData.credentials as Record<string, string>[]).map((row) =>
    row.id === 'partner' ? { ...row, tenantId: 'wideworldimporters.onmicrosoft.com' } : row,
  );
  expect((await another({ jsonData: { credentials } }).listCustomers(options)).rows.length).toBe(3);
});

test('one token serves all calls of a tenant, and each call leaves one record', async () => {
  const { another, options, accessLog } = harness;
  const microsoft = another({});
  const before = accessLog.records().length;
  await Promise.all(Array.from({ length: 20 }, () => microsoft.listSubscriptions(CONTOSO, options)));
  const records = accessLog.records().slice(before);
  expect(records.filter((record) => record.api === 'entra').length).toBe(1);
  const calls = records.filter((record) => record.api === 'resourceManager');
  expect(calls.length).toBe(20);
  expect(calls[0]).toMatchObject({
    tenantId: SMALL.contoso,
    credentialId: 'partner',
    method: 'GET',
    path: '/subscriptions',
    status: 200,
    retries: 0,
    reason: 'query',
    error: null,
  });
  expect(calls[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('a cancelled call ends at once, and others that wait for the same token go on', async () => {
  const { another, options, simulator } = harness;
  const microsoft = another({});
  const fault = simulator.faults.add({ host: 'login', latencyMs: 500 });
  const controller = new AbortController();
  const cancelled = microsoft.listSubscriptions(CONTOSO, { ...options, signal: controller.signal });
  const other = microsoft.listSubscriptions(CONTOSO, options);
  const ended: string[] = [];
  void cancelled.catch(() => ended.push('cancelled'));
  void other.then(() => ended.push('other'));
  setTimeout(() => controller.abort(), 50);
  await expect(cancelled).rejects.toMatchObject({ code: 'Cancelled', status: 499 });
  expect((await other).rows.length).toBe(3);
  expect(ended).toEqual(['cancelled', 'other']);
  simulator.faults.clear(fault.id);
});

test("plain http works where the operator allows it, for Microsoft's own client too", async () => {
  const plain = await startHarness({ world: 'small', tls: false });
  try {
    const { microsoft, options } = plain;
    expect((await microsoft.listCustomers(options)).rows.length).toBe(3);
    expect((await microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options)).rows.length).toBe(8);
  } finally {
    await plain.close();
  }
});
