import type { HttpHeaders } from '@azure/core-rest-pipeline';

/** Longer than Microsoft ever asks for. What asks for years is broken, and would silence a tenant until a restart. */
const LONGEST_MS = 86_400_000;

/**
 * How long Microsoft asks to wait, ms, at most a day: `retry-after-ms` and `x-ms-retry-after-ms`, else `Retry-After` in
 * seconds or as an HTTP date. Undefined when it doesn't say, or says nonsense.
 */
export function readRetryAfter(headers: HttpHeaders, now: number): number | undefined {
  const asked = askedFor(headers, now);
  return asked === undefined ? undefined : Math.min(asked, LONGEST_MS);
}

function askedFor(headers: HttpHeaders, now: number): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = number(headers.get(name));
    if (ms !== undefined) {
      return ms;
    }
  }
  const text = headers.get('retry-after');
  const seconds = number(text);
  if (seconds !== undefined) {
    return seconds * 1000;
  }
  // Date.parse takes odd numbers for years; an HTTP date always names its day.
  const date = /^[A-Za-z]{3}/.test(text ?? '') ? Date.parse(text as string) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
