import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';

/** One thing that changed, by whoever noted it. */
export interface ChangeRow {
  /** ms. */
  at: number;
  change: string;
  title: string;
  detail: string | null;
  tenant: Tenant | null;
  view: SubscriptionView | null;
  /** ARM id, or the id of a subscription or customer. */
  id: string;
  changedBy: string | null;
  clientType: string | null;
  source: 'Azure' | 'Plugin';
}

/** What Azure's change types are called here; others pass through. */
export const TYPES: Readonly<Record<string, string>> = { create: 'Created', update: 'Updated', delete: 'Deleted' };
