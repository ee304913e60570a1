import type { AccessRecord, CallKind, CallOutcome, CallPlace } from './accessLog.ts';

/** Which calls are wanted. What is absent is all. */
export interface AccessFilter {
  /** Calls that began between these, ms, both included. */
  from: number;
  to: number;
  kind?: (kind: CallKind) => boolean;
  place?: (place: CallPlace) => boolean;
  outcome?: (outcome: CallOutcome) => boolean;
}

/** What calls are counted by, besides how they ended. */
export type CountBy = 'kind' | 'place';

/** Calls of one kind or to one place that ended alike. */
export interface CallCount {
  /** null where they are counted by place. */
  kind: CallKind | null;
  /** null where they are counted by kind. */
  place: CallPlace | null;
  outcome: CallOutcome;
  calls: number;
  retries: number;
  /** Of all of them together. */
  durationMs: number;
  longestMs: number;
  /** When the last of them began, ms since the epoch. */
  lastAt: number;
}

/** What is remembered of the calls. */
export interface AccessReader {
  /** Matching calls in pieces, the newest piece first and in each the newest call. */
  read(filter: AccessFilter, signal: AbortSignal): AsyncIterable<AccessRecord[]>;
  /** Matching calls, counted; the same kind, place and end may come more than once. */
  count(filter: AccessFilter, by: CountBy, signal: AbortSignal): Promise<CallCount[]>;
  /** Reasons and codes of errors that occur, for choosing from. */
  known(): { reasons: string[]; errors: string[] };
  /** Why not everything can be remembered, and what to do; null when it can. */
  problem(): string | null;
}

/** Somebody stopped waiting, which is nobody's failure. */
const STOPPED = 'Cancelled';

/** Whether a call went wrong. */
export function hasFailed({ error }: CallOutcome): boolean {
  return error !== null && error !== STOPPED;
}

/** Those of some records that are wanted, the newest first. */
export function matching(records: readonly AccessRecord[], filter: AccessFilter): AccessRecord[] {
  const { from, to, kind, place, outcome } = filter;
  return records
    .filter(
      (record) =>
        record.at >= from &&
        record.at <= to &&
        (!kind || kind(record)) &&
        (!place || place(record)) &&
        (!outcome || outcome(record)),
    )
    .sort((a, b) => b.at - a.at);
}

/** Each record as a count of one. */
export function countOf(records: readonly AccessRecord[], by: CountBy): CallCount[] {
  return records.map((record) => ({
    kind: by === 'kind' ? record : null,
    place: by === 'place' ? record : null,
    outcome: record,
    calls: 1,
    retries: record.retries,
    durationMs: record.durationMs,
    longestMs: record.durationMs,
    lastAt: record.at,
  }));
}

/** Calls of the same kind, place and end, counted together. */
export function addCounts(a: CallCount | undefined, b: CallCount): CallCount {
  return a
    ? {
        ...b,
        calls: a.calls + b.calls,
        retries: a.retries + b.retries,
        durationMs: a.durationMs + b.durationMs,
        longestMs: Math.max(a.longestMs, b.longestMs),
        lastAt: Math.max(a.lastAt, b.lastAt),
      }
    : b;
}

/** Reasons and codes of errors that occur in the records, each once. */
export function knownOf(records: readonly AccessRecord[]): { reasons: string[]; errors: string[] } {
  return {
    reasons: [...new Set(records.map(({ reason }) => reason))],
    errors: [...new Set(records.flatMap(({ error }) => error ?? []))],
  };
}
