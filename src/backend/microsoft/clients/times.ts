/** From here on a number counts milliseconds, below it seconds: 5138 in seconds, 1973 in milliseconds. */
const MILLISECONDS_FROM = 1e11;

/**
 * A time as Microsoft's services write it: ISO text, a number since the epoch, that number as text, or `/Date(ms)/`.
 * Null for what is none, and for 0 and 1, which Resource Graph has where there is no time.
 *
 * @returns ms since the epoch
 */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number') {
    return value > 1 && Number.isFinite(value) ? (value < MILLISECONDS_FROM ? value * 1000 : value) : null;
  }
  if (typeof value !== 'string') {
    return null;
  }
  const digits = /^\s*(?:\/Date\((\d{1,16})(?:[+-]\d{4})?\)\/|(\d{1,16}))\s*$/.exec(value);
  if (digits) {
    return readTime(Number(digits[1] ?? digits[2]));
  }
  const time = Date.parse(value);
  // The year 1 is how .NET writes that there is no time.
  return Number.isNaN(time) || time <= 1 ? null : time;
}
