import { INTERVAL_MS, METRIC_INTERVALS, type MetricInterval } from '../../../shared/metrics.ts';
import { badInput } from '../../common/errors.ts';
import { isoSeconds } from '../../common/isoDuration.ts';

/** Points of one series: more than any panel has pixels for. */
const MOST_POINTS = 5_000;
/** Of a series that chooses its own interval. */
const AUTO_POINTS = 1_500;
const USUAL_POINTS = 1_000;

/**
 * The interval between points: the one that was chosen, or the finest that the panel has room for.
 * @throws CspError (400) when the one that was chosen makes too many points
 */
export function grainOf(
  interval: 'auto' | MetricInterval,
  rangeMs: number,
  room: { maxDataPoints?: number; intervalMs?: number },
): MetricInterval {
  if (interval !== 'auto') {
    const points = Math.ceil(rangeMs / INTERVAL_MS[interval]);
    if (points > MOST_POINTS) {
      throw badInput(
        `An interval of ${interval} makes ${points.toLocaleString('en-US')} points of this time range; at most ` +
          `${MOST_POINTS.toLocaleString('en-US')} are read. Choose a longer interval, auto, or a shorter range.`,
      );
    }
    return interval;
  }
  const points = Math.min(AUTO_POINTS, Math.max(1, room.maxDataPoints || USUAL_POINTS));
  const least = Math.max(rangeMs / points, Math.min(room.intervalMs ?? 0, rangeMs));
  return METRIC_INTERVALS.find((one) => INTERVAL_MS[one] >= least) ?? 'P1D';
}

/** Length of an interval that Azure answers with, ms; null where it is none. */
export function grainMs(interval: string): number | null {
  return (isoSeconds(interval) ?? 0) * 1000 || null;
}
