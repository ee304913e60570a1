import { existsSync, statSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import type { Credential } from '../../src/backend/settings/settings.ts';
import type { PluginProcess, Settings } from '../protocol/host/pluginProcess.ts';
import type { Chances } from './chances.ts';
import { badLines, launchOn, logOf, pause, resourcesShown, TOKEN_KEY } from './plugin.ts';
import { readStored, type Stored } from './stored.ts';

export interface Rounds {
  kills: number;
  data: string;
  settings: Settings;
  chances: Chances;
  /** Ends it after the round that is under way. */
  signal?: AbortSignal;
  /** Told after each kill. */
  onRound?(round: number, stored: Stored | null): void;
}

export interface KillReport {
  kills: number;
  /** Kills that hit within 20 ms after a write to the picture's file. */
  whileWriting: number;
  /** Starts that found a picture and showed exactly it. */
  servedLastPicture: number;
  /** Starts that found nothing, as nothing had been saved yet. */
  cleanStarts: number;
  mostResources: number;
  /** What should not have happened, in words. */
  lost: string[];
}

const LONGEST_ROUND_MS = 8_000;
const TROUBLE = /set aside|could not be|can't be kept|TokenStore|SignInNeeded|should not/;

/**
 * Kills the executable at random moments, again and again on the same folder, and looks at what each start makes of
 * what the one before left behind. From the second round on the refresh token is in the store alone.
 */
export async function killAgainAndAgain({
  kills,
  data,
  settings,
  chances,
  signal,
  onRound,
}: Rounds): Promise<KillReport> {
  const report: KillReport = {
    ...{ kills: 0, whileWriting: 0, servedLastPicture: 0, cleanStarts: 0, mostResources: 0 },
    lost: [],
  };
  let before: Stored | null = null;
  let hasToken = false;
  for (let round = 1; round <= kills && !signal?.aborted; round++) {
    report.kills = round;
    const lost = (what: string) => report.lost.push(`kill ${round}: ${what}`);
    const plugin = await launchOn({ data });
    const moment = killMoment(chances, data);
    try {
      const shown = await resourcesShown(plugin, hasToken ? withoutToken(settings) : settings);
      if (before === null) {
        report.cleanStarts++;
      } else if (shown >= before.resources && shown <= before.resources + before.withHealth) {
        // Resource Health may know some whose inventory was still to be saved.
        report.servedLastPicture++;
      } else {
        lost(`${before.resources} resources were stored, ${shown} shown`);
      }
    } catch (error) {
      lost(`the first query: ${String(error)}`);
    }
    report.whileWriting += (await moment) ? 1 : 0;
    await kill(plugin);
    badLines(plugin).forEach((line) => lost(line));
    if (TROUBLE.test(logOf(plugin))) {
      lost(logOf(plugin));
    }
    const after = readStored(data);
    after?.problems.forEach((problem) => lost(problem));
    // The world moves a little by itself.
    if (before && (after?.resources ?? 0) < 0.97 * before.resources) {
      lost(`${before.resources} resources were stored, ${after?.resources ?? 0} afterwards`);
    }
    if (hasToken && !(await tokenKept(data, settings))) {
      lost('the refresh token is gone');
    }
    hasToken ||= await tokenKept(data, settings);
    before = after ?? before;
    report.mostResources = Math.max(report.mostResources, after?.resources ?? 0);
    onRound?.(round, after);
  }
  return report;
}

/** Resolves when it is time to kill: at any moment, or within a few ms after a write. True: that was just now. */
async function killMoment(chances: Chances, data: string): Promise<boolean> {
  const start = performance.now();
  const byWrite = chances.next() < 0.6;
  const until = byWrite ? LONGEST_ROUND_MS : chances.whole(0, 5_000);
  let writes = chances.whole(1, 40);
  const extra = chances.whole(0, 4);
  let last = stamp(data);
  let wroteAt = -Infinity;
  while (performance.now() - start < until) {
    await pause(1);
    const now = stamp(data);
    if (now !== last) {
      last = now;
      wroteAt = performance.now();
      writes--;
    }
    if (byWrite && writes <= 0) {
      await pause(extra);
      break;
    }
  }
  return performance.now() - wroteAt < 20;
}

/** Changes with each write to the picture's file. */
function stamp(data: string): string {
  const names = existsSync(data) ? readdirSync(data) : [];
  return names
    .filter((name) => name.startsWith('estate-'))
    .map((name) => statSync(path.join(data, name), { throwIfNoEntry: false }))
    .map((stat) => (stat ? `${stat.size} ${stat.mtimeMs}` : ''))
    .join();
}

async function kill(plugin: PluginProcess): Promise<void> {
  plugin.kill('SIGKILL');
  await plugin.exited;
}

function withoutToken(settings: Settings): Settings {
  const { ['credential.partner.refreshToken']: _, ...secureJsonData } = settings.secureJsonData ?? {};
  return { ...settings, secureJsonData };
}

/** Whether the store gives the partner's line of refresh tokens to whoever has the key. */
async function tokenKept(data: string, settings: Settings): Promise<boolean> {
  const store = new LocalTokenStore({
    directory: data,
    identity: `${settings.namespace ?? 'default'}/${settings.uid ?? 'azurecsp'}`,
    keys: [TOKEN_KEY],
    clock: { now: () => Date.now(), sleep: pause },
  });
  const record = await store.load({ id: 'partner' } as Credential).catch(() => null);
  return record !== null && record.current !== '';
}
