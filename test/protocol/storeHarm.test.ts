/** What the executable makes of a store that something has happened to. World `small`, whose answers take their time. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chances } from '../crash/chances.ts';
import { HARMS, mounted, pictureFile } from '../crash/harm.ts';
import {
  ask,
  badLines,
  collected,
  launchOn,
  logOf,
  pause,
  resourcesShown,
  resourcesThere,
  type LaunchOn,
} from '../crash/plugin.ts';
import { readStored } from '../crash/stored.ts';
import { rowsOf } from './frames.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

jest.setTimeout(120_000);

/** Where nothing can be mounted: files of more than 64 KiB are refused. */
const FULL = ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 128; exec "$0"`] as const;

let simulator: RunningSimulator;
let settings: Settings;
let folder: string;
/** A data folder with the whole picture in it. */
let whole: string;
let resources: number;
const running: PluginProcess[] = [];

const launch = async (options: LaunchOn): Promise<PluginProcess> => {
  const plugin = await launchOn(options);
  running.push(plugin);
  return plugin;
};
const latency = (latencyMs: number) =>
  fetch(`${simulator.control}/behaviour`, { method: 'PUT', body: JSON.stringify({ latencyMs }) });
const copyOf = (name: string): string => {
  const data = path.join(folder, name.replaceAll(' ', '-'));
  cpSync(whole, data, { recursive: true });
  return data;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'harm-'));
  whole = path.join(folder, 'whole');
  mkdirSync(whole);
  simulator = await runSimulator();
  settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
  const plugin = await launch({ data: whole });
  resources = await resourcesThere(simulator.control);
  await collected(plugin, settings, resources);
  await plugin.shutdown();
  // What is shown soon after a start is what the store had.
  await latency(5_000);
});

afterEach(async () => {
  for (const plugin of running.splice(0)) {
    plugin.kill();
    await plugin.exited;
    expect(badLines(plugin)).toEqual([]);
  }
});

afterAll(() => {
  simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

it.each(HARMS)('should serve what is good of a file that is $what, and say the rest', async (harm) => {
  const data = copyOf(harm.what);
  harm.do(pictureFile(data), chances(3));
  const plugin = await launch({ data });
  const shown = await resourcesShown(plugin, settings);
  const log = logOf(plugin);
  expect(shown).toBeLessThanOrEqual(resources);
  if (harm.leaves !== 'some') {
    expect(shown).toBe(harm.leaves === 'all' ? resources : 0);
  }
  if (shown < resources && harm.what !== 'gone') {
    expect(log).toMatch(/set aside|could not be read/);
  }
  if (harm.says && harm.what !== 'garbage in history') {
    expect(log).toMatch(harm.says);
  }
  // Whoever reads a past that can't be read is told, and gets the rest.
  await expect(ask(plugin, settings, { queryType: 'healthHistory', groupBy: 'customer' })).resolves.toBeDefined();
  await expect(ask(plugin, settings, { queryType: 'changes' })).resolves.toBeDefined();
});

it('should keep a file of a newer version whole, for when that version comes back', async () => {
  const data = copyOf('newer');
  const newer = HARMS.find(({ what }) => what === 'of a newer format');
  newer?.do(pictureFile(data), chances(1));
  await resourcesShown(await launch({ data }), settings);
  expect(readdirSync(data)).toContainEqual(expect.stringMatching(/^estate-.*\.sqlite\.format-99$/));
});

it('should show and keep nothing wrong where the folder is read-only, and say so', async () => {
  const data = copyOf('read-only');
  const within = mounted(`mount --bind ${data} ${data} && mount -o remount,bind,ro ${data}`);
  const before = readStored(data);
  const plugin = await launch({
    data,
    ...(within && { within }),
    env: within ? {} : { GF_PLUGIN_DATA_PATH: '/proc/self' },
  });
  await resourcesShown(plugin, settings);
  expect(logOf(plugin)).toMatch(/kept in memory only.*tried again every half minute/s);
  await latency(0);
  const check = await plugin.checkHealth({ settings, timeoutMs: 60_000 });
  expect(JSON.stringify(check)).toMatch(/can not be written to/);
  expect(readStored(data)).toEqual(before);
});

it('should go on where the disk is full, and say so', async () => {
  await latency(0);
  const data = path.join(folder, 'full');
  mkdirSync(data);
  // Room for the files and not for what is to go into them.
  const within = mounted(`mount -t tmpfs -o size=96k none ${data}`) ?? FULL;
  const plugin = await launch({ data, within });
  await collected(plugin, settings, resources);
  for (const end = Date.now() + 60_000; Date.now() < end && !/could not be (saved|opened)/.test(logOf(plugin));) {
    await pause(200);
  }
  expect(logOf(plugin)).toMatch(/could not be (saved|opened)/);
  expect(await resourcesShown(plugin, settings)).toBe(resources);
  await latency(5_000);
});

it('should let one of two processes on a folder write, and the other one say so and serve', async () => {
  await latency(0);
  const data = copyOf('two');
  const first = await launch({ data });
  await collected(first, settings, resources);
  const second = await launch({ data });
  expect(await resourcesShown(second, settings)).toBe(resources);
  expect(logOf(second)).toMatch(/Another process writes the stored picture/);
  expect(logOf(first)).not.toMatch(/Another process/);
  await collected(second, settings, resources);
  await pause(3_000);
  const log = logOf(first) + logOf(second);
  expect(log).not.toMatch(/could not be saved|set aside|damaged/);
  first.kill();
  await first.exited;
  const status = await ask(second, settings, { queryType: 'collectorStatus' });
  expect(rowsOf(status).length).toBeGreaterThan(2);
  expect(readStored(data)?.problems).toEqual([]);
  await latency(5_000);
});
