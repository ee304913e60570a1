import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepingLog, type LogLine } from '../../../test/estate/keepingLog.ts';
import type { FeedChange } from './model.ts';
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
  const store = openStore({ directory, key, log: keepingLog(lines) });
  if (!store) {
    throw new Error('The store did not open.');
  }
  return store;
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
    expect(files).toHaveLength(2);
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

  it.each([0, 1, 99])('sets a file of format %d aside', async (version) => {
    const store = open();
    await store.save({ parts: [part('a')], removed: [], changes: [] });
    await store.close();
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(fileOf());
    database.exec(`PRAGMA user_version = ${version}`);
    database.close();
    const again = open();
    expect(await load(again)).toEqual([]);
    expect(lines[0]?.message).toContain(`format ${version}`);
    await again.close();
  });

  it('goes on in memory when the directory is no directory', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(openStore({ directory: join(directory, 'file', 'data'), key: 'k', log: keepingLog(lines) })).toBeNull();
    expect(lines[0]).toMatchObject({ level: 'warn' });
    expect(lines[0]?.message).toContain('memory');
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
  }, 15_000);
});
