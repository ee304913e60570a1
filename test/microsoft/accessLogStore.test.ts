import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccessRecord } from '../../src/backend/microsoft/accessLog/accessLog.ts';
import type { AccessFilter } from '../../src/backend/microsoft/accessLog/accessReader.ts';
import { AccessLogStore, KEPT_MS } from '../../src/backend/microsoft/accessLog/accessLogStore.ts';
import { JumpingClock, KeptLog, startHarness } from './harness.ts';

const clock = new JumpingClock();
const log = new KeptLog();
const { signal } = new AbortController();
const ALL: AccessFilter = { from: 0, to: Number.MAX_SAFE_INTEGER / 1000 - 1 };
const MEGABYTE = 1024 * 1024;
let directory: string;
let open: AccessLogStore[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'calls-'));
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  open = [];
  await rm(directory, { recursive: true, force: true });
});

function store(more: { key?: string; bytes?: number; directory?: string | null } = {}): AccessLogStore {
  const made = new AccessLogStore({ directory, key: 'org/uid', bytes: MEGABYTE, clock, log, ...more });
  open.push(made);
  return made;
}

function callAt(at: number, more: Partial<AccessRecord> = {}): AccessRecord {
  return {
    ...{ at, api: 'resourceHealth', credentialId: 'partner', method: 'GET', path: '/subscriptions/{subscriptionId}/x' },
    ...{ reason: 'collector:resourceHealth', tenantId: 'tenant', subscriptionId: 'subscription', status: 200 },
    ...{ error: null, requestId: '0f8fad5b-d9cb-469f-a165-70867728950e', durationMs: 120, retries: 0 },
    ...more,
  };
}

async function all(from: AccessLogStore, filter = ALL): Promise<AccessRecord[]> {
  const found: AccessRecord[] = [];
  for await (const some of from.read(filter, signal)) {
    found.push(...some);
  }
  return found;
}

// Thousands of calls are written to disk, which takes a busy machine its time.
jest.setTimeout(120_000);

const file = () => join(directory, readdirSync(directory).find((name) => /^calls-.*\.sqlite$/.test(name)) ?? 'none');

test('the calls of the real client are there after a restart, as they were', async () => {
  const harness = await startHarness();
  const first = store();
  await harness.microsoft.listCustomers(harness.options);
  const made = harness.accessLog.records();
  expect(made.length).toBeGreaterThan(1);
  made.forEach((record) => first.add(record));
  await first.close();
  await harness.close();
  const newestFirst = [...made].sort((a, b) => b.at - a.at);
  expect(await all(store())).toEqual(newestFirst);
  expect(await all(store({ key: 'org/other' }))).toEqual([]);
});

test('calls of one moment, odd request ids and none come back in pieces, newest first', async () => {
  const calls = store();
  const now = clock.now();
  for (let index = 0; index < 5_000; index++) {
    calls.add(callAt(now + (index % 7), { requestId: index % 3 ? `westeurope:${index}` : null }));
  }
  const found = await all(calls);
  expect(found).toHaveLength(5_000);
  expect(found.filter(({ requestId }) => requestId === null)).toHaveLength(1_667);
  expect(found.every(({ at }, index) => index === 0 || at <= (found[index - 1]?.at ?? 0))).toBe(true);
});

test('a filter finds the same in memory and in the file', async () => {
  const filled = (into: AccessLogStore) => {
    for (let index = 0; index < 3_000; index++) {
      const status = index % 10 === 0 ? 429 : 200;
      const error = status === 429 ? 'TooManyRequests' : null;
      into.add(callAt(1_000_000 + index, { status, error, tenantId: `tenant-${index % 5}` }));
    }
    return into;
  };
  const kept = filled(store());
  const inMemory = filled(store({ directory: null }));
  const filters: AccessFilter[] = [
    { from: 1_000_500, to: 1_001_499 },
    { ...ALL, place: ({ tenantId }) => tenantId === 'tenant-3' },
    { ...ALL, outcome: ({ error }) => error !== null },
    { ...ALL, kind: ({ reason }) => reason === 'none' },
  ];
  // Too old to be kept in the file when they are written, unless the clock is theirs.
  clock.advance(1_003_000 - clock.now());
  const sizes = [];
  for (const filter of filters) {
    const found = await all(kept, filter);
    expect(found).toEqual(await all(inMemory, filter));
    const counts = await kept.count(filter, 'place', signal);
    expect(counts.reduce((sum, { calls }) => sum + calls, 0)).toBe(found.length);
    sizes.push(found.length);
  }
  expect(sizes).toEqual([1_000, 600, 300, 0]);
});

test('what is older than seven days goes', async () => {
  const calls = store();
  const now = clock.now();
  calls.add(callAt(now));
  await calls.flush();
  clock.advance(KEPT_MS - 1_000);
  calls.add(callAt(now + 5_000));
  expect(await all(calls)).toHaveLength(2);
  clock.advance(2_000);
  calls.add(callAt(now + KEPT_MS));
  expect((await all(calls)).map(({ at }) => at)).toEqual([now + KEPT_MS, now + 5_000]);
});

test('the file keeps its bound, the oldest calls go, and less room is given back', async () => {
  const calls = store({ bytes: MEGABYTE });
  const now = clock.now();
  for (let index = 0; index < 60_000; index++) {
    calls.add(callAt(now - 60_000 + index, { requestId: crypto.randomUUID(), subscriptionId: `s${index % 50}` }));
    if (index % 10_000 === 0) {
      await calls.flush();
    }
  }
  const kept = await all(calls);
  await calls.close();
  const size = statSync(file()).size;
  expect(size).toBeLessThanOrEqual(1.05 * MEGABYTE);
  expect(kept.length).toBeGreaterThan(15_000);
  expect(kept[0]?.at).toBe(now - 1);
  expect(kept.at(-1)?.at).toBe(now - kept.length);
  expect(size / kept.length).toBeLessThan(60);

  const smaller = store({ bytes: MEGABYTE / 4 });
  for (let round = 0; round < 60; round++) {
    smaller.add(callAt(now + round));
    await smaller.flush();
  }
  await smaller.close();
  expect(statSync(file()).size).toBeLessThanOrEqual(0.3 * MEGABYTE);
});

test('a file that is no database is set aside, and the log goes on', async () => {
  const first = store();
  first.add(callAt(clock.now()));
  await first.close();
  writeFileSync(file(), 'no database at all, but long enough to be taken for one'.repeat(100));
  const second = store();
  second.add(callAt(clock.now()));
  await second.flush();
  clock.advance(31_000);
  expect(await all(second)).toHaveLength(1);
  expect(second.problem()).toBeNull();
  expect(readdirSync(directory).filter((name) => name.includes('set-aside'))).toHaveLength(1);
});

test('a file that is damaged in the middle costs what was in it, never a call', async () => {
  const first = store();
  for (let index = 0; index < 5_000; index++) {
    first.add(callAt(clock.now() - index));
  }
  await first.close();
  const bytes = readFileSync(file());
  bytes.fill(0xa5, 4096 * 3);
  writeFileSync(file(), bytes);
  const second = store();
  second.add(callAt(clock.now()));
  await second.flush();
  clock.advance(31_000);
  second.add(callAt(clock.now()));
  await second.flush();
  clock.advance(31_000);
  expect((await all(second)).length).toBeGreaterThan(0);
  expect(second.problem()).toBeNull();
});

test.each([
  ['when it is opened', true],
  ['when something is looked up in it', false],
])('a dictionary that can not be read %s costs what was in the file, never a call', async (_, reopen) => {
  const first = store();
  first.add(callAt(clock.now()));
  await first.flush();
  if (reopen) {
    await first.close();
  }
  const other = new DatabaseSync(file());
  // A call that names a term which this process has not read yet, as another one may have written it.
  other.exec(`UPDATE term SET content = '{"kind":' || id WHERE id = 1;
    INSERT INTO term VALUES (99, '{"outcome":'); UPDATE call SET outcome = 99`);
  other.close();
  const calls = reopen ? store() : first;
  const lines = log.lines.length;
  const at = clock.now();
  if (reopen) {
    calls.add(callAt(at));
  }
  await all(calls);
  expect(log.lines.slice(lines).join()).toMatch(/is damaged\. It was set aside/);
  expect(calls.problem()).toMatch(/can't be kept on disk/);
  clock.advance(31_000);
  calls.add(callAt(at));
  expect(await all(calls)).toHaveLength(reopen ? 2 : 1);
  expect(calls.problem()).toBeNull();
  expect(readdirSync(directory).filter((name) => name.endsWith('.set-aside'))).toHaveLength(1);
});

test('a locked file costs nothing: calls wait in memory, it is said, and they are written later', async () => {
  const calls = store();
  calls.add(callAt(clock.now()));
  await calls.flush();
  const other = new DatabaseSync(file());
  other.exec('BEGIN EXCLUSIVE');
  calls.add(callAt(clock.now()));
  const found = await all(calls);
  expect(found.length).toBeGreaterThan(0);
  expect(calls.problem()).toMatch(/can't be kept on disk.*locked/);
  other.exec('ROLLBACK');
  other.close();
  clock.advance(31_000);
  expect(await all(calls)).toHaveLength(2);
  expect(calls.problem()).toBeNull();
});

test('without a usable folder the newest calls are in memory, and it is said once in the log', async () => {
  writeFileSync(join(directory, 'file'), '');
  const lines = log.lines.length;
  const calls = store({ directory: join(directory, 'file', 'data') });
  for (let index = 0; index < 50_000; index++) {
    calls.add(callAt(index));
  }
  await calls.flush();
  clock.advance(31_000);
  calls.add(callAt(50_000));
  await calls.flush();
  expect(calls.problem()).toMatch(/only the newest calls are in memory \(\d+\).*Check that the folder/);
  expect(log.lines).toHaveLength(lines + 1);
  const found = await all(calls);
  expect(found.length).toBeGreaterThanOrEqual(20_000);
  expect(found.length).toBeLessThanOrEqual(40_000);
  expect(found[0]?.at).toBe(50_000);
});

test('without a folder it says where one is set', () => {
  expect(store({ directory: null }).problem()).toMatch(/data_path/);
});
