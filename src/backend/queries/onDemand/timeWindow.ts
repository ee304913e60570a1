import { badInput } from '../../common/errors.ts';
import type { Notice } from '../../common/table.ts';

/** The part of a panel's time range that Azure is asked for. */
export interface TimeWindow {
  /** Whole steps, ms since the epoch. */
  from: number;
  to: number;
  notices: Notice[];
}

/** What Azure keeps and answers of one kind. */
export interface WindowRules {
  /** What is asked for, as a sentence has it: `the activity log`. */
  what: string;
  /** How long Azure keeps it, ms. */
  retentionMs: number;
  /** Longest range of one question, ms. */
  longestMs: number;
  /** Ranges that differ by less share an answer, ms. */
  stepMs: number;
}

const DAY = 86_400_000;

/**
 * The panel's time range as it is asked for: cut to what Azure keeps, and to whole steps, so that a panel that is
 * refreshed finds the answer it had before. Null when Azure keeps nothing of it.
 * @throws CspError (400) when the range is longer than one question may be
 */
export function timeWindow(
  range: { from: number; to: number; now: number },
  rules: WindowRules,
): TimeWindow | { empty: Notice } {
  const { what, stepMs } = rules;
  if (!(range.from < range.to)) {
    throw badInput('The time range ends before it begins.');
  }
  const to = Math.min(Math.ceil(range.to / stepMs) * stepMs, Math.floor(range.now / stepMs) * stepMs);
  // One step later than the last that is kept: time goes on until Azure is asked, and it refuses what is a second too old.
  const oldest = (Math.ceil((range.now - rules.retentionMs) / stepMs) + 1) * stepMs;
  const wanted = Math.floor(range.from / stepMs) * stepMs;
  if (wanted >= to) {
    return { empty: { severity: 'info', text: 'Nothing to show: the time range lies in the future.' } };
  }
  const kept = `Azure keeps ${what} for ${days(rules.retentionMs)} days`;
  if (to <= oldest) {
    return { empty: { severity: 'warning', text: `Nothing to show: ${kept}, and the time range is before that.` } };
  }
  const from = Math.max(wanted, oldest);
  if (to - from > rules.longestMs + stepMs) {
    throw badInput(
      `The time range is ${days(to - from)} days; ${what} is read for at most ${days(rules.longestMs)} at once. Choose a shorter range.`,
    );
  }
  const notices: Notice[] =
    wanted < oldest - stepMs ? [{ severity: 'warning', text: `${kept}; what is before that is not there.` }] : [];
  return { from, to, notices };
}

function days(ms: number): number {
  return Math.round((10 * ms) / DAY) / 10;
}
