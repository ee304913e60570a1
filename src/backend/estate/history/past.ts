import type { Changed } from './chunk.ts';
import type { Interval } from './moments.ts';

/** Whose past: a subscription of a tenant, so that a transferred one shows nobody the past of others. */
export interface PastKey {
  tenantId: string;
  subscriptionId: string;
}

/** One subscription's past within a range of time. */
export interface Past {
  /** When somebody looked. All else is not known, whatever the moments say. */
  observed: Interval[];
  /** Resources seen, by resource key; moments from before the range tell how it began. */
  resources: ReadonlyMap<string, Changed>;
}

/** What queries see of the past. */
export interface HistoryReader {
  /** How far back anything is kept, ms. */
  readonly keptMs: number;
  /** The past of a subscription; nothing at all where nobody has looked yet. */
  read(key: PastKey, range: Interval): Promise<Past>;
}

/** Name of a subscription's past, for maps. */
export function nameOf({ tenantId, subscriptionId }: PastKey): string {
  return `${tenantId}/${subscriptionId}`;
}
