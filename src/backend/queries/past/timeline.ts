import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { eachStretch, type Interval, type Moments, valueOf } from '../../estate/history/moments.ts';

/** Time, HealthValue or NOBODY, time, …: how the worst state went. */
export type Timeline = readonly number[];

/** Nobody looked, or there was nothing to see. */
export const NOBODY = -1;

/** How a resource went, and when somebody looked. */
export interface Way {
  readonly moments: Moments;
  readonly observed: readonly Interval[];
}

/** What happens to how many resources are in which state, by the moment. */
type Deltas = Map<number, number[]>;

/**
 * The worst state of several resources over a range. Unknown counts as Unknown; what nobody saw doesn't count. Most
 * resources change at the same few moments, when somebody looked, so those are what is gone through in order.
 */
export function* worstTimeline(members: Iterable<Way>, range: Interval): Steps<Timeline> {
  const deltas: Deltas = new Map();
  let seen = 0;
  for (const { moments, observed } of members) {
    for (const interval of observed) {
      eachStretch(moments, interval, (from, to, code) => {
        const value = valueOf(code);
        if (value !== null) {
          add(deltas, from, value, 1);
          if (to < range.to) {
            add(deltas, to, value, -1);
          }
        }
      });
    }
    if (++seen % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const timeline: number[] = [range.from, NOBODY];
  const counts = [0, 0, 0, 0, 0];
  for (const [at, changes] of [...deltas].sort(([a], [b]) => a - b)) {
    changes.forEach((change, value) => (counts[value] = (counts[value] as number) + change));
    const worst = counts.findLastIndex((count) => count > 0);
    if (timeline.at(-2) === at) {
      timeline[timeline.length - 1] = worst;
    } else if (timeline.at(-1) !== worst) {
      timeline.push(at, worst);
    }
  }
  return timeline;
}

function add(deltas: Deltas, at: number, value: number, change: 1 | -1): void {
  let counts = deltas.get(at);
  if (!counts) {
    deltas.set(at, (counts = [0, 0, 0, 0, 0]));
  }
  counts[value] = (counts[value] as number) + change;
}

/** The state at each of these rising times. */
export function sample(timeline: Timeline, times: readonly number[]): number[] {
  let index = 0;
  return times.map((time) => {
    while (index + 2 < timeline.length && (timeline[index + 2] as number) <= time) {
      index += 2;
    }
    return (timeline[index] as number) <= time ? (timeline[index + 1] as number) : NOBODY;
  });
}

/** The worst state in each of equal steps, so that a short outage is not stepped over. */
export function sampleSteps(timeline: Timeline, { from, to }: Interval, steps: number): number[] {
  const width = (to - from) / steps;
  const values = new Array<number>(steps).fill(NOBODY);
  for (let index = 0; index < timeline.length; index += 2) {
    const begin = Math.floor(((timeline[index] as number) - from) / width);
    const end = Math.ceil(((timeline[index + 2] ?? to) - from) / width);
    for (let step = Math.max(0, begin); step < Math.min(steps, end); step++) {
      values[step] = Math.max(values[step] as number, timeline[index + 1] as number);
    }
  }
  return values;
}

/** Every time at which one of the timelines changes, rising, ms. */
export function timesOf(timelines: readonly Timeline[]): number[] {
  const times = new Set<number>();
  timelines.forEach((timeline) => {
    for (let index = 0; index < timeline.length; index += 2) {
      times.add(timeline[index] as number);
    }
  });
  return [...times].sort((a, b) => a - b);
}

/** The worst value of a timeline; NOBODY where nobody looked. */
export function worstOf(timeline: Timeline): number {
  let worst = NOBODY;
  for (let index = 1; index < timeline.length; index += 2) {
    worst = Math.max(worst, timeline[index] as number);
  }
  return worst;
}
