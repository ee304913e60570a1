import type { Resource, Transition, WorldData } from '../model.ts';

const MINUTE = 60_000;
const CYCLE = 30 * MINUTE;

/** Resources of the demo that come, go, scale and flap, and a subscription that is switched off, in every half hour. */
export function demoChanges(world: WorldData, first: number): Transition[] {
  const at = (minute: number) => ({ at: first + minute * MINUTE, every: CYCLE });
  const plan = find(world, 'Proseware', 'Microsoft.Web/serverfarms');
  const machine = find(world, 'Trey Research', 'Microsoft.Compute/virtualMachines');
  const flapping = find(world, 'Fourth Coffee', 'Microsoft.Compute/virtualMachines');
  const last = find(world, 'VanArsdel', 'Microsoft.Storage/storageAccounts');
  const disabled = subscriptionsOf(world, 'Lamna Healthcare')[1];
  return [
    ...many(plan, ({ id: resourceId }) => [
      { ...at(9), kind: 'scale', resourceId, sku: { name: 'P2v3', capacity: 4 } },
      { ...at(23), kind: 'scale', resourceId, sku: { name: 'P1v3', capacity: 2 } },
    ]),
    ...many(machine, ({ id: resourceId }) => [
      { ...at(4), kind: 'resource', resourceId, present: true },
      { ...at(25), kind: 'resource', resourceId, present: false },
    ]),
    ...many(flapping, ({ id: resourceId }) =>
      [6, 8, 10, 12, 14].flatMap((minute): Transition[] => [
        { ...at(minute), kind: 'health', resourceId, state: 'Unavailable', reason: 'Unplanned' },
        { ...at(minute + 1), kind: 'health', resourceId, state: 'Available' },
      ]),
    ),
    ...many(last, ({ subscriptionId, resourceGroup: name }) => [
      { ...at(16), kind: 'resourceGroup', subscriptionId, name, present: false },
      { ...at(27), kind: 'resourceGroup', subscriptionId, name, present: true },
    ]),
    ...many(disabled, ({ id: subscriptionId }) => [
      { ...at(18), kind: 'subscription', subscriptionId, state: 'Disabled' },
      { ...at(24), kind: 'subscription', subscriptionId, state: 'Enabled' },
    ]),
  ];
}

function many<T>(one: T | undefined, make: (one: T) => Transition[]): Transition[] {
  return one === undefined ? [] : make(one);
}

function subscriptionsOf(world: WorldData, name: string) {
  const tenant = world.tenants.find((one) => one.displayName === name);
  return world.subscriptions.filter((one) => one.tenantId === tenant?.id);
}

function find(world: WorldData, name: string, type: string): Resource | undefined {
  return subscriptionsOf(world, name)
    .flatMap((one) => world.holdings(one).resources)
    .find((one) => one.type === type && (one.health === undefined || one.health.length === 1));
}
