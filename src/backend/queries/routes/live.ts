import type { Clock } from '../../common/clock.ts';
import type { Table } from '../../common/table.ts';
import { LIVE_PATH } from '../../../shared/live.ts';
import type { Changes } from '../../estate/changeFeed.ts';
import type { Reading } from '../context.ts';

/** Most messages a second: a sweep that finds a thousand changes is one reason to look again, not a thousand. */
const LEAST_MS = 1_000;

/** Who may listen: everybody who sees anything. What is told is the same for all, and says that something changed, not whose. */
export function mayListen(path: string, { sight }: Reading): 'ok' | 'notFound' | 'permissionDenied' {
  return path !== LIVE_PATH ? 'notFound' : sight?.nothing ? 'permissionDenied' : 'ok';
}

/**
 * One row for each moment at which the estate changed: `time`, and `cursor`, the newest change's number. Ends when the
 * signal fires. `beforeTelling` makes sure that who asks then hears of it. https://grafana.com/docs/grafana/latest/setup-grafana/set-up-grafana-live/
 */
export async function* liveChanges(
  changes: Changes,
  clock: Clock,
  signal: AbortSignal,
  beforeTelling?: () => void,
): AsyncIterable<Table> {
  let told = changes.last;
  let wake = (): void => undefined;
  const unsubscribe = changes.subscribe(() => wake());
  const stop = () => wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      if (changes.last === told) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      told = changes.last;
      beforeTelling?.();
      yield table(clock.now(), told);
      await clock.sleep(LEAST_MS, signal).catch(() => undefined);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}

function table(now: number, cursor: number): Table {
  return {
    columns: [
      { name: 'time', type: 'time', nullable: false, values: [now] },
      { name: 'cursor', type: 'float64', nullable: false, values: [cursor] },
    ],
  };
}
