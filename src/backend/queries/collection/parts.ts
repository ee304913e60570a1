import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { isStale, type PartStatus } from '../../estate/model/part.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Filters } from '../filters.ts';
import type { Scope } from '../scope.ts';

/** Parts of the estate: section, tenant, subscription. */
export interface Parts extends Rows {
  readonly parts: readonly PartStatus[];
}

/** Parts that the scope leaves. Those that cover all tenants belong to no narrower scope. */
export function* selectParts(scope: Scope, filters: Filters, context: QueryContext): Steps<Parts> {
  const tenants = new Set(scope.tenants.map((tenant) => tenant.tenantId));
  const subscriptions = filters.subscription && new Set(scope.views().map((view) => view.subscription.subscriptionId));
  const parts: PartStatus[] = [];
  // Parts of a tenant follow each other, ten for each subscription.
  let tenantId: string | null = null;
  let isInScope = false;
  let looked = 0;
  for (const part of context.snapshot.parts()) {
    if (part.tenantId !== tenantId) {
      tenantId = part.tenantId;
      isInScope = tenantId === '' ? scope.everything : tenants.has(tenantId);
    }
    if (isInScope && (!subscriptions || tenantId === '' || subscriptions.has(part.subscriptionId))) {
      parts.push(part);
    }
    if (++looked % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return { reading: context, parts, length: parts.length };
}

/** 0 fine, or skipped for a reason; 1 overdue or never tried; 2 the last attempt failed. */
export function valueOfPart(part: PartStatus, now: number): 0 | 1 | 2 {
  if (part.outcome === 'failed') {
    return 2;
  }
  return part.outcome === 'pending' || isStale(part, now) ? 1 : 0;
}
