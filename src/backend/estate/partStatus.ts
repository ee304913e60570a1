import type { CspError } from '../common/errors.ts';
import type { PartError, PartStatus, Section } from './model.ts';

export interface PartKey {
  section: Section;
  tenantId: string;
  subscriptionId: string;
}

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
    nextAt: null,
    intervalMs,
  };
}

export function startPart(part: PartStatus, now: number): PartStatus {
  return { ...part, lastStartAt: now };
}

/** The read was complete: what it gave is what is now held. */
export function completePart(
  part: PartStatus,
  now: number,
  held: { rows: number; issues: readonly string[] },
): PartStatus {
  return {
    ...finish(part, now),
    observedAt: now,
    rows: held.rows,
    issues: held.issues,
    outcome: 'ok',
    error: null,
    failures: 0,
  };
}

/** The read failed: what is held stays, and its age shows. */
export function failPart(part: PartStatus, now: number, error: CspError): PartStatus {
  const why: PartError = { code: error.code, status: error.status, sentence: error.message, at: now };
  return { ...finish(part, now), outcome: 'failed', error: why, failures: part.failures + 1 };
}

/** There was nothing to ask, or nothing there, for a reason. `read` says what a read that did happen gave. */
export function skipPart(
  part: PartStatus,
  now: number,
  reason: { code: string; sentence: string },
  read?: { rows: number },
): PartStatus {
  const held = read ? { observedAt: now, rows: read.rows, issues: [] } : {};
  return { ...finish(part, now), ...held, outcome: 'skipped', error: { ...reason, status: 0, at: now }, failures: 0 };
}

function finish(part: PartStatus, now: number): PartStatus {
  return { ...part, lastFinishAt: now, durationMs: part.lastStartAt === null ? null : now - part.lastStartAt };
}
