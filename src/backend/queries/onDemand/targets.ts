import { parseResourceId, resourceKey } from '../../../shared/resourceId.ts';
import { badInput } from '../../common/errors.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { Access } from '../../microsoft/api/access.ts';
import type { Reading } from '../context.ts';
import type { Filters } from '../filters.ts';
import { idOf, selectResources } from '../resources/resources.ts';
import { type Scope, unknownValues } from '../scope.ts';

/** One thing that Microsoft is asked about, and through which account. */
export interface Target {
  access: Access;
  tenant: Tenant;
  customer: string;
  view: SubscriptionView;
  resourceGroup: string | null;
  /** Null where the whole group or subscription is meant. */
  resource: { id: string; name: string; type: string } | null;
}

/** What a question goes to, and what is said of the rest. */
export interface Targets {
  targets: Target[];
  notices: Notice[];
}

/** The subscription as a target; null for tenants that the settings have switched off. */
function subscriptionTarget({ snapshot }: Reading, view: SubscriptionView): Target | null {
  const tenant = snapshot.tenants.get(view.subscription.tenantId);
  if (!tenant?.enabled) {
    return null;
  }
  return {
    access: tenant.access,
    tenant,
    customer: snapshot.customers.get(tenant.customerId)?.name ?? tenant.name,
    view,
    resourceGroup: null,
    resource: null,
  };
}

/** Every subscription of the scope whose tenant can be asked. */
export function subscriptionTargets(reading: Reading, scope: Scope): Targets {
  return { targets: scope.views().flatMap((view) => subscriptionTarget(reading, view) ?? []), notices: [] };
}

/** Resource groups that the filter names, those too that are gone: their log is often why somebody asks. */
export function groupTargets(reading: Reading, scope: Scope, filters: Filters): Targets {
  const values = filters.resourceGroup ?? new Map<string, string>();
  const matched = new Set<string>();
  const targets = subscriptionTargets(reading, scope).targets.flatMap((target) => {
    const prefix = `/subscriptions/${target.view.subscription.subscriptionId}/resourcegroups/`.toLowerCase();
    const groups = new Map<string, string>();
    for (const [key, text] of values) {
      const known = target.view.inventory?.groups.find(
        ({ name }) => `${prefix}${name}`.toLowerCase() === key || name.toLowerCase() === key,
      );
      const name = known?.name ?? (key.startsWith(prefix) ? text.slice(prefix.length) : undefined);
      if (name !== undefined) {
        groups.set(name.toLowerCase(), name);
        matched.add(key);
      }
    }
    return [...groups.values()].map((resourceGroup) => ({ ...target, resourceGroup }));
  });
  return { targets, notices: unknownValues('resourceGroup', values, matched) };
}

/**
 * Resources that the filters leave.
 * @param gone also resources named by id that the estate doesn't have any more.
 */
export function* resourceTargets(reading: Reading, scope: Scope, filters: Filters, gone: boolean): Steps<Targets> {
  const rows = yield* selectResources(reading, scope, filters, 'all');
  const seen = new Set<string>();
  const targets: Target[] = [];
  const add = (view: SubscriptionView, id: string, type?: string) => {
    const target = subscriptionTarget(reading, view);
    const parsed = parseResourceId(id);
    if (target && parsed && !seen.has(resourceKey(id))) {
      seen.add(resourceKey(id));
      const resource = { id, name: parsed.name, type: type ?? parsed.type ?? '' };
      targets.push({ ...target, resourceGroup: parsed.resourceGroup ?? null, resource });
    }
  };
  for (let row = 0; row < rows.length; row++) {
    const view = rows.views[rows.view[row] as number] as SubscriptionView;
    const at = rows.inventory[row] as number;
    add(view, idOf(rows, row), at === NO_ROW ? undefined : view.inventory?.typeName(at));
    if (row % PAUSE_EVERY === 0) {
      yield;
    }
  }
  if (gone) {
    for (const text of filters.resource?.values() ?? []) {
      const id = text.startsWith('/') ? parseResourceId(text) : undefined;
      const view =
        id && scope.views().find(({ subscription }) => subscription.subscriptionId === id.subscriptionId.toLowerCase());
      if (view) {
        add(view, text);
      }
    }
  }
  return { targets, notices: rows.notices };
}

/** @throws CspError (400) when there are more than are asked about at once: nobody reads them, and each costs calls. */
export function atMost(targets: { readonly length: number }, most: number, what: string, of: string): void {
  if (targets.length > most) {
    throw badInput(
      `The filters leave ${targets.length.toLocaleString('en-US')} ${of}; ${what} is read for at most ${most} at once. Narrow the scope.`,
    );
  }
}
