const PREFIX = 'http_';
const SECRET = new Set(['authorization', 'cookie', 'x-id-token']);

/**
 * Headers of a request as Grafana forwards them: names in any case, some with the prefix `http_`.
 * What could sign in as the user is left out.
 */
export class RequestHeaders {
  private readonly values: ReadonlyMap<string, string>;

  constructor(pairs: Iterable<readonly [string, string]>) {
    const values = new Map<string, string>();
    for (const [name, value] of pairs) {
      const key = normalize(name);
      if (!SECRET.has(key)) {
        values.set(key, value);
      }
    }
    this.values = values;
  }

  /** The header's value; its name in any case, without the prefix. */
  get(name: string): string | undefined {
    return this.values.get(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return this.values.entries();
  }
}

function normalize(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith(PREFIX) ? lower.slice(PREFIX.length) : lower;
}
