import type { Clock } from '../../src/backend/common/clock.ts';
import { columnLength, NULL_CODE, type Table } from '../../src/backend/common/table.ts';
import { createEstate, type Estate } from '../../src/backend/estate/estate.ts';
import type { Logger } from '../../src/backend/common/log.ts';
import { RecentAccess } from '../microsoft/recentAccess.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { KeyVaultTokenStore } from '../../src/backend/microsoft/auth/stores/keyVaultTokenStore.ts';
import type { Limits } from '../../src/backend/microsoft/http/limits.ts';
import { createMicrosoft, type MicrosoftOptions } from '../../src/backend/microsoft/microsoft.ts';
import { createOnDemand, type OnDemand } from '../../src/backend/queries/onDemand/onDemand.ts';
import { route } from '../../src/backend/queries/routes/routes.ts';
import { type QueryContext, runQuery } from '../../src/backend/queries/run.ts';
import type { Caller } from '../../src/backend/queries/visibility/caller.ts';
import { createVisibility, type Visibility } from '../../src/backend/queries/visibility/visibility.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import type { Settings } from '../../src/backend/settings/settings.ts';
import { ManualClock } from '../estate/manualClock.ts';
import { quietLog } from '../microsoft/quietLog.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { LOOPBACK } from '../microsoft/loopback.ts';

export { SMALL } from '../simulator/world/smallIds.ts';

/** When world `small` starts; its clock stands still until a test moves it. */
export const START = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** World `small`, read by the real client into the real estate. Tests only ask, unless they say otherwise. */
export class TestEstate {
  readonly simulator: Simulator;
  readonly estate: Estate;
  readonly clock: ManualClock;
  readonly onDemand: OnDemand;
  readonly accessLog: RecentAccess;
  readonly microsoft: Microsoft;
  readonly settings: Settings;
  private visibility: Visibility | undefined;
  private readonly ownsSimulator: boolean;

  private constructor(
    settings: Settings,
    simulator: Simulator,
    clock: ManualClock,
    estate: Estate,
    onDemand: OnDemand,
    client: { microsoft: Microsoft; accessLog: RecentAccess; ownsSimulator: boolean },
  ) {
    this.settings = settings;
    this.simulator = simulator;
    this.clock = clock;
    this.estate = estate;
    this.onDemand = onDemand;
    this.microsoft = client.microsoft;
    this.accessLog = client.accessLog;
    this.ownsSimulator = client.ownsSimulator;
  }

  /** `begin: false`: nothing has been read yet. `settings` are merged into the simulator's, `tenants` put to its own. */
  static async start(
    options: {
      begin?: boolean;
      settings?: Record<string, unknown>;
      tenants?: readonly object[];
      world?: { lighthouse?: boolean };
      /** One that others use too: it isn't closed. */
      simulator?: Simulator;
      /** When it starts, by all clocks. */
      at?: number;
      limits?: Partial<Limits>;
      log?: Logger;
    } = {},
  ): Promise<TestEstate> {
    const simulator = options.simulator ?? (await startSimulator({ world: 'small', ...options.world }));
    simulator.setClock(options.at ?? START);
    const { jsonData, secureJsonData } = simulator;
    const tenants = [...(jsonData.tenants as object[]), ...(options.tenants ?? [])];
    const settings = readSettings({ ...jsonData, tenants, ...options.settings }, secureJsonData, LOOPBACK);
    const clock = new ManualClock(options.at ?? START);
    const { limits, log = quietLog } = options;
    const impatient = impatientClock(clock);
    const accessLog = new RecentAccess(10_000);
    const microsoft = createMicrosoft({ settings, clock: impatient, log, accessLog, limits, tokenStoreOf });
    const estate = createEstate({ settings, microsoft, clock, log, store: null, random: () => 0.5 });
    const onDemand = createOnDemand({ microsoft, clock });
    const started = new TestEstate(settings, simulator, clock, estate, onDemand, {
      ...{ microsoft, accessLog },
      ownsSimulator: options.simulator === undefined,
    });
    if (options.begin !== false) {
      estate.start();
      await estate.idle();
    }
    return started;
  }

  /** Moves both clocks and lets the estate read again. */
  async after(minutes: number): Promise<void> {
    this.clock.advance(minutes * MINUTE);
    this.simulator.setClock(this.clock.now());
    this.estate.refreshNow();
    await this.estate.idle();
  }

  /** All frames; `more` replaces parts of the context, such as the time range. */
  askAll(model: unknown, more: Partial<QueryContext> = {}): Promise<Table[]> {
    return runQuery(model, {
      ...this.reading(),
      from: this.clock.now() - 60 * MINUTE,
      to: this.clock.now(),
      fromAlert: false,
      ...more,
    });
  }

  async ask(model: unknown, fromAlert = false): Promise<Table> {
    const [table, ...others] = await this.askAll(model, { fromAlert });
    if (!table || others.length > 0) {
      throw new Error('A query answers with one table.');
    }
    return table;
  }

  /** Rows with only these columns. */
  async rows(model: unknown, columns: readonly string[]): Promise<Value[][]> {
    const table = await this.ask(model);
    const all = rowsOf(table);
    return all.map((row) => columns.map((name) => row[name] as Value));
  }

  route(path: string, query: Record<string, string> = {}, method = 'GET') {
    return route({ path, query: new URLSearchParams(query), method }, this.reading());
  }

  routeAs(role: string, path: string, query: [string, string][] = []) {
    const user = { login: 'adele', name: 'Adele Vance', role };
    return route({ path, query: new URLSearchParams(query), method: 'GET' }, { ...this.reading(), user });
  }

  /** What a query or route of somebody is answered from, by the policy of the settings. */
  seenBy(caller: Caller) {
    this.visibility ??= createVisibility(this.settings.visibility);
    return this.visibility.narrow(this.reading(), caller);
  }

  private reading() {
    return {
      snapshot: this.estate.snapshot(),
      now: this.clock.now(),
      portal: 'https://portal.azure.com',
      signal: new AbortController().signal,
      onDemand: this.onDemand,
      history: this.estate.history,
      changes: this.estate.changes,
      accessLog: this.accessLog,
      rateLimits: () => this.microsoft.rateLimits(),
      credentials: {
        states: () => this.microsoft.credentialStates(),
        problems: () => this.estate.secretProblems(),
      },
    };
  }

  async close(): Promise<void> {
    this.onDemand.close();
    await this.estate.dispose();
    this.microsoft.close();
    if (this.ownsSimulator) {
      await this.simulator.close();
    }
  }
}

/** In the vault where the settings say so. */
const tokenStoreOf: MicrosoftOptions['tokenStoreOf'] = ({ refreshTokenVault }, keyVault) =>
  refreshTokenVault ? new KeyVaultTokenStore(keyVault) : undefined;

/** For the client: its waits between two tries are over at once, and its time is later by that much. */
function impatientClock(clock: Clock): Clock {
  let slept = 0;
  return {
    now: () => clock.now() + slept,
    sleep: (ms) => {
      slept += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A table as people read it. */
export function rowsOf(table: Table): Row[] {
  const length = table.columns[0] ? columnLength(table.columns[0]) : 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(
      table.columns.map((column) => {
        if ('codes' in column.values) {
          const code = column.values.codes[row] as number;
          return [column.name, code === NULL_CODE ? null : (column.values.dictionary[code] ?? null)];
        }
        return [column.name, column.values[row] as Value];
      }),
    ),
  );
}

export function noticesOf(table: Table): string[] {
  return (table.meta?.notices ?? []).map((notice) => notice.text);
}
