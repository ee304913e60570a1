/** Questions about the whole estate are answered in slices: others have their turns, and the answer is of one moment. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { atOnce } from '../../../src/backend/common/slices.ts';
import type { Table } from '../../../src/backend/common/table.ts';
import { encodeJson } from '../../../src/backend/grafana/frames/json.ts';
import { listOptions } from '../../../src/backend/queries/routes/options.ts';
import { listTree } from '../../../src/backend/queries/routes/tree.ts';
import { BigEstate } from './bigEstate.ts';
import { rowsOf, TestEstate } from '../estate.ts';

let asked: TestEstate;
let big: BigEstate;
beforeAll(async () => {
  asked = await TestEstate.start({ begin: false });
  big = new BigEstate(80, 300);
  big.swapAll();
});
afterAll(() => asked.close());

const TEXT_SORT = { queryType: 'resources', sort: 'resource', limit: 500 };
/** Work of more than a turn or two, however fast the machine is. */
const LONG: readonly [string, object][] = [
  ['resources by name', TEXT_SORT],
  ['resources by id', { queryType: 'resources', sort: '-resourceId', limit: 500 }],
  ['all resources, the worst first', { queryType: 'resourceHealth', limit: 3_000 }],
  ['resources of a name', { queryType: 'resources', filters: { resource: ['vm-1'] } }],
  ['a summary by resource group, by a policy', { queryType: 'healthSummary', groupBy: 'resourceGroup', rollup: {} }],
];
const QUESTIONS: readonly [string, object][] = [
  ...LONG.filter(([name]) => name !== 'resources of a name'),
  ['resources by type, descending', { queryType: 'resources', sort: '-resourceType', limit: 500 }],
  ['resources by tag', { queryType: 'resources', filters: { tag: ['env=prod'] } }],
  ['a summary of what has a tag', { queryType: 'healthSummary', groupBy: 'location', filters: { tag: ['env'] } }],
  ['the topology', { queryType: 'topology' }],
];

const ROUTES: readonly [string, (signal: AbortSignal) => Promise<unknown>][] = [
  ['names of resources', (signal) => listOptions(query({ kind: 'resource', search: '-777-' }), reading(signal))],
  ['a search in the tree', (signal) => listTree(query({ search: 'nothing' }), reading(signal))],
];

function query(values: Record<string, string>): URLSearchParams {
  return new URLSearchParams(values);
}

function reading(signal: AbortSignal) {
  return { snapshot: big.snapshot, now: asked.clock.now(), portal: '', accessLog: asked.accessLog, signal };
}

async function ask(model: object, signal = new AbortController().signal): Promise<Table> {
  const [table] = await asked.askAll(model, { snapshot: big.snapshot, signal });
  return table as Table;
}

/** All rows of all columns. */
function bytesOf({ columns }: Table): string {
  return atOnce(encodeJson({ columns }, 'A'));
}

/** Turns of the event loop that others have while the work goes on: one where it leaves them none. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let done = false;
  const working = work().finally(() => (done = true));
  let turns = 0;
  for (; !done; turns++) {
    await nextTurn();
  }
  await working;
  return turns;
}

test.each(LONG)('%s: others have their turns meanwhile', async (_, model) => {
  await ask(model);
  expect(await turnsDuring(() => ask(model))).toBeGreaterThan(1);
});

test.each(ROUTES)('%s: others have their turns meanwhile', async (_, work) => {
  expect(await turnsDuring(() => work(new AbortController().signal))).toBeGreaterThan(1);
});

test.each(['Available', 'Unknown', 'UserInitiated', 'Degraded', 'Unavailable', 'Odd', 'NoHealth'])(
  'resources in the state %s: as many as there are among all',
  async (state) => {
    const all = rowsOf(await ask({ queryType: 'resources', limit: 100_000 }));
    const wanted = all
      .filter(({ healthState }) => (healthState ?? 'NoHealth') === state)
      .map(({ resourceId }) => resourceId);
    const found = rowsOf(await ask({ queryType: 'resources', filters: { state: [state] }, limit: 100_000 }));
    expect(found.map(({ resourceId }) => resourceId).sort()).toEqual(wanted.sort());
    expect(wanted.length > 0).toBe(state !== 'UserInitiated');
  },
);

test.each(QUESTIONS)('%s: what is swapped in meanwhile changes nothing in the answer', async (_, model) => {
  const before = bytesOf(await ask(model));
  const answer = ask(model);
  await nextTurn();
  big.swapAll();
  expect(bytesOf(await answer)).toBe(before);
  expect(bytesOf(await ask(model))).not.toBe(before);
});

test('nobody waits for an answer any more: the work ends', async () => {
  const controller = new AbortController();
  const answer = ask(TEXT_SORT, controller.signal);
  await nextTurn();
  controller.abort();
  await expect(answer).rejects.toMatchObject({ status: 499, code: 'Cancelled' });
  expect(await turnsDuring(() => answer.catch(() => undefined))).toBeLessThan(3);
});

test('many such questions at once share the turns: none holds the event loop for long', async () => {
  const many = () => Promise.all(Array.from({ length: 10 }, () => ask(TEXT_SORT)));
  await many();
  // The best of three: a machine that stands still once holds the loop too.
  const shares: number[] = [];
  for (let round = 0; round < 3; round++) {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const start = performance.now();
    expect(await turnsDuring(many)).toBeGreaterThan(20);
    clearInterval(timer);
    shares.push(longest / (performance.now() - start));
  }
  expect(Math.min(...shares)).toBeLessThan(1 / 3);
});
