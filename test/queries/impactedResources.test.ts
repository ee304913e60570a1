import { SMALL_EVENTS, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';
import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const MINUTE = 60_000;
const QUERY = { queryType: 'impactedResources' };

test('names every resource that an event names, with its health now, as the world has both', async () => {
  const health = new Map(
    estate.simulator.truth.resourceHealth({ visible: 'true' }).map((one) => [one.resourceId, one.state]),
  );
  // Resources of a security advisory are told by another call, to privileged roles.
  const named = estate.simulator.truth.impactedResources({ visible: 'true' }).filter((one) => !one.sensitive);
  const expected = named.map((one) => [one.trackingId, one.subscriptionId, one.resourceId, health.get(one.resourceId)]);
  const columns = ['trackingId', 'subscriptionId', 'resourceId', 'healthState'];
  expect(expected.length).toBeGreaterThan(3);
  expect((await estate.rows(QUERY, columns)).sort()).toEqual(expected.sort());
});

test('a row is complete', async () => {
  const [row] = rowsOf(await estate.ask({ ...QUERY, filters: { trackingId: [SMALL_EVENTS.maintenance] } }));
  expect(row).toEqual({
    trackingId: SMALL_EVENTS.maintenance,
    title: 'Planned maintenance of Key Vault in North Europe',
    eventType: 'PlannedMaintenance',
    status: 'Active',
    customer: 'Contoso',
    customerId: SMALL.contoso,
    tenantId: SMALL.contoso,
    subscription: 'Contoso Production',
    subscriptionId: SMALL.contosoProduction,
    resourceGroup: 'RG-Data',
    resource: 'kv-contoso',
    resourceType: 'Microsoft.KeyVault/vaults',
    region: 'northeurope',
    healthState: 'Unavailable',
    healthValue: 4,
    impactStatus: 'InProgress',
    maintenanceStart: START - 10 * MINUTE,
    maintenanceEnd: START + 120 * MINUTE,
    observedAt: START,
    ageSeconds: 0,
    stale: false,
    resourceId: SMALL_RESOURCES.vault,
    eventUrl: 'https://app.azure.com/h/QK2M-3DG/2220d1',
    portalUrl: `https://portal.azure.com/#@${SMALL.contoso}/resource${SMALL_RESOURCES.vault}`,
  });
});

test.each([
  ['event type', { eventType: ['PlannedMaintenance'] }, ['kv-contoso']],
  ['customer', { customer: ['Northwind Traders'] }, ['vm-north-01']],
  ['state', { state: ['Degraded'] }, ['app-contoso', 'vm-north-01']],
  ['resource type', { resourceType: ['microsoft.web/sites'] }, ['app-contoso']],
])('is filtered by %s', async (_, filters, names) => {
  expect((await estate.rows({ ...QUERY, filters }, ['resource'])).flat()).toEqual(names);
});

test('an unknown tracking id is said', async () => {
  const table = await estate.ask({ ...QUERY, filters: { trackingId: ['NONE-000'] } });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table).join(' ')).toMatch(/Tracking id 'NONE-000' is no longer known here/);
  const bare = await estate.ask({ ...QUERY, filters: { trackingId: [SMALL_EVENTS.retirement] } });
  expect(rowsOf(bare)).toEqual([]);
  expect(noticesOf(bare).filter((text) => /no longer known/.test(text))).toEqual([]);
});
