/** The product's executable, and what every test asks of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { QueryType } from '../../src/shared/queryTypes.ts';
import { decodeFrames, rowsOf, type DecodedFrame } from './frames.ts';
import { launchPlugin } from './host/launch.ts';
import type { CallOptions, PluginProcess, Query, Settings } from './host/pluginProcess.ts';

const DAY_MS = 24 * 3600_000;
/** What some query types have to be told. */
const INPUTS: Partial<Record<QueryType, object>> = {
  metrics: { metric: { name: 'Percentage CPU' }, filters: { resource: ['vm-web-01'] } },
  resourceGraph: { kql: 'resources | summarize value = count()' },
};

/** What is tested. @throws {Error} where it isn't built. */
export function executable(): string {
  const file = path.resolve(__dirname, '../..', process.env.PLUGIN_EXECUTABLE ?? 'dist/gpx_azurecsp_linux_amd64');
  if (!existsSync(file)) {
    throw new Error(`There is no ${file}. Run npm run build first.`);
  }
  return file;
}

/** Starts the built executable as Grafana does; `env` is what its operator says and where it keeps things. */
export function launchProduct(env: Record<string, string>): Promise<PluginProcess> {
  return launchPlugin({ executable: executable(), env });
}

/** Over the last day, for the simulator's world moves with the plugin's time. */
export function queryOf(refId: string, queryType: QueryType, more: object = {}): Query {
  const now = Date.now();
  return { refId, model: { queryType, ...INPUTS[queryType], ...more }, from: now - DAY_MS, to: now };
}

/** Frames of one query. */
export async function ask(
  plugin: PluginProcess,
  settings: Settings,
  queryType: QueryType,
  more: object = {},
  options: Pick<CallOptions, 'headers'> = {},
): Promise<DecodedFrame[]> {
  const { responses } = await plugin.queryData({ settings, queries: [queryOf('A', queryType, more)], ...options });
  return decodeFrames(responses.A);
}

/** Rows of the first frame. */
export async function askRows(...args: Parameters<typeof ask>): Promise<Record<string, unknown>[]> {
  const [frame] = await ask(...args);
  return frame ? rowsOf(frame) : [];
}

/**
 * Waits until the data source has so many resources and nothing is left to collect for the first time.
 *
 * @throws {Error} with the plugin's log after a minute.
 */
export async function collected(plugin: PluginProcess, settings: Settings, resources: number): Promise<void> {
  let seen: (number | undefined)[] = [];
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const [found] = await ask(plugin, settings, 'resources');
    const [pending] = await ask(plugin, settings, 'collectorStatus', { filters: { state: ['pending'] } });
    seen = [found?.rows, pending?.rows];
    if (seen[0] === resources && seen[1] === 0) {
      return;
    }
  }
  const log = plugin.stderr.map(({ text }) => text).join('\n');
  throw new Error(`Collected ${seen[0]} of ${resources} resources, ${seen[1]} parts are left:\n${log}`);
}
