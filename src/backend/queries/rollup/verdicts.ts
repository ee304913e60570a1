import { HEALTH_STATES, type HealthValue } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { parseResourceId, resourceKey } from '../../../shared/resourceId.ts';
import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Reading } from '../context.ts';
import { type Filters, without } from '../filters.ts';
import { idOf, NO_VALUE, type ResourceRows, selectResources } from '../resources/resources.ts';
import type { Scope } from '../scope.ts';
import type { Group } from '../groups/group.ts';
import { causeSentence } from './causes.ts';
import type { Rollup } from './parseRollup.ts';
import { memberValue, rollUp } from './rollup.ts';

const VALUES = HEALTH_STATES.length;

/** A group's state by a policy, and the member that made it so. */
export interface Verdict {
  value: HealthValue | null;
  why: string | null;
}

/** What a group is called when it is looked up: the same for a row of a summary and for a resource in it. */
export function groupKey(
  level: GroupBy,
  { customerId, tenant, view, name }: Pick<Group, 'customerId' | 'tenant' | 'view' | 'name'>,
): string {
  const subscription = view?.subscription.subscriptionId ?? '';
  switch (level) {
    case 'customer':
      return customerId ?? '';
    case 'tenant':
      return tenant?.tenantId ?? '';
    case 'subscription':
      return subscription;
    case 'resourceGroup':
      return `${subscription}/${name?.toLowerCase() ?? ''}`;
    default:
      return name?.toLowerCase() ?? '';
  }
}

/** State and cause of every group by a policy. Goes over all resources once, in numbers; text is made for one cause a group. */
export function* rollUpGroups(
  reading: Reading,
  scope: Scope,
  filters: Filters,
  level: GroupBy,
  rollup: Rollup,
): Steps<Map<string, Verdict>> {
  const mode = rollup.unreadMembers === 'ignore' || rollup.unreadMembers === 'asIs' ? 'none' : 'unread';
  const rows = yield* selectResources(reading, scope, without(filters, 'state'), mode);
  const policies = [rollup, ...rollup.byType.values()];
  const policyOfType = new Map(
    [...rollup.byType.keys()].map((type, index) => [reading.snapshot.names.code(type), index + 1]),
  );
  const cells = policies.length * VALUES;
  const groups = new Map<string, { counts: Uint32Array; first: Uint32Array }>();
  const keyOf = keyer(rows, level);
  for (let row = 0; row < rows.length; row++) {
    const known = rows.value[row] as number;
    const value = memberValue(
      { value: known === NO_VALUE ? null : known, maintenance: inMaintenance(rows, row) },
      rollup,
    );
    const key = keyOf(row);
    let group = groups.get(key);
    if (!group) {
      groups.set(key, (group = { counts: new Uint32Array(cells), first: new Uint32Array(cells) }));
    }
    if (value !== null) {
      const policy = policyOfType.size === 0 ? 0 : (policyOfType.get(typeCode(rows, row)) ?? 0);
      const cell = policy * VALUES + value;
      if (group.counts[cell] === 0) {
        group.first[cell] = row;
      }
      group.counts[cell] = (group.counts[cell] as number) + 1;
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  const verdicts = new Map<string, Verdict>();
  for (const [key, { counts, first }] of groups) {
    const states = policies.map((policy, index) =>
      rollUp(counts.subarray(index * VALUES, (index + 1) * VALUES), policy),
    );
    const value = states.reduce<number | null>((a, b) => (b === null || (a !== null && a >= b) ? a : b), null);
    const cell = states.indexOf(value) * VALUES + (value ?? 0);
    const why = value ? causeOf(rows, first[cell] as number, value, counts[cell] as number) : null;
    verdicts.set(key, { value: value as HealthValue | null, why });
    yield;
  }
  return verdicts;
}

function causeOf(rows: ResourceRows, row: number, value: number, count: number): string {
  const place = { inventory: rows.inventory[row] as number, health: rows.health[row] as number };
  return causeSentence(rows.views[rows.view[row] as number] as SubscriptionView, place, value, count);
}

function inMaintenance(rows: ResourceRows, row: number): boolean {
  const value = rows.value[row] as number;
  if (value === 2 || value <= 0) {
    return value === 2;
  }
  const view = rows.views[rows.view[row] as number] as SubscriptionView;
  return view.health?.reasonType(rows.health[row] as number)?.toLowerCase() === 'planned';
}

function typeCode(rows: ResourceRows, row: number): number {
  const view = rows.views[rows.view[row] as number] as SubscriptionView;
  const at = rows.inventory[row] as number;
  return at === NO_ROW || !view.inventory
    ? rows.reading.snapshot.names.code(parseResourceId(idOf(rows, row))?.type?.toLowerCase() ?? '')
    : (view.inventory.types[at] as number);
}

/** Keys of groups, made once for each subscription and code. */
function keyer(rows: ResourceRows, level: GroupBy): (row: number) => string {
  const { snapshot } = rows.reading;
  const keys = rows.views.map(() => new Map<number, string>());
  return (row) => {
    const index = rows.view[row] as number;
    const view = rows.views[index] as SubscriptionView;
    const at = rows.inventory[row] as number;
    const inventory = at === NO_ROW ? null : view.inventory;
    const code =
      level === 'resourceType'
        ? typeCode(rows, row)
        : level === 'location' && inventory
          ? (inventory.locations[at] as number)
          : level === 'resourceGroup' && inventory
            ? (inventory.group[at] as number)
            : 0;
    const own = keys[index] as Map<number, string>;
    const cached = at === NO_ROW && (level === 'resourceGroup' || level === 'location') ? undefined : own.get(code);
    if (cached !== undefined) {
      return cached;
    }
    const tenant = snapshot.tenants.get(view.subscription.tenantId) ?? null;
    const group = inventory
      ? inventory.groups[code]?.name
      : parseResourceId(resourceKey(idOf(rows, row)))?.resourceGroup;
    const place = inventory ? snapshot.names.name(code) : view.health?.location(rows.health[row] as number);
    const name =
      level === 'resourceGroup' ? (group ?? null) : level === 'location' ? (place ?? null) : snapshot.names.name(code);
    const key = groupKey(level, { customerId: tenant?.customerId ?? null, tenant, view, name });
    if (inventory) {
      own.set(code, key);
    }
    return key;
  };
}
