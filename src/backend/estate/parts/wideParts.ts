import type { PartKey } from '../model/part.ts';
import type { WideSection } from '../model/sections.ts';

/** A part that is of no subscription. */
export type WideKey = PartKey & { section: WideSection };

/** The part that is what Azure's public status says. */
export const EMERGING: WideKey = { section: 'emergingIssues', tenantId: '', subscriptionId: '' };

/** The part that is a tenant's events as a whole. */
export function tenantEventsPart(tenantId: string): WideKey {
  return { section: 'tenantEvents', tenantId, subscriptionId: '' };
}
