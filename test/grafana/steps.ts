/** Named steps that each pass or fail; later ones run all the same, so that one run shows everything that is wrong. */
export class Steps {
  passed = 0;
  failed = 0;

  async run<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const start = Date.now();
    try {
      const result = await work();
      this.passed += 1;
      console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      return result;
    } catch (thrown) {
      this.failed += 1;
      console.log(`FAILED  ${name}\n        ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      return undefined;
    }
  }
}

/** Asks again until the answer is good or the time is over; then throws what the last answer was. */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${seconds} s; last answer: ${JSON.stringify(answer)?.slice(0, 600)}`);
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}
