import { foldedNode, type Node, NONE, sum } from './node.ts';
import { parseResourceId, resourceGroupId } from '../../../shared/resourceId.ts';
import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { idOf, nameOf, NO_VALUE, type ResourceRows } from '../resources/resources.ts';

/** From here on a resource is in trouble: Degraded, Unavailable. */
const TROUBLE = 3;

interface GroupCounts {
  name: string | null;
  counts: Uint32Array;
  trouble: number[];
}

/** The tenants of a selection, each with the way down to its resources in trouble. One pass over the rows, in numbers. */
export function* tenantNodes(rows: ResourceRows, tenants: readonly Tenant[]): Steps<Node[]> {
  const groupsOf = rows.views.map(() => new Map<string, GroupCounts>());
  for (let row = 0; row < rows.length; row++) {
    const index = rows.view[row] as number;
    const groups = groupsOf[index] as Map<string, GroupCounts>;
    const name = groupName(rows, row);
    const key = name?.toLowerCase() ?? '';
    let group = groups.get(key);
    if (!group) {
      groups.set(key, (group = { name, counts: new Uint32Array(NONE + 1), trouble: [] }));
    }
    const value = rows.value[row] as number;
    const cell = value === NO_VALUE ? NONE : value;
    group.counts[cell] = (group.counts[cell] as number) + 1;
    if (value >= TROUBLE) {
      group.trouble.push(row);
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  const viewsOf = new Map<string, Node[]>();
  for (const [index, view] of rows.views.entries()) {
    const tenant = rows.reading.snapshot.tenants.get(view.subscription.tenantId) ?? null;
    const node = subscriptionNode(rows, view, tenant, [...(groupsOf[index] as Map<string, GroupCounts>).values()]);
    viewsOf.set(view.subscription.tenantId, [...(viewsOf.get(view.subscription.tenantId) ?? []), node]);
    yield;
  }
  return tenants.map((tenant) => {
    const children = viewsOf.get(tenant.tenantId) ?? [];
    return {
      kind: 'tenant',
      id: tenant.tenantId,
      title: rows.reading.snapshot.customers.get(tenant.customerId)?.name ?? tenant.name,
      subtitle: 'Tenant',
      parent: null,
      counts: sum(children.map(({ counts }) => counts)),
      ...{ tenant, view: null, armId: null },
      children: () => children,
    };
  });
}

function subscriptionNode(
  rows: ResourceRows,
  view: SubscriptionView,
  tenant: Tenant | null,
  groups: GroupCounts[],
): Node {
  const { subscriptionId, name } = view.subscription;
  const id = `/subscriptions/${subscriptionId}`;
  return {
    kind: 'subscription',
    id,
    title: name,
    subtitle: 'Subscription',
    parent: view.subscription.tenantId,
    counts: sum(groups.map(({ counts }) => counts)),
    ...{ tenant, view, armId: id },
    children: () => groups.map((group) => groupNode(rows, view, tenant, id, group)),
  };
}

function groupNode(
  rows: ResourceRows,
  view: SubscriptionView,
  tenant: Tenant | null,
  parent: string,
  group: GroupCounts,
): Node {
  const armId = group.name === null ? null : resourceGroupId(view.subscription.subscriptionId, group.name);
  const id = (armId ?? `${parent}/resourceGroups/`).toLowerCase();
  return {
    kind: 'resourceGroup',
    id,
    title: group.name ?? 'outside any group',
    subtitle: 'Resource group',
    parent,
    counts: group.counts,
    ...{ tenant, view, armId },
    children: () => [
      ...group.trouble.map((row) => resourceNode(rows, row, view, tenant, id)),
      ...healthyLeaves(group, view, tenant, id),
    ],
  };
}

function resourceNode(
  rows: ResourceRows,
  row: number,
  view: SubscriptionView,
  tenant: Tenant | null,
  parent: string,
): Node {
  const armId = idOf(rows, row);
  const counts = new Uint32Array(NONE + 1);
  counts[rows.value[row] as number] = 1;
  return {
    kind: 'resource',
    id: armId.toLowerCase(),
    title: nameOf(rows, row),
    subtitle: parseResourceId(armId)?.type ?? 'Resource',
    parent,
    counts,
    ...{ tenant, view, armId },
    children: () => [],
  };
}

/** All of a group's resources that aren't in trouble, as one node. */
function healthyLeaves({ counts }: GroupCounts, view: SubscriptionView, tenant: Tenant | null, parent: string): Node[] {
  const fine = counts.map((count, value) => (value === 3 || value === 4 ? 0 : count));
  const size = fine.reduce((a, b) => a + b, 0);
  return size === 0 ? [] : [foldedNode({ counts: fine, parent, tenant, view }, size, 'resource', 'not in trouble')];
}

function groupName(rows: ResourceRows, row: number): string | null {
  const view = rows.views[rows.view[row] as number] as SubscriptionView;
  const at = rows.inventory[row] as number;
  return at === NO_ROW || !view.inventory
    ? (parseResourceId(idOf(rows, row))?.resourceGroup ?? null)
    : (view.inventory.groups[view.inventory.group[at] as number]?.name ?? null);
}
