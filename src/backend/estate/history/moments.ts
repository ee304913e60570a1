import type { HealthSegment } from '../model/segments.ts';

/** A stretch of time, ms: `from` belongs to it, `to` doesn't. */
export interface Interval {
  from: number;
  to: number;
}

/**
 * How one resource's state went: time, code, time, code, …, times rising. Each code holds until the next time. Plain
 * numbers, because an estate has a hundred thousand of these.
 */
export type Moments = readonly number[];

/** Azure no longer lists the resource. */
export const GONE = 255;
/** Added to a HealthValue while the cause is planned maintenance. */
export const PLANNED = 8;

/** What is remembered of a resource's health: its HealthValue, and whether it is planned. */
export function healthCode(health: HealthSegment, row: number): number {
  const planned = health.values[row] !== 0 && health.reasonType(row)?.toLowerCase() === 'planned';
  return (health.values[row] as number) + (planned ? PLANNED : 0);
}

/** The HealthValue of a code; null when the resource isn't there. */
export function valueOf(code: number): number | null {
  return code === GONE ? null : code & 7;
}

/** Whether a code tells of planned maintenance. */
export function isPlanned(code: number): boolean {
  return code !== GONE && (code & PLANNED) !== 0;
}

/** Puts a moment at the end; one that says nothing new is left out, one of the same time replaces. */
export function addMoment(moments: number[], at: number, code: number): void {
  const last = moments.length - 2;
  if (last >= 0 && at <= (moments[last] as number)) {
    moments.length = last;
    addMoment(moments, at, code);
  } else if (last < 0 || moments[last + 1] !== code) {
    moments.push(at, code);
  }
}

/** The code at a time; GONE before the first moment. */
export function codeAt(moments: Moments, at: number): number {
  let low = 0;
  let high = moments.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle * 2] as number) <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low === 0 ? GONE : (moments[low * 2 - 1] as number);
}

/** Stretches of one code within an interval, in order; GONE ones too. */
export function eachStretch(
  moments: Moments,
  { from, to }: Interval,
  visit: (from: number, to: number, code: number) => void,
): void {
  let at = from;
  let code = GONE;
  for (let index = 0; index < moments.length; index += 2) {
    const next = moments[index] as number;
    if (next >= to) {
      break;
    }
    if (next > at) {
      visit(at, next, code);
      at = next;
    }
    code = moments[index + 1] as number;
  }
  if (to > at) {
    visit(at, to, code);
  }
}

/** The parts of disjoint rising intervals that lie within a range. */
export function clip(intervals: readonly Interval[], { from, to }: Interval): Interval[] {
  return intervals
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.from < one.to);
}

/** Ms in all of the intervals together. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0);
}
