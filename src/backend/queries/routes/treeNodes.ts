import { parseResourceId, resourceGroupId } from '../../../shared/resourceId.ts';
import type { TreeKind, TreeNode } from '../../../shared/tree.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import { worst } from '../../estate/model/totals.ts';
import { resourcesOf } from '../resources/resources.ts';

/** A node before it is shown: what sorting and searching need; the rest is made for the page only. */
export interface Node {
  kind: TreeKind;
  id: string;
  name: string;
  children(): Node[];
  make(): TreeNode;
}

/** The top of the tree. */
export function customerNodes(snapshot: Snapshot): Node[] {
  return Array.from(snapshot.customers.values(), (customer) => customerNode(snapshot, customer));
}

/** A customer; its tenants are below it. */
export function customerNode(snapshot: Snapshot, customer: Customer): Node {
  const tenants = snapshot.tenantsOf(customer.id);
  return node('customer', customer.id, customer.name, {
    path: () => [],
    hasChildren: () => tenants.length > 0,
    healthValue: () => worst(snapshot.totalsOfCustomer(customer.id)),
    children: () => tenants.map((tenant) => tenantNode(snapshot, tenant)),
  });
}

/** A tenant; its subscriptions are below it. */
export function tenantNode(snapshot: Snapshot, tenant: Tenant): Node {
  return node('tenant', tenant.tenantId, tenant.name, {
    path: () => pathOfTenant(snapshot, tenant),
    hasChildren: () => snapshot.subscriptionsOf(tenant.tenantId).length > 0,
    healthValue: () => worst(snapshot.totalsOfTenant(tenant.tenantId)),
    children: () => snapshot.subscriptionsOf(tenant.tenantId).map((view) => subscriptionNode(snapshot, view)),
  });
}

/** A subscription; its resource groups are below it, then what lies right under it. */
export function subscriptionNode(snapshot: Snapshot, view: SubscriptionView): Node {
  const { subscriptionId, name, tenantId } = view.subscription;
  const tenant = snapshot.tenants.get(tenantId);
  const groups = view.inventory?.groups ?? [];
  return node('subscription', subscriptionId, name, {
    path: () => (tenant ? [...pathOfTenant(snapshot, tenant), tenant.name] : []),
    hasChildren: () => groups.length > 0 || view.totals.resources > 0,
    healthValue: () => worst(view.totals),
    children: () => [
      ...groups.map((_, index) => groupNode(snapshot, view, index)),
      ...resourceNodes(snapshot, view, NO_ROW),
    ],
  });
}

/** A resource group, by its index in the subscription's inventory; its resources are below it. */
export function groupNode(snapshot: Snapshot, view: SubscriptionView, index: number): Node {
  const name = view.inventory?.groups[index]?.name ?? '';
  const totals = view.byGroup.get(index);
  return node('resourceGroup', resourceGroupId(view.subscription.subscriptionId, name), name, {
    path: () => pathBelow(snapshot, view),
    hasChildren: () => (totals?.resources ?? 0) > 0,
    healthValue: () => (totals ? worst(totals) : null),
    children: () => resourceNodes(snapshot, view, index),
  });
}

/** Resources of one group; NO_ROW: those outside any known group. */
function resourceNodes(snapshot: Snapshot, view: SubscriptionView, group: number): Node[] {
  const nodes: Node[] = [];
  const indexes = new Map((view.inventory?.groups ?? []).map(({ name }, index) => [name.toLowerCase(), index]));
  for (const { inventory, health } of resourcesOf(view)) {
    const id = () => (inventory === NO_ROW ? view.health?.id(health) : view.inventory?.id(inventory)) ?? '';
    const own =
      inventory === NO_ROW
        ? indexes.get(parseResourceId(id())?.resourceGroup?.toLowerCase() ?? '')
        : view.inventory?.group[inventory];
    if ((own ?? NO_ROW) !== group) {
      continue;
    }
    const name = inventory === NO_ROW ? (parseResourceId(id())?.name ?? id()) : (view.inventory?.name(inventory) ?? '');
    const groupName = view.inventory?.groups[group]?.name;
    nodes.push(
      node('resource', id(), name, {
        path: () => [...pathBelow(snapshot, view), ...(groupName === undefined ? [] : [groupName])],
        hasChildren: () => false,
        healthValue: () => (health === NO_ROW ? null : (view.health?.values[health] ?? null)),
        children: () => [],
      }),
    );
  }
  return nodes;
}

function pathOfTenant(snapshot: Snapshot, tenant: Tenant): string[] {
  return [snapshot.customers.get(tenant.customerId)?.name ?? tenant.name];
}

function pathBelow(snapshot: Snapshot, view: SubscriptionView): string[] {
  const tenant = snapshot.tenants.get(view.subscription.tenantId);
  return [...(tenant ? [...pathOfTenant(snapshot, tenant), tenant.name] : []), view.subscription.name];
}

interface Parts {
  path: () => string[];
  hasChildren: () => boolean;
  healthValue: () => number | null;
  children: () => Node[];
}

function node(kind: TreeKind, id: string, name: string, parts: Parts): Node {
  const make = () => ({
    kind,
    id,
    name,
    path: parts.path(),
    hasChildren: parts.hasChildren(),
    healthValue: parts.healthValue(),
  });
  return { kind, id, name, children: parts.children, make };
}
