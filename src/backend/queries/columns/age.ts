/** Whole seconds from one moment to a later one, both in ms; 0 where the clocks disagree, null where there is no moment. */
export function secondsSince(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, Math.round((now - at) / 1000));
}
