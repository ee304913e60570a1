import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, endpoint, send, tokenFor } from '../../testing.ts';
import { SMALL, SMALL_ALERTS, SMALL_EVENTS } from '../../world/smallIds.ts';

type Rows = Array<Record<string, unknown>>;
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
  token = await tokenFor(simulator, SMALL.contoso, ARM);
});
afterAll(() => simulator.close());

const post = (query: string) =>
  send(`${endpoint(simulator, 'resourceManager')}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
const ask = async (query: string) => (await post(query)).json<{ data: Rows }>().data;

test('events are in PascalCase; impacted resources, and what is sensitive, are not told with them', async () => {
  const active = await ask(
    "servicehealthresources | where type =~ 'microsoft.resourcehealth/events' and tostring(properties.Status) =~ 'Active' | extend updated = todatetime(properties.LastUpdateTime) | where updated > ago(1d) | project id, name, properties.EventType | order by id asc",
  );
  expect(active.map((row) => [row.name, row.properties_EventType])).toEqual([
    [SMALL_EVENTS.security, 'SecurityAdvisory'],
    [SMALL_EVENTS.maintenance, 'PlannedMaintenance'],
    [SMALL_EVENTS.incident, 'ServiceIssue'],
  ]);
  expect((await post('servicehealthresources')).text).not.toMatch(/SENSITIVE-DETAIL|stcontoso/);
  const regions = await ask(
    "servicehealthresources | where name == 'VT1L-9SZ' | mv-expand impact = properties.Impact | extend service = tostring(impact.ImpactedService) | summarize n = count() by service | order by service asc",
  );
  expect(regions).toEqual([
    { service: 'Storage', n: 1 },
    { service: 'Virtual Machines', n: 1 },
  ]);
});

test('alerts that changed lately', async () => {
  const rows = await ask(
    'alertsmanagementresources | extend e = properties.essentials | where todatetime(e.lastModifiedDateTime) > ago(15m) | project id, state = tostring(e.alertState)',
  );
  expect(rows).toEqual([{ id: expect.stringContaining(SMALL_ALERTS.cpuAcknowledged), state: 'Acknowledged' }]);
});

test('rules carry their properties, old log rules in their old shape', async () => {
  const rows = await ask(
    "resources | where type =~ 'microsoft.insights/scheduledqueryrules' | project name, enabled = properties.enabled | order by name asc",
  );
  expect(rows).toEqual([
    { name: 'failed-orders', enabled: true },
    { name: 'legacy-heartbeat', enabled: 'true' },
  ]);
});

test('changes of two weeks, containers apart; notes on machines', async () => {
  const changes = await ask(
    'resourcechanges | project type = tostring(properties.changeType) | summarize n = count() by type | order by type asc',
  );
  expect(changes).toEqual([
    { type: 'Create', n: 1 },
    { type: 'Delete', n: 1 },
    { type: 'Update', n: 2 },
  ]);
  expect(await ask('resourcecontainerchanges | count')).toEqual([{ Count: 1 }]);
  const notes = await ask(
    "healthresources | where type == 'microsoft.resourcehealth/resourceannotations' | project name = tostring(properties.annotationName) | order by name asc",
  );
  expect(notes.map((row) => row.name)).toEqual([
    'LiveMigrationSucceeded',
    'VirtualMachineDeallocationInitiated',
    'VirtualMachineHostCrashed',
  ]);
});

test.each([
  ['alertsmanagementresources | where properties.essentials.startDateTime > ago(1h)', 'InvalidQuery'],
  ['resources | summarize count() by properties.enabled', 'InvalidQuery'],
  ['resources | summarize percentile(name, 5)', 'InvalidQuery'],
  ['resources | where name matches regex "a"', 'InvalidQuery'],
])('%s is refused', async (query, code) => {
  expect((await post(query)).json()).toMatchObject({
    error: { code: 'BadRequest', details: expect.arrayContaining([expect.objectContaining({ code })]) },
  });
});
