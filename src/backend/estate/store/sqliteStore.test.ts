import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damageInUse } from '../../../../test/estate/damageInUse.ts';
import { keepingLog, type LogLine } from '../../../../test/estate/keepingLog.ts';
import type { FeedChange } from '../model/change.ts';
import { openStore } from './sqliteStore.ts';
import type { Store, StoredPart } from './store.ts';

let directory: string;
let lines: LogLine[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'azurecsp-store-'));
  lines = [];
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(key = '1/source'): Store {
  return openStore({ directory, key, log: keepingLog(lines) });
}

function part(subscriptionId: string, over: Partial<StoredPart> = {}): StoredPart {
  return {
    section: 'inventory',
    tenantId: 't',
    subscriptionId,
    observedAt: 5,
    rows: 2,
    body: new Uint8Array([1, 2, 3]),
    ...over,
  };
}

function change(cursor: number): FeedChange {
  return {
    cursor,
    at: cursor,
    kind: 'healthChanged',
    tenantId: 't',
    subscriptionId: 's',
    id: '/x',
    from: 'Available',
    to: 'Degraded',
  };
}

async function load(store: Store): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  for await (const { body, ...rest } of store.load('inventory')) {
    parts.push({ ...rest, body: Uint8Array.from(body) });
  }
  return parts;
}

function versionOf(): number {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(fileOf());
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  database.close();
  return version;
}

function become(version: number): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(fileOf());
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}

function fileOf(): string {
  return join(directory, readdirSync(directory).find((name) => name.endsWith('.sqlite')) ?? '');
}

describe('openStore', () => {
  it('keeps parts and changes over a restart', async () => {
    const store = open();
    await store.save({ parts: [part('a'), part('b')], removed: [], changes: [change(1), change(2), change(3)] });
    await store.close();
    const again = open();
    expect(await load(again)).toEqual([part('a'), part('b')]);
    expect(await again.loadChanges(2)).toEqual([change(2), change(3)]);
    await again.close();
  });

  it('writes a time without the content, and takes out what was removed', async () => {
    const store = open();
    await store.save({ parts: [part('a'), part('b')], removed: [], changes: [] });
    const { body: _, ...seen } = part('a', { observedAt: 9 });
    await store.save({ parts: [seen], removed: [part('b')], changes: [] });
    expect(await load(store)).toEqual([part('a', { observedAt: 9 })]);
    await store.close();
  });

  it('never shares a file between data sources, and shows it to its owner alone', async () => {
    const [one, two] = [open('1/a'), open('2/a')];
    await one.save({ parts: [part('a')], removed: [], changes: [] });
    expect(await load(two)).toEqual([]);
    await one.close();
    await two.close();
    const files = readdirSync(directory);
    expect(files.filter((name) => name.endsWith('.sqlite'))).toHaveLength(2);
    files.forEach((name) => expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600));
  });

  it.each([
    [
      'is no database',
      () => writeFileSync(fileOf(), 'this is not a database, and long enough to be looked at'.repeat(40)),
    ],
    ['is cut off', () => writeFileSync(fileOf(), readFileSync(fileOf()).subarray(0, 5000))],
    ['is overwritten in the middle', () => writeFileSync(fileOf(), readFileSync(fileOf()).fill(0xff, 4096, 9000))],
  ])('sets a file aside that %s, says so, and starts anew', async (_, damage) => {
    const store = open();
    const parts = Array.from({ length: 50 }, (_, index) => part(`s${index}`, { body: new Uint8Array(500) }));
    await store.save({ parts, removed: [], changes: [] });
    await store.close();
    damage();
    const again = open();
    await again.save({ parts: [part('a')], removed: [], changes: [] });
    expect(await load(again)).toEqual([part('a')]);
    await again.close();
    expect(lines.filter(({ level, message }) => level === 'warn' && message.includes('set aside'))).toHaveLength(1);
    expect(existsSync(`${fileOf()}.set-aside`)).toBe(true);
  });

  it.each([1, 99])(
    'sets a file of format %d aside for the version that reads it, which takes it up again',
    async (version) => {
      const store = open();
      await store.save({ parts: [part('a')], removed: [], changes: [] });
      await store.close();
      const own = versionOf();
      become(version);
      const again = open();
      expect(await load(again)).toEqual([]);
      expect(lines[0]?.message).toContain(`format ${version}`);
      await again.save({ parts: [part('b')], removed: [], changes: [] });
      await again.close();
      // The version that reads it, as this one would find the file after the other one wrote.
      const file = fileOf();
      renameSync(file, `${file}.mine`);
      const aside = `${file}.format-${version}`;
      const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
      const database = new DatabaseSync(aside);
      database.exec(`PRAGMA user_version = ${own}`);
      database.close();
      renameSync(aside, `${file}.format-${own}`);
      const third = open();
      expect(await load(third)).toEqual([part('a')]);
      expect(lines.at(-1)?.message).toContain('taken up again');
      await third.close();
    },
  );

  it('says of an empty file that it is empty', async () => {
    await open().close();
    writeFileSync(fileOf(), '');
    await open().close();
    expect(lines.map(({ message }) => message)).toEqual([expect.stringContaining('is empty')]);
  });

  it('goes on in memory when the directory is no directory, and keeps all when it has become one', async () => {
    const clock = jest.spyOn(performance, 'now');
    const path = join(directory, 'file');
    writeFileSync(path, '');
    const store = openStore({ directory: path, key: 'k', log: keepingLog(lines) });
    expect(store.writable()).toBe(false);
    expect(await load(store)).toEqual([]);
    expect(lines.map(({ level }) => level)).toEqual(['warn']);
    expect(store.problem()).toContain('memory');
    rmSync(path);
    clock.mockReturnValue(performance.now() + 31_000);
    expect(store.writable()).toBe(true);
    expect(store.problem()).toBeNull();
    await store.save({ parts: [part('a')], removed: [], changes: [] });
    expect(await load(store)).toEqual([part('a')]);
    await store.close();
    clock.mockRestore();
  });

  it('leaves out what can not be read, and reads the rest', async () => {
    const store = open();
    await store.save({
      parts: [part('a'), part('b'), part('c')],
      removed: [],
      changes: [change(1), change(2), change(3)],
    });
    await store.close();
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(fileOf());
    database.exec("UPDATE part SET observed_at = 'soon' WHERE subscription = 'a'");
    database.exec("UPDATE body SET content = 7 WHERE subscription = 'b'");
    database.exec("UPDATE change SET content = '{' WHERE cursor = 2");
    database.close();
    const again = open();
    expect(await load(again)).toEqual([part('c')]);
    expect(await again.loadChanges(10)).toEqual([change(1), change(3)]);
    await again.close();
  });

  it('overwrites no change of somebody else', async () => {
    const mine = open();
    await mine.save({ parts: [], removed: [], changes: [change(1), change(2)] });
    const other = open();
    await other.save({ parts: [], removed: [], changes: [{ ...change(1), id: '/y' }] });
    await expect(mine.save({ parts: [], removed: [], changes: [change(3)] })).rejects.toThrow('newer instance');
    await other.close();
    await mine.save({ parts: [], removed: [], changes: [change(3)] });
    const cursors = (await mine.loadChanges(10)).map(({ cursor, id }) => [cursor, id]);
    expect(cursors).toEqual([
      [1, '/x'],
      [2, '/x'],
      [3, '/y'],
      [4, '/x'],
    ]);
    await mine.close();
  });

  it('says once that it cannot save, keeps what it has, and saves again when it can', async () => {
    const store = open();
    await store.save({ parts: [part('a')], removed: [], changes: [] });
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const other = new DatabaseSync(fileOf());
    other.exec('BEGIN IMMEDIATE');
    await expect(store.save({ parts: [part('b')], removed: [], changes: [] })).rejects.toThrow();
    await expect(store.save({ parts: [part('b')], removed: [], changes: [] })).rejects.toThrow();
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    other.exec('COMMIT');
    other.close();
    await store.save({ parts: [part('b')], removed: [], changes: [] });
    expect(await load(store)).toEqual([part('a'), part('b')]);
    await store.close();
  }, 60_000);

  it('sets a file aside that is found to be damaged in use, says since when it lacks all, and begins a new one', async () => {
    const clock = jest.spyOn(performance, 'now');
    const store = open();
    const parts = Array.from({ length: 50 }, (_, index) => part(`s${index}`, { body: new Uint8Array(9_000) }));
    await store.save({ parts, removed: [], changes: [change(1)] });
    const file = fileOf();
    // Long after it was opened.
    clock.mockReturnValue(performance.now() + 31_000);
    damageInUse(file);
    await expect(store.save({ parts: [part('new')], removed: [], changes: [] })).rejects.toThrow(/malformed/);
    expect(store.epoch).toBe(1);
    expect(store.problem()).toMatch(/could not be saved.*kept in memory.*malformed/);
    expect(store.writable()).toBe(false);
    expect(await load(store)).toEqual([]);
    expect([existsSync(file), existsSync(`${file}.set-aside`)]).toEqual([false, true]);
    expect(lines.filter(({ message }) => message.includes('set aside'))).toHaveLength(1);

    clock.mockReturnValue(performance.now() + 31_000);
    expect(store.writable()).toBe(true);
    expect(store.problem()).toBeNull();
    await store.save({ parts: [part('new')], removed: [], changes: [] });
    expect(await load(store)).toEqual([part('new')]);
    await store.close();
    clock.mockRestore();
  });
});
