import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';

/** Numbers an entry in `moments`: row, then the times of `HealthDetails`, NaN for none. Entries are in the order of rows. */
const MOMENT = 5;

/** Notes the times of a row that has any. Rows have to come in order. */
export function addMoments(moments: number[], row: number, status: ResourceHealthStatus): void {
  const { rootCauseAt, resolutionEtaAt, recentlyResolved } = status;
  const times = [rootCauseAt, resolutionEtaAt, recentlyResolved?.occurredAt, recentlyResolved?.resolvedAt];
  if (times.some((time) => typeof time === 'number')) {
    moments.push(row, ...times.map((time) => time ?? Number.NaN));
  }
}

/** Where a row's entry in `moments` begins; -1 where it has none. */
export function momentsAt(moments: Float64Array, row: number): number {
  let [low, high] = [0, moments.length / MOMENT - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = moments[middle * MOMENT] as number;
    if (found === row) {
      return middle * MOMENT;
    }
    [low, high] = found < row ? [middle + 1, high] : [low, middle - 1];
  }
  return -1;
}
