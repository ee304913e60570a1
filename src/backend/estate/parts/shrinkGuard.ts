import { CspError } from '../../common/errors.ts';
import type { Doubt, PartStatus, Sizes } from '../model/part.ts';
import { REASONS } from '../model/reasons.ts';

/** A loss of fewer rows than this goes at once, unless nothing is left. */
const LEAST_LOST = 5;
/** Two reads within less than this are one: whatever answered the first may have answered the second. */
const LEAST_GAP_MS = 30_000;
const SOONEST_MS = 60_000;
const LATEST_MS = 5 * 60_000;

/**
 * What to make of a complete read. Azure answers 200 with an empty or short list where a role was taken away, where
 * an index lags or a backend is out, just as where something was deleted. So a read without any of the rows that were
 * there, or with less than half of them, is not believed before a second one says the same.
 *
 * @param held rows that are held now; without any the read is believed.
 * @returns the doubt to keep with the part, or null when the read may replace what is held.
 */
export function doubtOf(part: Pick<PartStatus, 'doubt'>, held: Sizes, read: Sizes, now: number): Doubt | null {
  if (!isShrunk(held, read)) {
    return null;
  }
  const { doubt } = part;
  const same = doubt !== null && doubt.at <= now && !isShrunk(doubt.sizes, read) && !isShrunk(read, doubt.sizes);
  if (!same) {
    return { sizes: read, at: now };
  }
  return now - doubt.at < LEAST_GAP_MS ? doubt : null;
}

function isShrunk(before: Sizes, after: Sizes): boolean {
  return before.some((had, kind) => {
    const has = after[kind] ?? 0;
    return had > 0 && (has === 0 || (had - has >= LEAST_LOST && has < had / 2));
  });
}

/** How soon the second read comes: at the part's own cadence where that is short, else well before it, ms. */
export function confirmMs(intervalMs: number): number {
  return Math.min(intervalMs, Math.max(SOONEST_MS, Math.min(intervalMs / 4, LATEST_MS)));
}

/** What people are told of a read that is not believed yet. */
export function doubtError(held: Sizes, read: Sizes, intervalMs: number): CspError {
  const minutes = Math.max(1, Math.round(confirmMs(intervalMs) / 60_000));
  const [had, has] = [sum(held), sum(read)];
  const left = has === 0 ? `none of the ${had} rows` : `${has} of the ${had} rows`;
  return new CspError(
    `Microsoft answered without an error, but with ${left} that were there. That happens when a role is taken away or a ` +
      'list is incomplete, so what was there is kept as it was. It is read again in ' +
      `${minutes === 1 ? 'a minute' : `${minutes} minutes`}, and goes if that says the same. (${REASONS.suddenlyFewer})`,
    { code: REASONS.suddenlyFewer, status: 200, source: 'downstream' },
  );
}

function sum(sizes: Sizes): number {
  return sizes.reduce((all, one) => all + one, 0);
}
