import { type GrafanaApi, type RuleState } from './api.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';
import { SMALL, SMALL_EVENTS, SMALL_RESOURCES, World } from './world.ts';

type Labels = Record<string, string>;

interface Story {
  rule: string;
  /** The series that moves. */
  series: Labels;
  /** Ends what makes it fire from the start. */
  before?(world: World): Promise<void>;
  /** Makes it fire. Answers what ends that. */
  begin(world: World): Promise<() => Promise<void>>;
}

/** What each rule of the pack is for, beside unavailable resources, which `checkAlerting` follows. */
const STORIES: Story[] = [
  {
    rule: 'Customer has degraded resources for an hour',
    series: { customer: 'Northwind Traders' },
    begin: async (world) => {
      await world.health(NORTHWIND_MACHINE, 'Degraded');
      return () => world.health(NORTHWIND_MACHINE, 'Available');
    },
  },
  {
    rule: 'Azure incident touches a customer',
    series: { customer: 'Contoso' },
    before: (world) => world.change({ kind: 'event', trackingId: SMALL_EVENTS.incident, status: 'Resolved' }),
    begin: async (world) => {
      const event = { kind: 'event', trackingId: 'PACK-001' };
      const touches = { [SMALL.contosoProduction]: [SMALL_RESOURCES.app] };
      await world.change({ ...event, begins: { title: 'Sites in West Europe', type: 'ServiceIssue', touches } });
      return () => world.change({ ...event, status: 'Resolved' });
    },
  },
  {
    rule: 'Severe Azure Monitor alert has fired',
    series: { customer: 'Contoso', severity: 'Sev0' },
    begin: async (world) => {
      const alert = { kind: 'alert', alertId: 'a1e27000-0000-4000-8000-0000000000f0' };
      await world.change({ ...alert, fires: SEVERE });
      return () => world.change({ ...alert, condition: 'Resolved' });
    },
  },
  {
    rule: 'Access to a tenant is lost',
    series: { customer: 'Northwind Traders' },
    begin: (world) => world.faults({ host: 'resourceManager', tenant: SMALL.northwind, error: 'AuthorizationFailed' }),
  },
  {
    rule: 'Data is older than two intervals',
    series: { customer: 'Northwind Traders', section: 'resourceHealth' },
    begin: (world) => world.faults({ service: 'resourceHealth', tenant: SMALL.northwind, status: 503, body: {} }),
  },
  {
    rule: 'Nothing is collected',
    series: { section: 'resourceHealth' },
    begin: (world) => world.faults({ service: 'resourceHealth', status: 503, body: {} }),
  },
];

const NORTHWIND_MACHINE = `/subscriptions/${SMALL.northwindWeb}/resourceGroups/rg-north/providers/Microsoft.Compute/virtualMachines/vm-north-01`;

const SEVERE = {
  subscriptionId: SMALL.contosoProduction,
  ruleId: `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Insights/metricAlerts/cpu-web`,
  ruleName: 'cpu-web',
  severity: 0,
  signalType: 'Metric',
  monitorService: 'Platform',
  target: SMALL_RESOURCES.web02,
  description: 'Nothing answers',
};

/** Every rule follows its story: it fires for the one series, and no longer when the story is over. The rules' `for` is 0. */
export async function checkPack(steps: Steps, grafana: GrafanaApi, simulator: RunningSimulator): Promise<void> {
  const world = new World(simulator);
  for (const { rule, series, before, begin } of STORIES) {
    const become = (what: string, isSo: (state: string | undefined) => boolean) =>
      until(
        `${rule} of ${JSON.stringify(series)} is ${what}`,
        120,
        async () => stateOf(await grafana.rule(rule), series),
        isSo,
      );
    const is = (state: string) => become(state, (found) => found === state);
    await steps.run(`${rule}: fires, and is over`, async () => {
      await before?.(world);
      // What another story left behind must not pass for this one.
      await become('quiet', (found) => found !== 'Alerting');
      const end = await begin(world);
      await is('Alerting');
      await end();
      await is('Normal');
    });
  }
  await steps.run('A credential or GDAP relationship ends soon: fires for the one that has ended', () =>
    until(
      'Fabrikam’s relationship fires',
      120,
      async () => stateOf(await grafana.rule('A credential or GDAP relationship ends soon'), FABRIKAM),
      (found) => found === 'Alerting',
    ),
  );
}

const FABRIKAM = { customer: 'Fabrikam Österreich' };

/** Worst state of the series with these labels. */
function stateOf(rule: RuleState | undefined, series: Labels): string | undefined {
  const states = (rule?.alerts ?? [])
    .filter(({ labels }) => Object.entries(series).every(([name, value]) => labels[name] === value))
    .map(({ state }) => state);
  return states.find((state) => state === 'Alerting') ?? states[0];
}
