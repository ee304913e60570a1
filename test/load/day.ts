import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEstate } from '../../src/backend/estate/estate.ts';
import { openStore } from '../../src/backend/estate/store/sqliteStore.ts';
import { AccessLogStore } from '../../src/backend/microsoft/accessLog/accessLogStore.ts';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { tokenStores } from '../../src/backend/microsoft/auth/stores/tokenStores.ts';
import { createMicrosoft } from '../../src/backend/microsoft/microsoft.ts';
import { createOnDemand } from '../../src/backend/queries/onDemand/onDemand.ts';
import { type QueryContext, runQuery } from '../../src/backend/queries/run.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { keepingLog, type LogLine } from '../estate/keepingLog.ts';
import { ManualClock } from '../estate/manualClock.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { WorldName } from '../simulator/world/index.ts';

/** What grows if something does, at one time of the simulated day. */
export interface Growth {
  hour: number;
  heapMB: number;
  /** Timers, sockets and files that the process holds. */
  handles: number;
  sleepers: number;
  storeMB: number;
  callsMB: number;
  changes: number;
}

export interface Day {
  hours: number;
  calls: number;
  queries: number;
  /** Lines of the log at level error, and queries that failed. */
  errors: string[];
  growth: Growth[];
}

const MINUTE = 60_000;
const PANELS = [
  'customers',
  'resourceHealth',
  'healthSummary',
  'changes',
  'incidents',
  'healthHistory',
  'apiAccessLog',
];

/** Hours of operation in minutes: the plugin's clock and Microsoft's are moved together, and everything due is done. */
export async function simulateDay(options: { world: WorldName; hours: number; stepMinutes: number }): Promise<Day> {
  const { hours, stepMinutes } = options;
  const simulator = await startSimulator({ world: options.world, clock: 'frozen', tls: false });
  const directory = mkdtempSync(join(tmpdir(), 'day-'));
  const clock = new ManualClock(simulator.simulation.clock.now());
  const lines: LogLine[] = [];
  const log = keepingLog(lines);
  const settings = readSettings(simulator.jsonData, simulator.secureJsonData, {
    allowInsecureEndpoints: true,
    tokenStoreKey: 'the key of a test',
  });
  // Waits between the client's own tries take no time: they are not what is looked at.
  const impatient = { now: () => clock.now(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const accessLog = new AccessLogStore({ directory, key: 'day', bytes: settings.accessLogBytes, clock, log });
  const tokens = new LocalTokenStore({ directory, identity: 'day', keys: settings.tokenStoreKeys, clock });
  const microsoft = createMicrosoft({ settings, clock: impatient, log, accessLog, tokenStoreOf: tokenStores(tokens) });
  const store = openStore({ directory, key: 'day', log });
  const estate = createEstate({ settings, microsoft, clock, log, store, random: () => 0.5 });
  const onDemand = createOnDemand({ microsoft, clock });
  const day: Day = { hours, calls: 0, queries: 0, errors: [], growth: [] };

  const ask = async (queryType: string): Promise<void> => {
    const now = clock.now();
    const context: QueryContext = {
      ...{ snapshot: estate.snapshot(), now, from: now - 60 * MINUTE, to: now, fromAlert: false },
      ...{ portal: settings.hosts.portal, onDemand, history: estate.history, changes: estate.changes, accessLog },
      rateLimits: () => microsoft.rateLimits(),
      credentials: { states: () => microsoft.credentialStates(), problems: () => estate.secretProblems() },
      signal: new AbortController().signal,
    };
    day.queries++;
    await runQuery({ queryType }, context).catch((error: unknown) => day.errors.push(`${queryType}: ${String(error)}`));
  };
  const megabytes = (prefix: string) =>
    readdirSync(directory)
      .filter((name) => name.startsWith(prefix))
      .reduce((sum, name) => sum + statSync(join(directory, name)).size, 0) / 1e6;

  estate.start();
  await estate.idle();
  for (let minute = stepMinutes; minute <= hours * 60; minute += stepMinutes) {
    clock.advance(stepMinutes * MINUTE);
    simulator.setClock(clock.now());
    await estate.idle();
    for (const panel of PANELS) {
      await ask(panel);
    }
    if (minute % 60 < stepMinutes) {
      await accessLog.flush();
      (globalThis as { gc?: () => void }).gc?.();
      day.growth.push({
        hour: Math.round(minute / 60),
        heapMB: Math.round(process.memoryUsage().heapUsed / 1e5) / 10,
        handles: process.getActiveResourcesInfo().length,
        sleepers: clock.waiting,
        storeMB: Math.round(megabytes('estate-') * 100) / 100,
        callsMB: Math.round(megabytes('calls-') * 100) / 100,
        changes: estate.changes.last - estate.changes.first + 1,
      });
    }
  }
  day.calls = simulator.calls.counts().total;
  onDemand.close();
  await estate.dispose();
  microsoft.close();
  await accessLog.close();
  await simulator.close();
  rmSync(directory, { recursive: true, force: true });
  day.errors.push(...lines.filter(({ level }) => level === 'error').map(({ message }) => message));
  return day;
}
