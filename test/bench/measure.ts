/** Median of the runs' milliseconds after a warm-up. */
export async function medianMs(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = -Math.ceil(runs / 5); run < runs; run++) {
    const start = performance.now();
    await work();
    if (run >= 0) {
      times.push(performance.now() - start);
    }
  }
  return median(times);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Four significant digits: more would only be noise. */
export function round(number: number): number {
  return Number(number.toPrecision(4));
}

/** Watches how late a 10 ms timer comes; `stop()` answers the late milliseconds at the given share of all ticks. */
export function watchLag(): { stop(): { p99: number; max: number } } {
  const lags: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lags.push(Math.max(0, now - last - 10));
    last = now;
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      const sorted = lags.sort((a, b) => a - b);
      return { p99: round(sorted[Math.floor(sorted.length * 0.99)] ?? 0), max: round(sorted.at(-1) ?? 0) };
    },
  };
}
