/** Something that happens at a time (epoch ms), and again every so many ms when it says so. */
export interface Timed {
  at: number;
  every?: number;
}

/** When a transition last happened at or before `now`; undefined: not yet. */
export function lastOccurrence(transition: Timed, now: number): number | undefined {
  if (now < transition.at) {
    return undefined;
  }
  if (!transition.every) {
    return transition.at;
  }
  return transition.at + Math.floor((now - transition.at) / transition.every) * transition.every;
}

/** Every time a transition happened in [from, now]. */
export function occurrences(transition: Timed, from: number, now: number): number[] {
  const last = lastOccurrence(transition, now);
  const times: number[] = [];
  if (last === undefined) {
    return times;
  }
  for (let at = last; at >= from && at >= transition.at; at -= transition.every ?? 0) {
    times.push(at);
    if (!transition.every) {
      break;
    }
  }
  return times;
}

/** The one of these transitions that took effect last, with its time; of two at the same time the later declared wins. */
export function inEffect<T extends Timed>(
  transitions: readonly T[],
  now: number,
): { transition: T; at: number } | undefined {
  let best: { transition: T; at: number } | undefined;
  for (const transition of transitions) {
    const at = lastOccurrence(transition, now);
    if (at !== undefined && (!best || at >= best.at)) {
      best = { transition, at };
    }
  }
  return best;
}
