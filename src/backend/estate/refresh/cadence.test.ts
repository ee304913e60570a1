import { nextRun } from './cadence.ts';

const MINUTE = 60_000;
const good = { startedAt: 0, now: 1_000, intervalMs: 2 * MINUTE, runs: 5, failures: 0, result: { failed: false } };

describe('nextRun', () => {
  it('keeps the cadence, counted from the start of the run', () => {
    expect(nextRun(good, () => 0.5)).toBe(2 * MINUTE);
    expect(nextRun(good, () => 0)).toBe(2 * MINUTE * 0.95);
  });

  it('spreads what started together over half an interval', () => {
    const first = { ...good, runs: 1 };
    expect(nextRun(first, () => 0)).toBe(MINUTE);
    expect(nextRun(first, () => 0.999)).toBeCloseTo(2 * MINUTE, -3);
  });

  it('is due at once when a run took longer than its interval, and never in the past', () => {
    expect(nextRun({ ...good, now: 5 * MINUTE }, () => 0.5)).toBe(5 * MINUTE);
  });

  it('waits twice as long after each failure, up to a cap', () => {
    const waits = [1, 2, 3, 4, 5, 6, 50].map(
      (failures) => nextRun({ ...good, now: 0, failures, result: { failed: true } }, () => 0.5) / MINUTE,
    );
    expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15]);
  });

  it('lets a slow part wait as long as its cadence', () => {
    const hourly = { ...good, now: 0, intervalMs: 60 * MINUTE, failures: 9, result: { failed: true } };
    expect(nextRun(hourly, () => 0.5)).toBe(60 * MINUTE);
  });

  it('never asks before Microsoft said', () => {
    const told = { ...good, failures: 1, result: { failed: true, retryAfterMs: 30 * MINUTE } };
    expect(nextRun(told, () => 0)).toBe(told.now + 30 * MINUTE);
  });
});
