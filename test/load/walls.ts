import { pause } from '../crash/plugin.ts';
import { decodeFrames } from '../protocol/frames.ts';
import { lookAt, Recording, type Target } from './recording.ts';
import type { Panel, Served } from './served.ts';

const PANELS: readonly Panel[] = [
  ...['customer', 'tenant', 'subscription', 'resourceType', 'location'].map((groupBy) => ({
    ...{ queryType: 'healthSummary', groupBy, limit: 500 },
  })),
  { queryType: 'customers', limit: 500 },
  { queryType: 'tenants', limit: 500 },
  { queryType: 'tenantAccess', limit: 500 },
  { queryType: 'collectorStatus', limit: 500 },
  { queryType: 'resourceHealth', filters: { state: ['Unavailable'] }, limit: 200 },
  { queryType: 'incidents', limit: 200 },
  { queryType: 'healthSummary', format: 'alerting', limit: 500 },
];

/**
 * Dashboards of twelve panels that refresh every few seconds, each panel a request of its own as Grafana sends them: for
 * so many seconds, or until something else is done.
 */
export async function showWalls(
  target: Target,
  {
    dashboards,
    refreshMs,
    ...rest
  }: { dashboards: number; refreshMs: number } & ({ seconds: number } | { until: Promise<unknown> }),
): Promise<Served> {
  const recording = new Recording(target);
  let over = false;
  const end = ('until' in rest ? rest.until : pause(rest.seconds * 1_000)).finally(() => (over = true));
  const wall = async (index: number): Promise<void> => {
    await pause((refreshMs * index) / dashboards);
    while (!over) {
      const start = Date.now();
      await Promise.all(PANELS.map((panel) => recording.ask(panel)));
      await Promise.race([end, pause(Math.max(0, refreshMs - (Date.now() - start)))]);
    }
  };
  const watching = (async () => {
    for (; !over; await Promise.race([end, pause(1_000)])) {
      await recording.look();
    }
  })();
  await Promise.all([end, watching, ...Array.from({ length: dashboards }, (_, index) => wall(index))]);
  return recording.result();
}

/** So many queries at once, of all kinds. */
export async function askAtOnce(target: Target, count: number): Promise<Served> {
  const recording = new Recording(target);
  await recording.look();
  await Promise.all(Array.from({ length: count }, (_, index) => recording.ask(PANELS[index % PANELS.length] as Panel)));
  return recording.result();
}

/** A table of far too many rows: what came of it. */
export async function askForTooMuch(target: Target, more: object) {
  const before = await lookAt(target.plugin);
  const start = performance.now();
  const { responses } = await target.plugin.queryData({
    settings: target.settings,
    queries: [{ refId: 'A', model: { queryType: 'resources', ...more } }],
  });
  const answer = responses['A'];
  const [frame] = answer?.error ? [] : decodeFrames(answer);
  return {
    refused: answer?.error || null,
    rows: frame?.rows ?? 0,
    notices: (frame?.meta?.['notices'] as { text: string }[] | undefined)?.map(({ text }) => text) ?? [],
    megabytes: Math.round((answer?.frames.reduce((sum, one) => sum + one.length, 0) ?? 0) / 1e6),
    ms: Math.round(performance.now() - start),
    residentMB: [before.residentMB, (await lookAt(target.plugin)).residentMB],
  };
}
