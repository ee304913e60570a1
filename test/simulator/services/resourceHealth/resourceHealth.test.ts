import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, get, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Status {
  id: string;
  name: string;
  properties: {
    availabilityState: string | null;
    reasonType?: string;
    occuredTime: string;
    recommendedActions?: Array<Record<string, string>>;
  };
}
interface List {
  value: Status[];
  nextLink?: string;
}

const TAIL = 'providers/Microsoft.ResourceHealth/availabilityStatuses';
const PRODUCTION = `/subscriptions/${SMALL.contosoProduction}`;
const MACHINE = `${PRODUCTION}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
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

const read = (path: string, query = '') =>
  get(simulator, 'resourceManager', `${path}?api-version=2025-05-01${query}`, token);
const nameOf = (status: Status) => status.id.split('/providers/')[1]?.split('/').pop();

test('lists the current status of supported resources and leaves the others out', async () => {
  const { value } = (await read(`${PRODUCTION}/${TAIL}`)).json<List>();
  expect(value.map((row) => [nameOf(row), row.properties.availabilityState, row.properties.reasonType])).toEqual([
    ['vm-web-01', 'Available', ''],
    ['vm-web-02', 'Unavailable', 'Unplanned'],
    ['vm-batch-01', 'Unavailable', 'UserInitiated'],
    ['app-contoso', 'Degraded', 'Unplanned'],
    ['plan-contoso', 'Available', ''],
    ['orders', 'Unknown', ''],
    ['stcontoso', 'Available', ''],
    ['kv-contoso', 'Unavailable', 'Planned'],
  ]);
  expect(value[1]?.properties).toMatchObject({ occuredTime: '2026-11-20T11:40:00Z' });
  expect(value[1]?.properties).not.toHaveProperty('recommendedActions');
  expect(value[7]?.id).toContain('/AvailabilityStatueses/');
});

test('pages by next link, narrows by resource group, expands actions', async () => {
  simulator.simulation.behaviour.healthPageSize = 5;
  const first = (await read(`${PRODUCTION}/${TAIL}`)).json<List>();
  const second = (await get(simulator, 'resourceManager', first.nextLink ?? '', token)).json<List>();
  expect([first.value.length, second.value.length, second.nextLink]).toEqual([5, 3, undefined]);
  const group = (
    await read(`${PRODUCTION}/resourcegroups/rg-data/${TAIL}`, '&$expand=recommendedactions')
  ).json<List>();
  expect(group.value.map(nameOf)).toEqual(['orders', 'stcontoso', 'kv-contoso']);
  expect(group.value[2]?.properties.recommendedActions?.[0]).toHaveProperty(['_ActionUrl.Comment']);
});

test('one resource: its current status, and a history that may have rows without a state', async () => {
  const current = (await read(`${MACHINE}/${TAIL}/current`)).json<Status>();
  expect(current).toMatchObject({ name: 'current', properties: { availabilityState: 'Unavailable' } });
  const { value } = (await read(`${MACHINE}/${TAIL}`)).json<List>();
  expect(value.map((row) => [row.name, row.properties.availabilityState])).toEqual([
    ['current', 'Unavailable'],
    ['2026-11-20+11%3a41%3a00Z', null],
    ['2026-11-10+12%3a00%3a00Z', 'Available'],
  ]);
});

test('what cannot be answered says why', async () => {
  const card = `${PRODUCTION}/resourceGroups/rg-web/providers/Microsoft.Network/networkInterfaces/nic-web-01`;
  const unsupported = await read(`${card}/${TAIL}/current`);
  expect([unsupported.status, unsupported.json<{ code: string }>().code]).toEqual([422, 'UnsupportedResourceType']);
  const gone = await read(`${MACHINE}9/${TAIL}/current`);
  expect([gone.status, gone.json<{ error: { code: string } }>().error.code]).toEqual([404, 'ResourceNotFound']);
  const unregistered = await read(`/subscriptions/${SMALL.contosoDevelopment}/${TAIL}`);
  expect([unregistered.status, unregistered.json<{ error: { code: string } }>().error.code]).toEqual([
    409,
    'MissingSubscriptionRegistration',
  ]);
  const denied = await read(`/subscriptions/${SMALL.contosoConfidential}/${TAIL}`);
  expect(denied.json<{ error: { message: string } }>().error.message).toContain(
    "'Microsoft.ResourceHealth/availabilityStatuses/read'",
  );
});

test('2018-07-01 is for events only; the answer lists the api-versions that work', async () => {
  const answer = await get(simulator, 'resourceManager', `${PRODUCTION}/${TAIL}?api-version=2018-07-01`, token);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({
    error: { code: 'NoRegisteredProviderFound', message: expect.stringContaining("'2022-10-01'") as string },
  });
});

test('health follows the clock', async () => {
  const machine = simulator.world.resource(MACHINE, simulator.simulation.clock.now());
  const at = simulator.simulation.clock.now() + 60_000;
  simulator.world.addTransition({ at, kind: 'health', resourceId: MACHINE.toUpperCase(), state: 'Available' });
  const state = async () => (await read(`${MACHINE}/${TAIL}/current`)).json<Status>().properties;
  expect(machine?.name).toBe('vm-web-02');
  expect((await state()).availabilityState).toBe('Unavailable');
  simulator.setClock(at);
  expect(await state()).toMatchObject({ availabilityState: 'Available', occuredTime: '2026-11-20T12:01:00Z' });
});
