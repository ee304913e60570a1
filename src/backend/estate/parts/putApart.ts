import type { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import type { PartStatus, Sizes } from '../model/part.ts';
import { logFailure } from './logFailure.ts';
import { doubtPart } from './partStatus.ts';
import { doubtError, doubtOf } from './shrinkGuard.ts';

/** A complete read of a part, before it is believed. */
export interface CompleteRead {
  /** The part as it is; undefined where it has gone. */
  part: PartStatus | undefined;
  /** Rows that are held, and that were read. */
  held: Sizes;
  read: Sizes;
  /** Of the part, ms. */
  intervalMs: number;
  now: number;
  /** For the log, where the read lacks most of what is held. */
  said: string;
  /** What people are told then, where that is another thing than usual. */
  error?: CspError | undefined;
}

/**
 * Puts a read that lacks most of what is held apart until a second one says the same.
 *
 * @param update changes the part.
 * @returns whether it was put apart; if not, it may replace what is held.
 */
export function putApart(
  log: Logger,
  { part, held, read, intervalMs, now, said, error }: CompleteRead,
  update: (change: (part: PartStatus) => PartStatus) => void,
): boolean {
  const doubt = part ? doubtOf(part, held, read, now) : null;
  if (doubt) {
    const why = error ?? doubtError(held, read, intervalMs);
    logFailure(log, said, part, why);
    update((before) => doubtPart(before, now, doubt, why));
  }
  return doubt !== null;
}
