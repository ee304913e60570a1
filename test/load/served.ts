/** What a panel of a wall asks. */
export interface Panel {
  queryType: string;
  groupBy?: string;
  format?: string;
  filters?: object;
  limit?: number;
}

/** One answer: what was asked, when, and how long it took. */
export interface Timed {
  panel: Panel;
  /** Milliseconds since the first question. */
  at: number;
  ms: number;
}

export interface Served {
  queries: number;
  failed: number;
  /** The first of them, each once. */
  errors: string[];
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** The median of each panel, the slowest first: what to look at when walls are slow. */
  panelsMs: Record<string, number>;
  /** The slowest of what was asked within some seconds, with the panel and how long the plugin was busy: when walls are slow. */
  slowest: string[];
  /** Resident megabytes of the plugin: at the beginning, at most, at the end. */
  residentMB: [number, number, number];
}

/** What the plugin says of itself from time to time. */
export interface Seen {
  /** Milliseconds since the first question. */
  at: number;
  residentMB: number;
  /** Seconds of processor time since it was started. */
  cpuSeconds: number;
  /** For so long its event loop kept others waiting since the time before, ms. */
  lagMs: number;
}

/** The moments looked at one by one, ms. */
const MOMENT_MS = 5_000;
/** So many of them are told. */
const MOMENTS_TOLD = 5;

/** The figures of many answers. */
export function served(times: readonly Timed[], errors: readonly string[], seen: readonly Seen[]): Served {
  const resident = seen.map(({ residentMB }) => residentMB);
  return {
    queries: times.length,
    failed: errors.length,
    errors: [...new Set(errors)].slice(0, 10),
    ...{ p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), maxMs: at(times, 1) },
    panelsMs: Object.fromEntries(
      [...grouped(times, ({ panel }) => nameOf(panel))]
        .map(([name, group]): [string, number] => [name, at(group, 0.5)])
        .sort(([, a], [, b]) => b - a),
    ),
    slowest: slowestMoments(times, seen),
    residentMB: [resident[0] ?? 0, Math.max(...resident), resident.at(-1) ?? 0],
  };
}

function slowestMoments(times: readonly Timed[], seen: readonly Seen[]): string[] {
  return [...grouped(times, (one) => Math.floor(one.at / MOMENT_MS))]
    .map(([moment, group]) => ({ moment, group, slowest: group.reduce((a, b) => (b.ms > a.ms ? b : a)) }))
    .sort((a, b) => b.slowest.ms - a.slowest.ms)
    .slice(0, MOMENTS_TOLD)
    .map(({ moment, group, slowest }) => {
      const [from, to] = [moment * MOMENT_MS, (moment + 1) * MOMENT_MS];
      return (
        `asked ${from / 1000}-${to / 1000} s: ${group.length} queries, half within ${at(group, 0.5)} ms, ` +
        `${nameOf(slowest.panel)} ${Math.round(slowest.ms)} ms; ${burden(seen, from, to)}`
      );
    });
}

/** How busy the plugin was within a time. */
function burden(seen: readonly Seen[], from: number, to: number): string {
  const within = seen.filter((one) => one.at > from && one.at <= to);
  const before = seen.findLast((one) => one.at <= from) ?? within[0];
  const last = within.at(-1);
  if (!before || !last || before === last) {
    return 'nothing heard of the plugin';
  }
  const share = (last.cpuSeconds - before.cpuSeconds) / ((last.at - before.at) / 1000);
  const lag = Math.round(Math.max(...within.map(({ lagMs }) => lagMs)));
  return `plugin on ${Math.round(share * 100)} % of a core, its event loop ${lag} ms late at most`;
}

/** What the given share of the answers took at most, ms. */
function at(times: readonly Timed[], share: number): number {
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function grouped<K>(times: readonly Timed[], keyOf: (one: Timed) => K): Map<K, Timed[]> {
  const groups = new Map<K, Timed[]>();
  for (const one of times) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) {
      group.push(one);
    } else {
      groups.set(key, [one]);
    }
  }
  return groups;
}

function nameOf({ queryType, groupBy, format }: Panel): string {
  return [queryType, groupBy, format].filter(Boolean).join(' ');
}
