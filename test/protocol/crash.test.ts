/** The short version of `npm run test:crash`: the executable is killed while it writes, and started again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chances } from '../crash/chances.ts';
import { killAgainAndAgain } from '../crash/kills.ts';
import { collected, launchOn } from '../crash/plugin.ts';
import type { Settings } from './host/pluginProcess.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

jest.setTimeout(180_000);

let simulator: RunningSimulator;
let settings: Settings;
let data: string;

beforeAll(async () => {
  simulator = await runSimulator(['--world', 'demo']);
  settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
  data = mkdtempSync(path.join(tmpdir(), 'crash-'));
});

afterAll(async () => {
  await simulator.stop();
  rmSync(data, { recursive: true, force: true });
});

it('should show the last picture after each of five kills, and have lost no refresh token', async () => {
  const report = await killAgainAndAgain({ kills: 5, data, settings, chances: chances(7) });
  expect(report.lost).toEqual([]);
  expect(report.servedLastPicture).toBeGreaterThan(0);
  const plugin = await launchOn({ data });
  await collected(plugin, settings, report.mostResources * 0.97);
  await plugin.shutdown();
});
