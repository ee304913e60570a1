import { atOnce } from '../../common/slices.ts';
import { DatabaseSync } from 'node:sqlite';
import { quietLog } from '../../../../test/microsoft/quietLog.ts';
import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { buildHealth } from '../segments/buildHealth.ts';
import type { Health } from '../segments/healthSegment.ts';
import { TextPool } from '../segments/names.ts';
import type { Store, StoreBatch, StoredHistory } from '../store/store.ts';
import { HealthHistory } from './healthHistory.ts';
import type { Past } from './past.ts';
import { codeAt, eachStretch, GONE, healthCode, type Moments, PLANNED } from './moments.ts';
import { HISTORY_TABLE, HistoryTable } from './sqliteHistory.ts';

const KEY = { tenantId: 't', subscriptionId: '22222222-2222-4222-8222-222222222222' };
const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const NAMES = Array.from({ length: 12 }, (_, index) => `vm${index}`);
const STATES = ['Available', 'Unknown', 'Degraded', 'Unavailable'];

function idOf(name: string): string {
  return `/subscriptions/${KEY.subscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${name}`;
}

function status(
  name: string,
  availabilityState: string,
  reasonType: string | null = null,
  occurredAt = 0,
): ResourceHealthStatus {
  const none = { rootCauseAt: null, resolutionEtaAt: null, recentlyResolved: null, recommendedActions: [] };
  const nothing = { ...none, location: null, title: null, summary: null, reasonChronicity: null, context: null };
  return {
    ...nothing,
    resourceId: idOf(name),
    availabilityState,
    reasonType,
    occurredAt,
    reportedAt: null,
    healthEventCause: null,
  };
}

const texts = new TextPool();
function segment(statuses: ResourceHealthStatus[], previous: Health | null): Health {
  const input = { subscriptionId: KEY.subscriptionId, observedAt: 0, statuses, previous };
  return atOnce(buildHealth(input, texts)).segment;
}

/** The real table in memory, with what the rest of a store does left out. */
function tableStore(): Store & { table: HistoryTable; database: DatabaseSync; pieces(): number } {
  const database = new DatabaseSync(':memory:');
  database.exec(HISTORY_TABLE);
  const table = new HistoryTable(database);
  return {
    table,
    database,
    pieces: () => Number(database.prepare('SELECT count(*) AS n FROM history').get()?.['n']),
    async *load() {},
    loadChanges: () => Promise.resolve([]),
    async *loadHistory(request) {
      yield* table.load(request);
    },
    save: (batch: StoreBatch) => Promise.resolve(table.write(batch.history ?? [])),
    writable: () => true,
    epoch: 0,
    problem: () => null,
    close: () => Promise.resolve(),
  };
}

interface Read {
  observed: Past['observed'];
  moments: ReadonlyMap<string, Moments>;
}

class Stage {
  now = START;
  held: Health | null = null;
  store: ReturnType<typeof tableStore> | null;
  history: HealthHistory;

  constructor(store: ReturnType<typeof tableStore> | null) {
    this.store = store;
    this.history = this.create();
  }

  create(): HealthHistory {
    const clock = { now: () => this.now, sleep: () => Promise.resolve() };
    const intervals = { resourceHealth: 2 * MINUTE } as never;
    return new HealthHistory({
      settings: { history: { days: 90, bytes: 1e9 }, intervals },
      clock,
      log: quietLog,
      store: this.store,
    });
  }

  look(statuses: ResourceHealthStatus[]): void {
    const after = segment(statuses, this.held);
    atOnce(this.history.record(KEY, this.held, after, this.now));
    this.held = after;
  }

  save(): void {
    if (this.store) {
      const pieces = this.history.take(KEY);
      this.store.table.write(pieces);
      this.history.saved(pieces);
    }
  }

  /** What a restart leaves: the stored part and its time. */
  async restart(observedAt: number): Promise<void> {
    this.history = this.create();
    await this.history.restore(() => observedAt);
  }

  /** Of the resources named, which are not those that are there now: some have gone, some come only later. */
  async read(names: readonly string[], from = START, to = this.now): Promise<Read> {
    const health = segment(
      names.map((name) => status(name, 'Available')),
      null,
    );
    const { observed, moments } = await this.history.read(KEY, { from, to }, health);
    const all = Array.from({ length: health.length }, (_, row) => [health.id(row), moments[row] ?? []] as const);
    return { observed, moments: new Map(all) };
  }

  /** Of those that are there now, which is what queries ask for. */
  async readHeld(): Promise<Map<string, Moments>> {
    const held = this.held as Health;
    const { moments } = await this.history.read(KEY, { from: START, to: this.now }, held);
    return new Map(Array.from({ length: held.length }, (_, row) => [held.id(row), moments[row] ?? []] as const));
  }
}

test('looks of a clock that was ahead are not taken for later ones', async () => {
  const stage = new Stage(tableStore());
  const HOUR = 60 * MINUTE;
  const see = (state: string) => {
    stage.look([status('vm0', state)]);
    stage.save();
    stage.now += MINUTE;
  };
  see('Available');
  stage.now = START + 8 * HOUR;
  see('Unavailable');
  see('Degraded');
  stage.now = START + 2 * MINUTE;
  see('Available');
  see('Unknown');
  await stage.restart(stage.now - MINUTE);
  stage.now = START + 12 * HOUR;
  const { observed, moments } = await stage.read(['vm0']);
  expect(observed).toEqual([{ from: START + 2 * MINUTE, to: START + 3 * MINUTE }]);
  expect(moments.get(idOf('vm0'))).toEqual([START, 0, START + 3 * MINUTE, 1]);
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'what is read is what was seen, through saves, restarts and gaps (%#)',
  async (seed) => {
    const random = seeded(seed);
    const stage = new Stage(seed % 2 === 0 ? null : tableStore());
    const world = new Map<string, ResourceHealthStatus>();
    const looks: Array<{ at: number; codes: Map<string, number> }> = [];
    for (let turn = 0; turn < 300; turn++) {
      for (let change = 0; change < 3; change++) {
        const name = NAMES[Math.floor(random() * 12)] as string;
        const state = STATES[Math.floor(random() * STATES.length)] as string;
        if (random() < 0.2) {
          world.delete(name);
        } else if (random() < 0.5) {
          world.set(
            name,
            status(name, state, random() < 0.3 ? 'Planned' : null, stage.now - Math.floor(random() * 5) * MINUTE),
          );
        }
      }
      stage.look([...world.values()]);
      const held = stage.held as Health;
      looks.push({
        at: stage.now,
        codes: new Map(
          Array.from({ length: held.length }, (_, row) => [held.id(row).toLowerCase(), healthCode(held, row)]),
        ),
      });
      if (random() < 0.3) {
        stage.save();
      }
      if (random() < 0.05 && stage.store) {
        stage.save();
        await stage.restart(stage.now);
      }
      stage.now += random() < 0.05 ? 20 * MINUTE : 2 * MINUTE;
    }
    const { observed, moments } = await stage.read(NAMES);
    for (const { at, codes } of looks) {
      const isolated = !looks.some((other) => other.at !== at && Math.abs(other.at - at) <= 4 * MINUTE);
      expect(isolated || observed.some(({ from, to }) => from <= at && at <= to)).toBe(true);
      const seen = [...moments].map(([id, went]) => [id.toLowerCase(), codeAt(went, at)] as const);
      expect(new Map(seen.filter(([, code]) => code !== GONE))).toEqual(codes);
    }
    for (const [index, { at }] of looks.entries()) {
      const next = looks[index + 1];
      if (next && next.at - at > 4 * MINUTE) {
        expect(observed.some(({ from, to }) => from < next.at && to > at)).toBe(false);
      }
    }
    for (const went of moments.values()) {
      for (let index = 2; index < went.length; index += 2) {
        expect(went[index] as number).toBeGreaterThan(went[index - 2] as number);
        expect(went[index + 1]).not.toBe(went[index - 1]);
      }
    }
    // Once from the store and once from what is kept of that, whichever rows are asked for.
    for (let time = 0; time < 2; time++) {
      const held = await stage.readHeld();
      expect(held).toEqual(new Map([...moments].filter(([id]) => held.has(id))));
    }
  },
);

test('a change is dated by Azure where somebody had looked before it, and by the look after a gap', async () => {
  const stage = new Stage(null);
  stage.look([status('a', 'Available')]);
  stage.now += 2 * MINUTE;
  stage.look([status('a', 'Unavailable', null, START + MINUTE)]);
  stage.now += 60 * MINUTE;
  stage.look([status('a', 'Available', null, START + 30 * MINUTE)]);
  const { observed, moments } = await stage.read(['a'], START, stage.now + 1);
  expect(moments.get(idOf('a'))).toEqual([START, 0, START + MINUTE, 4, stage.now, 0]);
  expect(observed).toEqual([{ from: START, to: START + 2 * MINUTE }]);
});

test('planned maintenance is told apart, and the end of the range is observed while the next read is not due', async () => {
  const stage = new Stage(null);
  stage.look([status('a', 'Unavailable', 'Planned')]);
  stage.now += 3 * MINUTE;
  const { observed, moments } = await stage.read(['a']);
  expect(moments.get(idOf('a'))).toEqual([START, 4 + PLANNED]);
  expect(observed).toEqual([{ from: START, to: stage.now }]);
  stage.now += 3 * MINUTE;
  expect((await stage.read(['a'])).observed).toEqual([]);
});

test('a flapping resource costs little: a month of it is one small piece', async () => {
  const store = tableStore();
  const stage = new Stage(store);
  for (let turn = 0; turn < 3_000; turn++) {
    stage.look([status('a', turn % 2 === 0 ? 'Available' : 'Unavailable'), status('b', 'Available')]);
    stage.save();
    stage.now += 2 * MINUTE;
  }
  const size = Number(store.database.prepare('SELECT sum(bytes) AS sum FROM history').get()?.['sum']);
  expect(store.pieces()).toBe(1);
  expect(size).toBeLessThan(3_000 * 12);
  expect((await stage.read(['a'])).moments.get(idOf('a'))).toHaveLength(6_000);
});

test('what was not saved is offered again', () => {
  const stage = new Stage(tableStore());
  stage.look([status('a', 'Available')]);
  const taken = stage.history.take(KEY);
  expect(taken).toHaveLength(1);
  expect(stage.history.take(KEY)).toEqual([]);
  stage.history.again(taken);
  expect(stage.history.take(KEY)).toEqual(taken);
});

test('old pieces go by age, then the oldest by size, and growing ones stay', () => {
  const { table, database } = tableStore();
  const piece = (from: number, to: number | null): StoredHistory => ({
    ...KEY,
    from,
    to,
    base: new Uint8Array(50),
    tail: new Uint8Array(50),
  });
  table.write([piece(1, 10), piece(10, 20), piece(20, 30), piece(30, 40), piece(40, null)]);
  const left = () =>
    database
      .prepare('SELECT from_at FROM history ORDER BY from_at')
      .all()
      .map((row) => row['from_at']);
  table.prune(15, 1_000);
  expect(left()).toEqual([10, 20, 30, 40]);
  table.prune(15, 250);
  expect(left()).toEqual([30, 40]);
  table.prune(15, 0);
  expect(left()).toEqual([40]);
});

test('stretches fill the range without overlap', () => {
  const random = seeded(9);
  for (let round = 0; round < 200; round++) {
    const moments = Array.from({ length: 6 }, (_, index) => [
      index * 10 + Math.floor(random() * 9),
      Math.floor(random() * 5),
    ]).flat();
    const [from, to] = [Math.floor(random() * 40), 40 + Math.floor(random() * 40)];
    let at = from;
    eachStretch(moments, { from, to }, (begin, end, code) => {
      expect(begin).toBe(at);
      expect(codeAt(moments, begin)).toBe(code);
      expect(codeAt(moments, end - 1)).toBe(code);
      at = end;
    });
    expect(at).toBe(to);
  }
});
