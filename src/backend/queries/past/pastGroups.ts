import { GROUP_BY, type GroupBy, type Grouping } from '../../../shared/query.ts';
import { LIGHT_PAUSE_EVERY, PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { oldest } from '../absence/freshness.ts';
import type { Rows } from '../columns/columns.ts';
import type { ResourceRows } from '../resources/resources.ts';
import { type PastGroup, PastResource } from './pastResource.ts';

export interface PastGroupRows extends Rows {
  readonly groups: readonly PastGroup[];
}

/** What a query's rows are. */
export function levelOf(grouping: Grouping | null): GroupBy | 'resource' {
  return GROUP_BY.find((level) => level === grouping) ?? 'resource';
}

/** The rows of a selection by level, in their order. */
export function* groupRows(source: ResourceRows, level: GroupBy | 'resource'): Steps<PastGroup[]> {
  if (level === 'resource') {
    return yield* eachByItself(source);
  }
  const groups = new Map<string, PastGroup>();
  for (let row = 0; row < source.length; row++) {
    const one = new PastResource(source, row);
    const key = keyOf(one, level);
    const known = groups.get(key);
    if (known) {
      known.rows.push(row);
      known.freshness = oldest(known.freshness, one.freshness);
    } else {
      groups.set(key, groupOf(one, level));
    }
    if (row % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return [...groups.values()];
}

function* eachByItself(source: ResourceRows): Steps<PastGroup[]> {
  const groups = new Array<PastGroup>(source.length);
  for (let row = 0; row < source.length; row++) {
    groups[row] = new PastResource(source, row);
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return groups;
}

function keyOf(one: PastResource, level: GroupBy): string {
  const { tenantId, subscriptionId } = one.view.subscription;
  switch (level) {
    case 'customer':
      return one.tenant?.customerId ?? tenantId;
    case 'tenant':
      return tenantId;
    case 'subscription':
      return subscriptionId;
    case 'resourceGroup':
      return `${subscriptionId}/${one.resourceGroup?.toLowerCase()}`;
    default:
      return one[level]?.toLowerCase() ?? '';
  }
}

function groupOf(one: PastResource, level: GroupBy): PastGroup {
  const across = level === 'resourceType' || level === 'location';
  const within = level === 'subscription' || level === 'resourceGroup';
  return {
    tenant: across ? null : one.tenant,
    view: within ? one.view : null,
    resourceGroup: level === 'resourceGroup' ? one.resourceGroup : null,
    resource: null,
    resourceType: level === 'resourceType' ? one.resourceType : null,
    location: level === 'location' ? one.location : null,
    resourceId: null,
    freshness: one.freshness,
    rows: one.rows,
  };
}

/** What people call a group. */
export function groupName(source: Rows, group: PastGroup): string {
  const { snapshot } = source.reading;
  const customer = group.tenant && snapshot.customers.get(group.tenant.customerId)?.name;
  return (
    group.resource ??
    group.resourceGroup ??
    group.view?.subscription.name ??
    group.resourceType ??
    group.location ??
    customer ??
    group.tenant?.name ??
    'outside any group'
  );
}
