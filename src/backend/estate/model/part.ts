import type { Section } from './sections.ts';

/** Which part: what is read, kept and swapped as one. */
export interface PartKey {
  section: Section;
  /** '' for parts that cover all tenants. */
  tenantId: string;
  /** '' for parts that cover a whole tenant. */
  subscriptionId: string;
}

/** How the last attempts at one part went. */
export interface PartStatus extends PartKey {
  /** When the data now held was read, ms; null when there is none yet. */
  observedAt: number | null;
  lastStartAt: number | null;
  lastFinishAt: number | null;
  /** Of the last attempt, ms. */
  durationMs: number | null;
  /** Rows now held. */
  rows: number;
  /** `pending`: never tried. `ok`, `failed`: how the last attempt went. `skipped`: not asked for a reason that is in `error` (disabled, no access). */
  outcome: 'pending' | 'ok' | 'failed' | 'skipped';
  /** Why the last attempt failed or was skipped; null after a good one. */
  error: PartError | null;
  /** Rows of the last good read that were left out, with the reasons. */
  issues: readonly string[];
  /** Attempts that failed since the last good one. */
  failures: number;
  /** A complete read that lacked most of what is held and waits to be confirmed; null when there is none. */
  doubt: Doubt | null;
  /** Since when it isn't asked for because its tenant can't be read, ms; null when it is asked for. */
  heldBackSince: number | null;
  /** How many times its cadence the reads are apart at present, because Microsoft throttles; 1 when it doesn't. */
  stretch: number;
  /** When it is due next, ms; null when never. */
  nextAt: number | null;
  /** The cadence that it is meant to have, ms. */
  intervalMs: number;
}

/** Why an attempt at a part came to nothing. */
export interface PartError {
  code: string;
  status: number;
  /** For the operator: what happened and what to do. */
  sentence: string;
  /** ms. */
  at: number;
}

/** Data is stale when the last attempt failed, when it came from the store of an earlier run, or when it is older than two intervals. */
export function isStale(part: PartStatus, now: number): boolean {
  return (
    part.observedAt !== null &&
    (part.outcome === 'failed' || part.outcome === 'pending' || now - part.observedAt > 2 * part.intervalMs)
  );
}

/** How many rows there are, by kind where a part has several (resources, resource groups). */
export type Sizes = readonly number[];

/** A complete read that lacked most of a part, and was not believed. */
export interface Doubt {
  sizes: Sizes;
  /** When it was read, ms. */
  at: number;
}
