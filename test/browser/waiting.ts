/** How long a page, a browser and what stands behind them may take on a machine that is much slower than ours. */
export const PATIENCE_MS = 90_000;
const AGAIN_MS = 50;

/**
 * The one way in which these tests look at a page: reads it again until one of jest's matchers holds, as in
 * `await eventually(() => rows.count()).toBe(4)`. A page is never where a test expects it right after a click. Gives the
 * reading that held; fails in the matcher's words about the last one.
 *
 * That something is absent holds too early as well: first wait for what shows that the page has caught up.
 */
export function eventually<T>(read: () => Promise<T> | T): jest.Matchers<Promise<T>, T> {
  const retry =
    (matcher: string) =>
    async (...expected: unknown[]): Promise<T> => {
      for (const end = Date.now() + PATIENCE_MS; ;) {
        try {
          const value = await read();
          matchers(value)[matcher]?.(...expected);
          return value;
        } catch (error) {
          if (Date.now() > end) {
            throw error;
          }
        }
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    };
  const known = (matcher: string) => typeof matchers(undefined)[matcher] === 'function';
  return new Proxy({} as jest.Matchers<Promise<T>, T>, {
    get(_, matcher) {
      if (typeof matcher === 'string' && known(matcher)) {
        return retry(matcher);
      }
      // `then` too: an `await` without a matcher would wait for nothing.
      throw new TypeError(`eventually() needs one of jest's matchers, and ${String(matcher)} is none`);
    },
  });
}

type Matcher = (...expected: unknown[]) => void;

function matchers(value: unknown): Record<string, Matcher | undefined> {
  return expect(value) as unknown as Record<string, Matcher | undefined>;
}
