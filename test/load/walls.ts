import type { PluginProcess, Settings } from '../protocol/host/pluginProcess.ts';
import { decodeFrames } from '../protocol/frames.ts';
import { pause } from '../crash/plugin.ts';

const PANELS: readonly object[] = [
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
  /** Resident megabytes of the plugin: at the beginning, at most, at the end. */
  residentMB: [number, number, number];
}

export interface Target {
  plugin: PluginProcess;
  settings: Settings;
}

/** A panel and how long its answer took. */
type Timed = readonly [panel: object, ms: number];

/** Dashboards of twelve panels that refresh every few seconds, each panel a request of its own as Grafana sends them. */
export async function showWalls(
  target: Target,
  { dashboards, refreshMs, seconds }: { dashboards: number; refreshMs: number; seconds: number },
): Promise<Served> {
  const times: Timed[] = [];
  const errors: string[] = [];
  const resident = [await residentMB(target.plugin)];
  const end = Date.now() + seconds * 1_000;
  const wall = async (index: number): Promise<void> => {
    await pause((refreshMs * index) / dashboards);
    while (Date.now() < end) {
      const start = Date.now();
      await Promise.all(PANELS.map((panel) => timed(target, panel, times, errors)));
      await pause(Math.max(0, refreshMs - (Date.now() - start)));
    }
  };
  const watching = (async () => {
    for (; Date.now() < end; await pause(2_000)) {
      resident.push(await residentMB(target.plugin));
    }
  })();
  await Promise.all([watching, ...Array.from({ length: dashboards }, (_, index) => wall(index))]);
  resident.push(await residentMB(target.plugin));
  return served(times, errors, resident);
}

/** So many queries at once, of all kinds. */
export async function askAtOnce(target: Target, count: number): Promise<Served> {
  const times: Timed[] = [];
  const errors: string[] = [];
  const before = await residentMB(target.plugin);
  await Promise.all(
    Array.from({ length: count }, (_, index) => timed(target, PANELS[index % PANELS.length] as object, times, errors)),
  );
  return served(times, errors, [before, await residentMB(target.plugin)]);
}

/** A table of far too many rows: what came of it. */
export async function askForTooMuch(target: Target, more: object) {
  const before = await residentMB(target.plugin);
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
    residentMB: [before, await residentMB(target.plugin)],
  };
}

async function timed({ plugin, settings }: Target, model: object, times: Timed[], errors: string[]): Promise<void> {
  const now = Date.now();
  const start = performance.now();
  try {
    const query = { refId: 'A', model, from: now - 3_600_000, to: now };
    const { responses } = await plugin.queryData({ settings, queries: [query], timeoutMs: 30_000 });
    if (responses['A']?.error !== '') {
      errors.push(responses['A']?.error ?? 'no answer');
    }
  } catch (error) {
    errors.push(String(error));
  }
  times.push([model, performance.now() - start]);
}

export async function residentMB(plugin: PluginProcess): Promise<number> {
  const found = /^process_resident_memory_bytes (\S+)/m.exec(await plugin.collectMetrics());
  return Math.round(Number(found?.[1] ?? 0) / 1e6);
}

function served(times: readonly Timed[], errors: string[], resident: number[]): Served {
  const at = (all: readonly Timed[], share: number) => {
    const sorted = all.map(([, ms]) => ms).sort((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  };
  const medians = PANELS.map((panel): [string, number] => [
    nameOf(panel),
    at(
      times.filter(([one]) => one === panel),
      0.5,
    ),
  ]);
  return {
    queries: times.length,
    failed: errors.length,
    errors: [...new Set(errors)].slice(0, 10),
    ...{ p50Ms: at(times, 0.5), p99Ms: at(times, 0.99), maxMs: at(times, 1) },
    panelsMs: Object.fromEntries(medians.sort(([, a], [, b]) => b - a)),
    residentMB: [resident[0] ?? 0, Math.max(...resident), resident.at(-1) ?? 0],
  };
}

function nameOf(panel: { queryType?: string; groupBy?: string; format?: string }): string {
  return [panel.queryType, panel.groupBy, panel.format].filter(Boolean).join(' ');
}
