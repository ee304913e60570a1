import { guid } from '../../core/random.ts';
import { slug } from '../generator/companies.ts';
import { withLighthouse } from '../access/delegation.ts';
import { demoAlerts } from './demoAlerts.ts';
import { demoChanges } from './demoChanges.ts';
import { demoEvents } from './demoEvents.ts';
import { generateRelationships } from '../generator/generateRelationships.ts';
import { generateWorld } from '../generator/generateWorld.ts';
import type { Health, Subscription, Tenant, Transition, WorldData } from '../model.ts';

const MINUTE = 60_000;
const CYCLE = 30 * MINUTE;
/** The story has been going on for a day, so that history has something to show. */
const PAST_CYCLES = 48;

/** Not customers: they delegated subscriptions to the partner, by Azure Lighthouse. */
const LIGHTHOUSE = [
  { displayName: 'Northwind Electric Cars', subscriptions: ['Factory', 'Charging Network'] },
  { displayName: 'Contoso Bank', subscriptions: ['Online Banking'] },
];

/** 40 customers, and a story of 30 minutes that repeats. */
export function demoWorld(seed: string, start: number, options: { lighthouse?: boolean } = {}): WorldData {
  const generated = generateWorld({
    name: 'demo',
    seed,
    start,
    customers: 40,
    subscriptionsOf: (random) => random.int(3, 9),
    sizeOf: (random) => ({ groups: random.int(3, 8), resources: random.int(16, 48) }),
  });
  settle(generated);
  const world =
    options.lighthouse === false
      ? generated
      : LIGHTHOUSE.reduce((made, one) => delegateFrom(made, seed, one), generated);
  const first = start - PAST_CYCLES * CYCLE;
  const alerts = demoAlerts(world, SCENES, (scene) => actors(world, scene), first);
  return {
    ...world,
    relationships: generateRelationships(`demo ${seed}`, world.tenants, start),
    transitions: [...story(world, start), ...demoChanges(world, first)],
    events: [...world.events, ...demoEvents(world, first)],
    monitoring: (one, holdings) => {
      const made = world.monitoring(one, holdings);
      return { ...made, alerts: [...made.alerts, ...(alerts.get(one.id) ?? [])] };
    },
  };
}

function delegateFrom(
  world: WorldData,
  seed: string,
  { displayName, subscriptions }: (typeof LIGHTHOUSE)[number],
): WorldData {
  const tenantId = guid(`demo ${seed} lighthouse ${displayName}`);
  return withLighthouse(world, {
    tenantId,
    displayName,
    domain: `${slug(displayName)}.onmicrosoft.com`,
    subscriptions: subscriptions.map((name) => ({
      id: guid(`demo ${seed} subscription ${tenantId} ${name}`),
      displayName: `${displayName} ${name}`,
    })),
  });
}

/** Customers whose tenant gave the partner rights in subscriptions alone. */
const WITHOUT_TENANT_RIGHT = ['Lamna Healthcare', 'Proseware'];

/** What is always so: access that is missing, a customer without Azure, a provider not registered, a disabled subscription. */
function settle(world: WorldData): void {
  world.tenants.forEach((one) => (one.readsTenantEvents = !WITHOUT_TENANT_RIGHT.includes(one.displayName)));
  tenant(world, 'Litware').gdap = false;
  tenant(world, 'Nod Publishers').consentedApps = [];
  const { id } = tenant(world, 'School of Fine Art');
  world.subscriptions = world.subscriptions.filter((one) => one.tenantId !== id);
  for (const customer of world.customers.filter((one) => one.id === id)) {
    customer.commerce = [];
  }
  subscription(world, 'Relecloud', 1).unregistered = ['microsoft.resourcehealth'];
  subscription(world, 'Bellows College', 2).state = 'Disabled';
}

/** One line of the script: from and until in minutes of each half hour. */
export interface Scene {
  from: number;
  until: number;
  customer: string;
  type: string;
  count: number;
  health: Health;
}

const outage: Health = { state: 'Unavailable', reason: 'Unplanned' };
const degraded: Health = { state: 'Degraded', reason: 'Unplanned' };

const SCENES: readonly Scene[] = [
  {
    from: 1,
    until: 8,
    customer: 'Woodgrove Bank',
    type: 'Microsoft.Compute/virtualMachines',
    count: 3,
    health: outage,
  },
  {
    from: 1,
    until: 10,
    customer: 'Woodgrove Bank',
    type: 'Microsoft.Storage/storageAccounts',
    count: 2,
    health: degraded,
  },
  { from: 3, until: 12, customer: 'Contoso', type: 'Microsoft.Web/sites', count: 2, health: degraded },
  {
    from: 5,
    until: 20,
    customer: 'Wingtip Toys',
    type: 'Microsoft.Compute/virtualMachines',
    count: 1,
    health: { state: 'Unavailable', reason: 'UserInitiated' },
  },
  {
    from: 8,
    until: 13,
    customer: 'Blue Yonder Airlines',
    type: 'Microsoft.KeyVault/vaults',
    count: 1,
    health: { state: 'Unknown' },
  },
  {
    from: 15,
    until: 22,
    customer: 'Humongous Insurance',
    type: 'Microsoft.Sql/servers/databases',
    count: 2,
    health: { state: 'Unavailable', reason: 'Planned' },
  },
  { from: 20, until: 27, customer: 'Adventure Works Cycles', type: 'Microsoft.Web/sites', count: 3, health: outage },
  {
    from: 21,
    until: 26,
    customer: 'Adventure Works Cycles',
    type: 'Microsoft.Compute/virtualMachines',
    count: 3,
    health: outage,
  },
];

function story(world: WorldData, start: number): Transition[] {
  const at = (minute: number) => ({ at: start - PAST_CYCLES * CYCLE + minute * MINUTE, every: CYCLE });
  const appearing = subscription(world, 'Fabrikam', 2).id;
  const leaving = tenant(world, 'Tailwind Traders').id;
  return [
    ...SCENES.flatMap((scene) =>
      actors(world, scene).flatMap((resourceId): Transition[] => [
        { ...at(scene.from), kind: 'health', resourceId, ...scene.health },
        { ...at(scene.until), kind: 'health', resourceId, state: 'Available' },
      ]),
    ),
    { ...at(10), kind: 'subscription', subscriptionId: appearing, state: 'Enabled' },
    { ...at(28), kind: 'subscription', subscriptionId: appearing, state: 'absent' },
    { ...at(12), kind: 'gdap', tenantId: leaving, active: false },
    { ...at(18), kind: 'gdap', tenantId: leaving, active: true },
  ];
}

/** The first resources of a scene's customer and type that are well when nothing happens to them. */
function actors(world: WorldData, scene: Scene): string[] {
  const { id } = tenant(world, scene.customer);
  return world.subscriptions
    .filter((one) => one.tenantId === id)
    .flatMap((one) => world.holdings(one).resources)
    .filter((one) => one.type === scene.type && one.health?.length === 1)
    .slice(0, scene.count)
    .map((one) => one.id);
}

function tenant(world: WorldData, name: string): Tenant {
  const found = world.tenants.find((one) => one.displayName === name);
  if (!found) {
    throw new Error(`World has no tenant '${name}'.`);
  }
  return found;
}

/** The n-th subscription of a customer, counted from 1. */
function subscription(world: WorldData, name: string, number: number): Subscription {
  const { id } = tenant(world, name);
  const found = world.subscriptions.filter((one) => one.tenantId === id)[number - 1];
  if (!found) {
    throw new Error(`'${name}' has no subscription ${number}.`);
  }
  return found;
}
