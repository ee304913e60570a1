import {
  eachStretch,
  GONE,
  type Interval,
  isPlanned,
  lengthOf,
  type Moments,
  valueOf,
} from '../../estate/history/moments.ts';

/** Which time doesn't count. */
export interface AvailabilityOptions {
  excludePlanned: boolean;
  excludeCustomerInitiated: boolean;
}

/** How available something was. Times in ms; all of them observed. */
export interface Availability {
  /** Available or Degraded. */
  up: number;
  /** Unavailable, for a reason that counts. */
  down: number;
  /** Of `up`. */
  degraded: number;
  /** Azure had no signal: neither up nor down. */
  unknown: number;
  /** Unavailable, for a reason that is left out. */
  excluded: number;
  outages: number;
  longest: number;
  /** When somebody looked, and when they should have: of all resources together. */
  observed: number;
  range: number;
  resources: number;
}

/** Of a time that nobody knows anything of. */
export function noAvailability(): Availability {
  return {
    up: 0,
    down: 0,
    degraded: 0,
    unknown: 0,
    excluded: 0,
    outages: 0,
    longest: 0,
    observed: 0,
    range: 0,
    resources: 0,
  };
}

/**
 * How available one resource was. A gap in looking neither ends an outage nor adds to it: what was down before and after
 * it is one outage, whose length is what was seen of it.
 */
export function availabilityOf(
  moments: Moments,
  observed: readonly Interval[],
  range: Interval,
  options: AvailabilityOptions,
): Availability {
  const sum = noAvailability();
  let outage = 0;
  const end = () => {
    sum.outages += outage > 0 ? 1 : 0;
    sum.longest = Math.max(sum.longest, outage);
    outage = 0;
  };
  for (const interval of observed) {
    eachStretch(moments, interval, (from, to, code) => {
      const length = to - from;
      const value = valueOf(code);
      const isDown = value === 2 || value === 4;
      const left = (options.excludePlanned && isPlanned(code)) || (options.excludeCustomerInitiated && value === 2);
      if (isDown && !left) {
        sum.down += length;
        outage += length;
        return;
      }
      end();
      if (isDown) {
        sum.excluded += length;
      } else if (value === 1) {
        sum.unknown += length;
      } else if (code !== GONE) {
        sum.up += length;
        sum.degraded += value === 3 ? length : 0;
      }
    });
  }
  end();
  sum.observed += lengthOf(observed);
  sum.range += Math.max(0, range.to - range.from);
  sum.resources += 1;
  return sum;
}

/** Adds what others were to a sum. */
export function addAvailability(sum: Availability, other: Availability): void {
  sum.up += other.up;
  sum.down += other.down;
  sum.degraded += other.degraded;
  sum.unknown += other.unknown;
  sum.excluded += other.excluded;
  sum.outages += other.outages;
  sum.longest = Math.max(sum.longest, other.longest);
  sum.observed += other.observed;
  sum.range += other.range;
  sum.resources += other.resources;
}

/** Percent; null when there was no time that counts. */
export function percent({ up, down }: Availability): number | null {
  return up + down > 0 ? (up / (up + down)) * 100 : null;
}
