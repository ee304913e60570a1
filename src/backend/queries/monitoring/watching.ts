import { WATCH_KINDS } from '../../../shared/monitoring.ts';
import { parseResourceId } from '../../../shared/resourceId.ts';
import { type InventorySegment, NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { AlertRule } from '../../estate/rows/alertRule.ts';
import { perSnapshot } from '../perSnapshot.ts';
import { rulesOf, tellsSomebody, watchersOfTenant } from './ruleIndex.ts';
import { whileUnchanged } from './whileUnchanged.ts';

/** A bit for each kind of rule, and one for being told of. */
export const KIND_BITS: ReadonlyMap<string, number> = new Map(WATCH_KINDS.map((kind, index) => [kind, 1 << index]));
export const TOLD = 1 << WATCH_KINDS.length;
/** Any rule that watches the resource itself. */
export const ANY = [...KIND_BITS].reduce((bits, [kind, bit]) => (kind === 'serviceHealth' ? bits : bits | bit), 0);

/** By which kinds of enabled rules the resources of one subscription are watched. */
export interface Watching {
  /** Bits a row of the inventory. */
  resources: Uint16Array;
  /** Of the subscription itself: service health. */
  subscription: number;
}

/** Enabled rules of a tenant by the subscription that their scopes are in: rules may watch other subscriptions than their own. */
const rulesBySubscription = perSnapshot((snapshot, tenantId: string): ReadonlyMap<string, AlertRule[]> => {
  const found = new Map<string, AlertRule[]>();
  for (const view of snapshot.subscriptionsOf(tenantId)) {
    for (const rule of rulesOf(view).rules) {
      const subscriptions = new Set(
        rule.scopes.map((scope) => parseResourceId(scope)?.subscriptionId.toLowerCase() ?? ''),
      );
      for (const id of rule.enabled ? subscriptions : []) {
        const own = found.get(id);
        if (own) {
          own.push(rule);
        } else {
          found.set(id, [rule]);
        }
      }
    }
  }
  return found;
});

/** What watches each resource of a subscription: rule scopes taken apart into resources. */
export const watchingOf = whileUnchanged((snapshot, view): Watching => {
  const { tenantId, subscriptionId } = view.subscription;
  const watchers = watchersOfTenant(snapshot, tenantId);
  const watching: Watching = { resources: new Uint16Array(view.inventory?.length ?? 0), subscription: 0 };
  for (const rule of rulesBySubscription(snapshot, tenantId).get(subscriptionId) ?? []) {
    const bits = (KIND_BITS.get(rule.kind) ?? 0) | (tellsSomebody(rule, watchers) ? TOLD : 0);
    if (rule.kind === 'serviceHealth') {
      watching.subscription |= bits;
    } else if (view.inventory) {
      for (const scope of rule.scopes) {
        mark(watching.resources, bits, scope, rule, view.inventory, snapshot);
      }
    }
  }
  return watching;
});

function mark(
  marks: Uint16Array,
  bits: number,
  scope: string,
  rule: AlertRule,
  inventory: InventorySegment,
  snapshot: Snapshot,
): void {
  // Most scopes are resources: those that are there need not be taken apart.
  const found = inventory.find(scope);
  if (found !== NO_ROW) {
    marks[found] = (marks[found] as number) | bits;
    return;
  }
  const id = parseResourceId(scope);
  if (!id || id.type !== undefined || id.subscriptionId.toLowerCase() !== inventory.subscriptionId) {
    return;
  }
  const types = new Set(rule.targetTypes.map((type) => snapshot.names.code(type.toLowerCase())));
  if (types.size === 0 && rule.kind !== 'resourceHealth') {
    // A log query or an event over a whole group says nothing of single resources, unless it names their type.
    return;
  }
  const region = rule.targetRegion?.toLowerCase().replace(/\s/g, '') ?? null;
  const group = id.resourceGroup?.toLowerCase();
  for (let row = 0; row < inventory.length; row++) {
    if (
      (types.size === 0 || types.has(inventory.types[row] as number)) &&
      (group === undefined || inventory.groups[inventory.group[row] as number]?.name.toLowerCase() === group) &&
      (region === null ||
        region === 'global' ||
        snapshot.names.name(inventory.locations[row] as number).toLowerCase() === region)
    ) {
      marks[row] = (marks[row] as number) | bits;
    }
  }
}
