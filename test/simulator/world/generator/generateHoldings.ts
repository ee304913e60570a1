import { Random } from '../../core/random.ts';
import { ruleType } from './generateRules.ts';
import type { HealthSince, Holdings, Resource, Subscription } from '../model.ts';
import { ALL_TYPES, hasHealth, TOTAL_WEIGHT } from './resourceTypes.ts';
import type { ResourceTypeInfo } from './resourceTypes.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const LOCATIONS = [
  'westeurope',
  'northeurope',
  'eastus',
  'westus2',
  'uksouth',
  'germanywestcentral',
  'swedencentral',
  'francecentral',
];
const WORKLOADS = ['web', 'data', 'network', 'core', 'shop', 'erp', 'crm', 'backup', 'monitor', 'desktop'];
const ENVIRONMENTS = ['prod', 'test', 'dev'];
const TEAMS = ['platform', 'sales', 'finance', 'operations'];

export interface HoldingsSize {
  groups: number;
  resources: number;
}

/** Holdings of one subscription: the same for the same key, size and start. */
export function generateHoldings(key: string, subscription: Subscription, size: HoldingsSize, start: number): Holdings {
  const random = new Random(`${key} ${subscription.id}`);
  const env = random.pick(ENVIRONMENTS);
  const home = random.pick(LOCATIONS);
  const groups = WORKLOADS.slice(0, size.groups).map((workload) => ({
    name: random.next() < 0.1 ? `RG-${workload.toUpperCase()}-${env}` : `rg-${workload}-${env}`,
    subscriptionId: subscription.id,
    location: random.next() < 0.85 ? home : random.pick(LOCATIONS),
    tags: { env, team: random.pick(TEAMS) },
  }));
  const resources: Resource[] = [];
  for (let i = 0; i < size.resources; i += 1) {
    const drawn = random.weighted(ALL_TYPES, TOTAL_WEIGHT);
    const info = drawn.prefix === 'alert' ? { ...drawn, type: ruleType(i) } : drawn;
    resources.push(generateResource(random, info, random.pick(groups), i + 1, start));
  }
  return { groups, resources };
}

function generateResource(
  random: Random,
  info: ResourceTypeInfo,
  group: Holdings['groups'][number],
  number: number,
  start: number,
): Resource {
  const [namespace = '', ...types] = info.type.split('/');
  const digits = String(number).padStart(3, '0');
  const own = info.prefix === 'st' ? `st${group.subscriptionId.slice(0, 8)}${digits}` : `${info.prefix}-${digits}`;
  const name = info.parentPrefix ? `${info.parentPrefix}-${digits}/${own}` : own;
  const path = name
    .split('/')
    .map((part, i) => `${types[i] ?? ''}/${part}`)
    .join('/');
  // Azure keeps whatever case a resource was created with.
  const provider = random.next() < 0.05 ? namespace.toLowerCase() : namespace;
  return {
    id: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}/providers/${provider}/${path}`,
    name,
    type: info.type,
    location: group.location,
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    ...(info.kind && { kind: info.kind }),
    ...(info.sku && { sku: info.sku }),
    ...(random.next() < 0.7 && { tags: group.tags }),
    createdAt: '2026-01-15T08:00:00Z',
    changedAt: '2026-10-01T08:00:00Z',
    ...(hasHealth(info.type) && { health: initialHealth(random, info, start) }),
  };
}

/** About 97 of 100 are available; the rest became something else in the last days. */
function initialHealth(random: Random, info: ResourceTypeInfo, start: number): HealthSince[] {
  const before: HealthSince = { state: 'Available', since: start - random.int(5, 25) * DAY };
  const chance = random.next();
  const since = start - random.int(10, 3 * 24 * 60) * MINUTE;
  if (chance < 0.012) {
    return [before, { state: 'Unknown', since }];
  }
  if (chance < 0.02) {
    return [before, { state: 'Degraded', reason: 'Unplanned', since }];
  }
  if (chance < 0.024) {
    return [before, { state: 'Unavailable', reason: 'Unplanned', since }];
  }
  const stopped = info.prefix === 'vm' && chance < 0.07;
  return stopped ? [before, { state: 'Unavailable', reason: 'UserInitiated', since }] : [before];
}
