import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, endpoint, get, send, signInDirect, tokenFor } from '../../testing.ts';
import { SMALL, SMALL_EVENTS, SMALL_RESOURCES } from '../../world/smallIds.ts';

interface Event {
  name: string;
  properties: Record<string, unknown>;
}
interface List {
  value: Event[];
  nextLink?: string;
}

const VERSION = 'api-version=2025-05-01';
const events = (subscription: string): string =>
  `/subscriptions/${subscription}/providers/Microsoft.ResourceHealth/events`;
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.contoso, ARM);
});
afterAll(() => simulator.close());

const read = (path: string) => get(simulator, 'resourceManager', path, token);
const post = (path: string) =>
  send(endpoint(simulator, 'resourceManager') + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
const names = async (query: string) =>
  (await read(`${events(SMALL.contosoProduction)}?${VERSION}${query}`)).json<List>().value.map((row) => row.name);

test('events of three days, or of as long as is asked for', async () => {
  const { incident, maintenance, security, billing, retirement } = SMALL_EVENTS;
  expect((await names('')).sort()).toEqual([incident, maintenance, retirement, security, billing].sort());
  expect(await names('&queryStartTime=11/20/2026')).toEqual([incident, security, maintenance]);
  const filter = encodeURIComponent("properties/eventType eq 'ServiceIssue' and properties/status eq 'Active'");
  expect(await names(`&$filter=${filter}`)).toEqual([incident]);
  expect((await read(`${events(SMALL.contosoProduction)}?${VERSION}&$filter=colour eq 'red'`)).status).toBe(400);
  expect((await read(`${events(SMALL.contosoProduction)}?${VERSION}&queryStartTime=soon`)).status).toBe(400);
});

test('the same event is told in every subscription that it touches, and is mitigated by the clock', async () => {
  const path = `${events(SMALL.contosoProduction)}/${SMALL_EVENTS.incident}?${VERSION}`;
  const before = (await read(path)).json<Event>().properties;
  expect(before).toMatchObject({ status: 'Active', impactStartTime: '2026-11-20T11:35:00Z', eventLevel: 'Error' });
  expect([before.summary, 'impactMitigationTime' in before]).toEqual([expect.stringContaining('<script>'), false]);
  simulator.setClock('2026-11-20T12:50:00Z');
  expect((await read(path)).json<Event>().properties).toMatchObject({
    status: 'Resolved',
    impactMitigationTime: '2026-11-20T12:45:00Z',
  });
  token = (await signInDirect(simulator, SMALL.northwind)).json<{ access_token: string }>().access_token;
  const northwind = (await read(`${events(SMALL.northwindWeb)}?${VERSION}`)).json<List>().value;
  expect(northwind.map((row) => row.name)).toContain(SMALL_EVENTS.incident);
});

test('a sensitive event is a title, until its details are asked for by one who may', async () => {
  const path = `${events(SMALL.contosoProduction)}/${SMALL_EVENTS.security}`;
  const listed = await read(`${path}?${VERSION}`);
  expect(listed.json<Event>().properties).toMatchObject({ isEventSensitive: true, title: expect.any(String) });
  expect(listed.text).not.toContain('SENSITIVE-DETAIL');
  expect((await post(`${path}/fetchEventDetails?${VERSION}`)).text).toContain('SENSITIVE-DETAIL');
  expect((await read(`${path}/impactedResources?${VERSION}`)).json<List>().value).toEqual([]);
  const told = (await post(`${path}/listSecurityAdvisoryImpactedResources?${VERSION}`)).json<List>().value;
  expect(told.map((row) => row.properties.targetResourceId)).toEqual([SMALL_RESOURCES.storage]);
  token = (await signInDirect(simulator, SMALL.northwind)).json<{ access_token: string }>().access_token;
  const refused = await post(`${events(SMALL.northwindWeb)}/${SMALL_EVENTS.incident}/fetchEventDetails?${VERSION}`);
  expect(refused.status).toBe(403);
});

test('impacted resources carry maintenance windows, and can be narrowed by region', async () => {
  const resources = async (event: string, query = '') =>
    (await read(`${events(SMALL.contosoProduction)}/${event}/impactedResources?${VERSION}${query}`)).json<List>().value;
  const [vault] = await resources(SMALL_EVENTS.maintenance);
  expect(vault?.properties).toMatchObject({
    targetResourceId: SMALL_RESOURCES.vault,
    status: 'InProgress',
    maintenanceStartTime: '2026-11-20T11:50:00Z',
  });
  expect(await resources(SMALL_EVENTS.incident, `&$filter=${encodeURIComponent("targetRegion eq 'mars'")}`)).toEqual(
    [],
  );
});

test('tenant events need a right in the tenant; emerging issues need none', async () => {
  const path = `/providers/Microsoft.ResourceHealth/events?${VERSION}`;
  expect((await read(path)).status).toBe(403);
  token = await tokenFor(simulator, SMALL.tailwind, ARM);
  expect((await read(path)).json<List>().value.map((row) => row.name)).toEqual([SMALL_EVENTS.tenant]);
  const issues = (await read(`/providers/Microsoft.ResourceHealth/emergingIssues?${VERSION}`)).json<List>().value;
  expect(issues[0]?.properties.statusActiveEvents).toMatchObject([{ trackingId: SMALL_EVENTS.emerging }]);
});

test('events do not exist where the provider is not registered, nor in versions that have none', async () => {
  expect((await read(`${events(SMALL.contosoDevelopment)}?${VERSION}`)).status).toBe(409);
  expect((await read(`${events(SMALL.contosoProduction)}?api-version=2015-01-01`)).status).toBe(400);
});

test('a declared event begins, is updated and ends; truth says whom it touches', async () => {
  await control(simulator, 'POST', 'transitions', [
    {
      kind: 'event',
      trackingId: 'TEST-001',
      begins: {
        title: 'Declared',
        touches: { [SMALL.contosoProduction]: [SMALL_RESOURCES.app], [SMALL.northwindWeb]: [] },
      },
    },
    { kind: 'event', trackingId: 'TEST-001', status: 'Resolved', in: 60 },
  ]);
  const status = () => simulator.truth.events({ visible: 'true' }).find((row) => row.trackingId === 'TEST-001');
  expect(status()).toMatchObject({ status: 'Active', customers: 2, tenantIds: [SMALL.contoso, SMALL.northwind] });
  expect(await names('')).toContain('TEST-001');
  simulator.simulation.clock.advance(60_000);
  expect(status()).toMatchObject({ status: 'Resolved', mitigation: '2026-11-20T12:01:00.000Z' });
});
