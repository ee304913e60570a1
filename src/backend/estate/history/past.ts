import type { HealthSegment } from '../model/segments.ts';
import type { Interval, Moments } from './moments.ts';

/** Whose past: a subscription of a tenant, so that a transferred one shows nobody the past of others. */
export interface PastKey {
  tenantId: string;
  subscriptionId: string;
}

/** The past of one subscription's resources within a range of time. */
export interface Past {
  /** When somebody looked. All else is not known, whatever the moments say. */
  observed: Interval[];
  /**
   * By row of the Resource Health that was asked about; moments from before the range tell how it began. Rows that went
   * the same way, as nearly all of them do, have the same object.
   */
  moments: readonly Moments[];
}

/** What queries see of the past. */
export interface HistoryReader {
  /** How far back anything is kept, ms. */
  readonly keptMs: number;
  /** The past of the resources of a subscription that are there now; nothing at all where nobody has looked yet. */
  read(key: PastKey, range: Interval, health: HealthSegment): Promise<Past>;
}

/** Name of a subscription's past, for maps. */
export function nameOf({ tenantId, subscriptionId }: PastKey): string {
  return `${tenantId}/${subscriptionId}`;
}
