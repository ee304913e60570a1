import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, get, tokenFor } from '../../testing.ts';
import { SMALL, SMALL_RESOURCES } from '../../world/smallIds.ts';

interface Rule {
  name: string;
  kind?: string;
  properties: Record<string, unknown>;
}
interface Series {
  timeseries: Array<{ metadatavalues: unknown[]; data: Array<Record<string, unknown>> }>;
}

const PRODUCTION = `/subscriptions/${SMALL.contosoProduction}`;
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
const rules = async (type: string, version: string) =>
  (await read(`${PRODUCTION}/providers/${type}?api-version=${version}`)).json<{ value: Rule[] }>().value;

test.each([
  ['Microsoft.Insights/metricAlerts', '2018-03-01', 2],
  ['Microsoft.Insights/activityLogAlerts', '2020-10-01', 3],
  ['Microsoft.Insights/scheduledQueryRules', '2023-12-01', 2],
  ['Microsoft.Insights/actionGroups', '2023-01-01', 2],
  ['Microsoft.AlertsManagement/smartDetectorAlertRules', '2021-04-01', 1],
  ['Microsoft.AlertsManagement/prometheusRuleGroups', '2023-03-01', 1],
  ['Microsoft.AlertsManagement/actionRules', '2021-08-08', 2],
])('%s are listed with api-version %s, and with no other', async (type, version, count) => {
  expect(await rules(type, version)).toHaveLength(count);
  expect((await read(`${PRODUCTION}/providers/${type}?api-version=2016-01-01`)).status).toBe(400);
});

test('dynamic thresholds have the form for many resources', async () => {
  const [cpu, latency] = await rules('Microsoft.Insights/metricAlerts', '2018-03-01');
  expect(cpu?.properties.criteria).toMatchObject({
    'odata.type': 'Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria',
    allOf: [{ criterionType: 'StaticThresholdCriterion', threshold: 90 }],
  });
  expect(latency?.properties.criteria).toMatchObject({ allOf: [{ criterionType: 'DynamicThresholdCriterion' }] });
});

test('log rules of the first generation have a shape of their own', async () => {
  const old = await rules('Microsoft.Insights/scheduledQueryRules', '2018-04-16');
  expect(old).toHaveLength(1);
  expect(old[0]?.properties).toMatchObject({
    enabled: 'true',
    action: { severity: '2' },
    schedule: { frequencyInMinutes: 5 },
  });
  const all = await rules('Microsoft.Insights/scheduledQueryRules', '2023-12-01');
  expect(all.map((one) => [one.name, one.properties.isLegacyLogAnalyticsRule])).toEqual([
    ['failed-orders', false],
    ['legacy-heartbeat', true],
  ]);
});

describe('the activity log', () => {
  const log = (filter: string) =>
    read(
      `${PRODUCTION}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`,
    );
  const since = "eventTimestamp ge '2026-11-19T00:00:00Z'";

  test('is newest first, and knows nothing of changes to Unknown', async () => {
    const rows = (await log(since)).json<{ value: Array<{ eventTimestamp: string; resourceId: string }> }>().value;
    const times = rows.map((row) => row.eventTimestamp);
    expect(times).toEqual([...times].sort().reverse());
    expect(rows.map((row) => row.resourceId)).toContain(SMALL_RESOURCES.web02);
    expect(rows.map((row) => row.resourceId)).not.toContain(SMALL_RESOURCES.orders);
    expect(rows).toHaveLength(
      simulator.truth.activityLog({ subscription: SMALL.contosoProduction, days: '1.5' }).length,
    );
  });

  test.each([
    'level eq 4',
    "resourceGroupName eq 'rg-web'",
    `${since} and resourceGroupName eq 'a' and resourceUri eq 'b'`,
    "eventTimestamp ge '2026-01-01T00:00:00Z'",
  ])('refuses %s, without an envelope', async (filter) => {
    const answer = await log(filter);
    expect([answer.status, answer.json<{ code?: string }>().code]).toEqual([400, expect.any(String)]);
  });

  test('is narrowed by one thing', async () => {
    const rows = (await log(`${since} and resourceGroupName eq 'RG-DATA'`)).json<{
      value: Array<{ resourceGroupName: string }>;
    }>();
    expect(new Set(rows.value.map((row) => row.resourceGroupName))).toEqual(new Set(['RG-Data']));
  });
});

describe('metrics', () => {
  const metrics = (id: string, query: string) =>
    read(
      `${id}/providers/Microsoft.Insights/metrics?api-version=2024-02-01&timespan=2026-11-20T11:30:00Z/2026-11-20T12:00:00Z&${query}`,
    );

  test('a machine that is down measures nothing: its points have a time alone', async () => {
    const answer = await metrics(
      SMALL_RESOURCES.web02,
      'metricnames=Percentage CPU&interval=PT5M&aggregation=Average,Maximum',
    );
    const body = answer.json<{ cost: number; value: Array<Series & { unit: string }> }>();
    expect([body.cost, body.value[0]?.unit]).toEqual([30, 'Percent']);
    expect(body.value[0]?.timeseries[0]?.data.map((one) => Object.keys(one))).toEqual([
      ...Array<string[]>(2).fill(['timeStamp', 'average', 'maximum']),
      ...Array<string[]>(4).fill(['timeStamp']),
    ]);
  });

  test('dimensions split a metric', async () => {
    const filter = encodeURIComponent("ResponseType eq '*'");
    const answer = await metrics(SMALL_RESOURCES.storage, `metricnames=Transactions&$filter=${filter}`);
    expect(answer.json<{ value: Series[] }>().value[0]?.timeseries.map((one) => one.metadatavalues)).toMatchObject([
      [{ name: { value: 'responsetype' }, value: 'Success' }],
      [{ name: { value: 'responsetype' }, value: 'ServerBusyError' }],
    ]);
  });

  test('what a resource does not have is a flat error', async () => {
    for (const query of ['metricnames=Nonsense', 'interval=PT7M', 'aggregation=Median', 'metricnamespace=other/type']) {
      const answer = await metrics(SMALL_RESOURCES.web01, query);
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([400, 'BadRequest']);
    }
  });

  test('definitions say grains and dimensions', async () => {
    const path = `${SMALL_RESOURCES.storage}/providers/Microsoft.Insights`;
    const found = (await read(`${path}/metricDefinitions?api-version=2024-02-01`)).json<{
      value: Array<Record<string, unknown>>;
    }>();
    expect(found.value[0]).toMatchObject({
      name: { value: 'UsedCapacity' },
      metricAvailabilities: [{ timeGrain: 'PT1H' }, {}, {}, {}],
    });
    expect((await read(`${path}/metricNamespaces?api-version=2024-02-01`)).status).toBe(200);
  });
});
