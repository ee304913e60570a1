import type { CspError } from '../../common/errors.ts';
import { heldBackSentence, type OpenBreaker } from '../refresh/breakers.ts';
import type { PartError, PartKey, PartStatus, Doubt } from '../model/part.ts';
import { REASONS } from '../model/reasons.ts';

/** A part that was never tried. */
export function pendingPart(key: PartKey, intervalMs: number): PartStatus {
  return {
    ...key,
    observedAt: null,
    lastStartAt: null,
    lastFinishAt: null,
    durationMs: null,
    rows: 0,
    outcome: 'pending',
    error: null,
    issues: [],
    failures: 0,
    doubt: null,
    heldBackSince: null,
    stretch: 1,
    nextAt: null,
    intervalMs,
  };
}

/** A part that an earlier run could not read: what was never there isn't waited for after each start. */
export function unreadablePart(key: PartKey, intervalMs: number, now: number): PartStatus {
  const sentence = 'Not asked since the start; an earlier run could not read it.';
  const error: PartError = { code: REASONS.notYetCollected, status: 0, sentence, at: now };
  return { ...pendingPart(key, intervalMs), outcome: 'skipped', error };
}

/** An attempt begins. */
export function startPart(part: PartStatus, now: number): PartStatus {
  return { ...part, lastStartAt: now };
}

/**
 * The read was complete: what it gave is what is now held. It is as old as its first page, which may have waited for
 * the last one through throttles, or while the machine slept.
 *
 * @param held `readAt`: when the read began, where that isn't when the attempt did.
 */
export function completePart(
  part: PartStatus,
  now: number,
  held: { rows: number; issues: readonly string[]; readAt?: number | undefined },
): PartStatus {
  return {
    ...finish(part, now),
    observedAt: beganAt(part, now, held.readAt),
    rows: held.rows,
    issues: held.issues,
    outcome: 'ok',
    error: null,
    failures: 0,
    doubt: null,
  };
}

/** The read was complete and is not believed yet: what is held stays, and its age shows. */
export function doubtPart(part: PartStatus, now: number, doubt: Doubt, error: CspError): PartStatus {
  return { ...failPart(part, now, error), doubt };
}

/** The read failed: what is held stays, and its age shows. */
export function failPart(part: PartStatus, now: number, error: CspError): PartStatus {
  const why: PartError = { code: error.code, status: error.status, sentence: error.message, at: now };
  return { ...finish(part, now), outcome: 'failed', error: why, failures: part.failures + 1 };
}

/** The part isn't asked for, because its tenant can't be read: what is held stays, and its age shows. */
export function holdBackPart(part: PartStatus, now: number, breaker: OpenBreaker): PartStatus {
  const { code, status } = breaker.error;
  const error: PartError = { code, status, sentence: heldBackSentence(breaker), at: now };
  return { ...part, outcome: 'failed', error, heldBackSince: breaker.since };
}

/** There was nothing to ask, or nothing there, for a reason. `read` says what a read that did happen gave. */
export function skipPart(
  part: PartStatus,
  now: number,
  reason: { code: string; sentence: string },
  read?: { rows: number },
): PartStatus {
  const held = read ? { observedAt: beganAt(part, now), rows: read.rows, issues: [] } : {};
  const error = { ...reason, status: 0, at: now };
  return { ...finish(part, now), ...held, outcome: 'skipped', error, failures: 0, doubt: null };
}

function beganAt(part: PartStatus, now: number, readAt = part.lastStartAt ?? now): number {
  return Math.min(readAt, now);
}

function finish(part: PartStatus, now: number): PartStatus {
  const durationMs = part.lastStartAt === null ? null : Math.max(0, now - part.lastStartAt);
  return { ...part, lastFinishAt: now, durationMs, heldBackSince: null };
}
