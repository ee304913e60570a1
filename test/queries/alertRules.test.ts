import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';
import { truthOf } from './truth.ts';

interface Truth {
  subscriptionId: string;
  kind: string;
  id: string;
  name: string;
  enabled: boolean;
  severity: number;
  serviceHealth: boolean;
}

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const ask = (query: object = {}) => estate.ask({ queryType: 'alertRules', ...query });

test('lists every rule that the world has, of every kind', async () => {
  const truth = await truthOf<Truth>(estate, 'alertRules?visible=true');
  const rules = truth.filter(({ kind }) => kind !== 'actionGroup' && kind !== 'processingRule');
  const rows = rowsOf(await ask());
  expect([...new Set(rows.map((row) => row.ruleId))].sort()).toEqual(rules.map(({ id }) => id).sort());
  for (const rule of rules.filter(({ kind }) => kind !== 'prometheus')) {
    const row = rows.find(({ ruleId }) => ruleId === rule.id);
    const severity = rule.kind === 'activityLog' ? null : `Sev${rule.severity}`;
    expect(row).toMatchObject({
      ruleName: rule.name,
      enabled: rule.enabled,
      severity,
      subscriptionId: rule.subscriptionId,
    });
    expect(row?.ruleKind === 'serviceHealth').toBe(rule.serviceHealth);
  }
});

test('tells conditions in words', async () => {
  const rows = await estate.rows({ queryType: 'alertRules', sort: 'ruleName' }, ['ruleName', 'ruleKind', 'condition']);
  expect(rows).toEqual([
    [
      'app-latency',
      'metric',
      expect.stringMatching(/^average HttpResponseTime above or below its dynamic threshold \(medium sensitivity/),
    ],
    ['cpu-web', 'metric', 'average Percentage CPU > 90 over 5 minutes'],
    [
      'failed-orders',
      'log',
      'count of results > 10 over 15 minutes: AppRequests | where Name == "POST orders" and Success == false',
    ],
    ['Failure Anomalies - app-contoso', 'smartDetector', 'smart detector Failure Anomalies'],
    ['KubeNodeNotReady', 'prometheus', 'PromQL kube_node_status_condition{condition="Ready"} == 0 for 15 minutes'],
    [
      'KubePodCrashLooping',
      'prometheus',
      'PromQL increase(kube_pod_container_status_restarts_total[10m]) > 3 for 5 minutes',
    ],
    ['legacy-heartbeat', 'log', expect.stringMatching(/^count of results > 0 over 15 minutes: Heartbeat \| summarize/)],
    ['north-availability', 'metric', 'average VmAvailabilityMetric < 1 over 5 minutes'],
    ['north-service-health', 'serviceHealth', 'category is ServiceHealth'],
    ['resource-health', 'resourceHealth', 'category is ResourceHealth and health now is Unavailable or Degraded'],
    [
      'service-health',
      'serviceHealth',
      expect.stringMatching(
        /^category is ServiceHealth and event type is Incident or Maintenance and .* is West Europe or Global$/,
      ),
    ],
    [
      'vm-deleted',
      'activityLog',
      'category is Administrative and operation is Microsoft.Compute/virtualMachines/delete',
    ],
  ]);
});

test('a row is complete', async () => {
  const [row] = rowsOf(await ask({ filters: { rule: ['cpu-web'] } }));
  expect(row).toMatchObject({
    enabled: true,
    ruleValue: 0,
    severity: 'Sev2',
    scope: 'vm-web-01, vm-web-02',
    customer: 'Contoso',
    subscription: 'Contoso Production',
    resourceGroup: 'rg-web',
    actionGroups: 'ag-ops',
    receivers: '1 email, 1 sms, 1 webhook, 1 armRole',
    silenced: false,
    silencedBy: null,
    frequencySeconds: 60,
    windowSeconds: 300,
    autoResolves: true,
    lastChanged: Date.parse('2026-11-19T08:30:00Z'),
    description: 'CPU of the web servers',
    observedAt: START,
    stale: false,
  });
  expect(row?.portalUrl).toBe(`https://portal.azure.com/#@${SMALL.contoso}/resource${row?.ruleId}`);
});

test('says what silences a rule, now or later, by the clock of the schedule', async () => {
  const night = await TestEstate.start();
  const silences = () =>
    night.rows({ queryType: 'alertRules', filters: { rule: ['app-latency'] } }, ['silenced', 'silencedBy']);
  // 22:00 to 06:00 in Berlin, where it is winter: 21:00 to 05:00 UTC.
  expect(await silences()).toEqual([[false, 'mute-at-night (from 2026-11-20 21:00 UTC)']]);
  night.clock.advance(9.5 * 3_600_000);
  expect(await silences()).toEqual([[true, 'mute-at-night (now, until 2026-11-21 05:00 UTC)']]);
  await night.close();
});

test('is filtered by each of its filters', async () => {
  const names = async (filters: object) => rowsOf(await ask({ filters, sort: 'ruleName' })).map((row) => row.ruleName);
  expect(await names({ state: ['Disabled'] })).toEqual(['app-latency', 'KubePodCrashLooping', 'north-service-health']);
  expect(await names({ ruleKind: ['log'] })).toEqual(['failed-orders', 'legacy-heartbeat']);
  expect(await names({ severity: ['Sev0'] })).toEqual(['north-availability']);
  expect(await names({ customer: ['Northwind Traders'] })).toEqual(['north-availability', 'north-service-health']);
  expect(await names({ resourceGroup: ['rg-north'] })).toEqual(['north-availability', 'north-service-health']);
  expect(noticesOf(await ask({ filters: { rule: ['gone'] } })).join(' ')).toMatch(/Alert rule 'gone'/);
});

test('an alert watches whether a rule tells anybody', async () => {
  const rows = rowsOf(await estate.ask({ queryType: 'alertRules' }, true));
  const valueOf = (name: string) => rows.find((row) => row.ruleName === name)?.ruleValue;
  expect([valueOf('cpu-web'), valueOf('app-latency'), valueOf('north-availability')]).toEqual([0, 1, 2]);
});

test('the resource providers give the same as Resource Graph', async () => {
  const other = await TestEstate.start({ begin: false });
  other.simulator.faults.add({ service: 'resourceGraph', status: 500 });
  other.estate.start();
  await other.estate.idle();
  const columns = [
    'ruleId',
    'ruleName',
    'ruleKind',
    'condition',
    'severity',
    'actionGroups',
    'receivers',
    'windowSeconds',
  ];
  const read = async (from: TestEstate) => (await from.rows({ queryType: 'alertRules' }, columns)).sort();
  expect(await read(other)).toEqual(await read(estate));
  await other.close();
});

test('the choices of its filters', async () => {
  const options = async (kind: string) =>
    (
      (await estate.route('options', { kind, queryType: 'alertRules' })).body as { options: { value: string }[] }
    ).options.map(({ value }) => value);
  expect(await options('severity')).toEqual(['Sev0', 'Sev1', 'Sev2', 'Sev3', 'Sev4']);
  expect(await options('rule')).toContain('cpu-web');
  expect(await options('monitorService')).toContain('Log Analytics');
});
