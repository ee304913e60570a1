/** The built executable on a data folder that is being maltreated, looking at the simulator. */
import path from 'node:path';
import { decodeFrames, type DecodedFrame } from '../protocol/frames.ts';
import { launchPlugin } from '../protocol/host/launch.ts';
import type { PluginProcess, Settings } from '../protocol/host/pluginProcess.ts';

export const executable = path.resolve(process.env['PLUGIN_EXECUTABLE'] ?? 'dist/gpx_azurecsp_linux_amd64');
/** Encrypts the refresh tokens on disk. */
export const TOKEN_KEY = 'the key of a test and of nothing else';

export interface LaunchOn {
  data: string;
  /** Runs the executable inside this command, such as one that makes its folder read-only. */
  within?: readonly [command: string, ...args: string[]];
  env?: Record<string, string>;
}

export function launchOn({ data, within, env }: LaunchOn): Promise<PluginProcess> {
  const [command, ...args] = [...(within ?? []), executable] as [string, ...string[]];
  return launchPlugin({
    executable: command,
    args,
    env: { PATH: process.env['PATH'] ?? '', GF_PLUGIN_DATA_PATH: data, GF_PLUGIN_TOKEN_STORE_KEY: TOKEN_KEY, ...env },
  });
}

/** The answer to one query. @throws where it is an error, or none comes within half a minute. */
export async function ask(plugin: PluginProcess, settings: Settings, model: object): Promise<DecodedFrame> {
  const now = Date.now();
  const { responses } = await plugin.queryData({
    settings,
    timeoutMs: 30_000,
    queries: [{ refId: 'A', model, from: now - 3_600_000, to: now }],
  });
  const [frame] = decodeFrames(responses['A']);
  if (!frame) {
    throw new Error('The answer has no frame.');
  }
  return frame;
}

/** How many resources the plugin shows. */
export async function resourcesShown(plugin: PluginProcess, settings: Settings): Promise<number> {
  return (await ask(plugin, settings, { queryType: 'resources', limit: 20_000 })).rows;
}

/** Waits until so many resources are shown and nothing is left that was never read. @throws with the plugin's log. */
export async function collected(
  plugin: PluginProcess,
  settings: Settings,
  resources: number,
  patienceMs = 60_000,
): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(200)) {
    const pending = await ask(plugin, settings, { queryType: 'collectorStatus', filters: { state: ['pending'] } });
    if (pending.rows === 0 && (await resourcesShown(plugin, settings)) >= resources) {
      return;
    }
  }
  throw new Error(`Not collected within ${patienceMs} ms:\n${logOf(plugin)}`);
}

/** How many resources the simulator has for who asks with its settings. */
export async function resourcesThere(control: string): Promise<number> {
  return ((await (await fetch(`${control}/truth/resources?visible=true`)).json()) as unknown[]).length;
}

export function logOf(plugin: PluginProcess): string {
  return plugin.stderr.map(({ text }) => text).join('\n');
}

/** Lines of the log that a host of the plugin would stumble over. */
export function badLines(plugin: PluginProcess): string[] {
  return [...plugin.stderr.flatMap(({ text, fault }) => (fault ? [`${fault}: ${text}`] : [])), ...plugin.stdout];
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
