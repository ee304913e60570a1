import type { Subscription, WorldData } from '../model.ts';
import type { EventPlan } from '../eventModel.ts';

const MINUTE = 60_000;
const CYCLE = 30 * MINUTE;

/** Customers that the storage incident of the demo is about. */
export const INCIDENT_CUSTOMERS = [
  'Contoso',
  'Fabrikam',
  'Northwind Traders',
  'Adventure Works Cycles',
  'Proseware',
  'Trey Research',
  'Woodgrove Bank',
  'Fourth Coffee',
  'A. Datum Corporation',
  'Alpine Ski House',
  'Lucerne Publishing',
  'Southridge Video',
];

/** Customers of which Microsoft tells something that is of no subscription of theirs. */
const ADVISED_CUSTOMERS = ['Contoso', 'Fabrikam', 'School of Fine Art', 'Wingtip Toys'];

/**
 * The events of the demo's story: an incident, a maintenance and an advisory for whole tenants in every half hour, each
 * time new ones; and one thing that Azure's public status says all the time.
 */
export function demoEvents(world: WorldData, first: number): EventPlan[] {
  const storage = touching(world, INCIDENT_CUSTOMERS, 'Microsoft.Storage/storageAccounts');
  const databases = touching(world, ['Humongous Insurance'], 'Microsoft.Sql/servers/databases');
  return [
    {
      trackingId: 'STRG',
      at: first + MINUTE,
      every: CYCLE,
      type: 'ServiceIssue',
      level: 'Critical',
      eventLevel: 'Error',
      priority: 11,
      title: 'Storage – elevated latency and errors in West Europe',
      header: 'Your service might have been impacted by an Azure service issue',
      platformInitiated: true,
      impact: [
        { service: 'Storage', regions: ['West Europe', 'North Europe'] },
        { service: 'Virtual Machines', regions: ['West Europe'] },
      ],
      phases: [
        phase(0, 'Active', 'A storage scale unit answers slowly. We are investigating.'),
        phase(
          5,
          'In Progress',
          'The cause is found: a change of configuration. We are rolling it back.',
          'Action Recommended',
        ),
        phase(12, 'Resolved', 'Mitigated. A review follows.', 'Preliminary PIR'),
      ],
      touches: storage,
    },
    {
      trackingId: 'MNTN',
      at: first + 10 * MINUTE,
      every: CYCLE,
      type: 'PlannedMaintenance',
      level: 'Warning',
      eventLevel: 'Informational',
      priority: 5,
      title: 'Planned maintenance of SQL databases',
      header: 'Scheduled maintenance for your databases',
      platformInitiated: true,
      impact: [{ service: 'SQL Database', regions: ['West Europe'] }],
      phases: [
        phase(0, 'Active', 'Databases will be moved to other hardware.'),
        phase(5, 'In Progress', 'Maintenance has begun.'),
        phase(12, 'Resolved', 'Maintenance is complete.'),
      ],
      maintenance: { from: 5 * MINUTE, until: 12 * MINUTE },
      touches: databases,
    },
    {
      trackingId: 'ENTR',
      at: first + 4 * MINUTE,
      every: CYCLE,
      type: 'HealthAdvisory',
      level: 'Warning',
      eventLevel: 'Warning',
      priority: 4,
      title: 'Microsoft Entra ID – sign-in logs arrive late',
      header: 'Advisory for your tenant',
      platformInitiated: true,
      impact: [{ service: 'Microsoft Entra ID', regions: ['Global'] }],
      phases: [
        phase(0, 'Active', 'Sign-in logs arrive up to an hour late. Signing in is not affected.'),
        phase(20, 'Resolved', 'Logs arrive in time again.'),
      ],
      touches: new Map(),
      tenantIds: world.tenants.filter((one) => ADVISED_CUSTOMERS.includes(one.displayName)).map((one) => one.id),
    },
    {
      trackingId: 'PRTL-0SZ',
      at: first,
      type: 'EmergingIssues',
      level: 'Warning',
      eventLevel: 'Warning',
      priority: 1,
      title: 'Azure portal – pages open slowly in Europe',
      header: 'Emerging issue',
      platformInitiated: true,
      impact: [{ service: 'Microsoft Azure portal', regions: ['West Europe', 'North Europe'] }],
      phases: [phase(0, 'Active', 'Pages of the Azure portal open slowly. We are looking into it.')],
      touches: new Map(),
    },
  ];
}

function phase(minute: number, stage: 'Active' | 'In Progress' | 'Resolved', text: string, tag?: string) {
  return {
    after: minute * MINUTE,
    status: stage === 'Resolved' ? ('Resolved' as const) : ('Active' as const),
    stage,
    text: `<p>${text}</p>`,
    ...(tag && { tags: [tag] }),
  };
}

/** Subscriptions of these customers with resources of a type, and the first three of those. */
function touching(world: WorldData, names: readonly string[], type: string): Map<string, string[]> {
  const ids = new Set(world.tenants.filter((one) => names.includes(one.displayName)).map((one) => one.id));
  const named = (one: Subscription): string[] =>
    world
      .holdings(one)
      .resources.filter((resource) => resource.type === type)
      .slice(0, 3)
      .map((resource) => resource.id);
  const rows = world.subscriptions.filter((one) => ids.has(one.tenantId)).map((one) => [one.id, named(one)] as const);
  return new Map(rows.filter(([, resources]) => resources.length > 0));
}
