import type { Table } from '../../../src/backend/common/table.ts';
import { SharedAnswers } from '../../../src/backend/queries/answers/sharedAnswers.ts';
import type { Snapshot } from '../../../src/backend/estate/model/snapshot.ts';
import type { QueryContext } from '../../../src/backend/queries/context.ts';
import type { Caller } from '../../../src/backend/queries/visibility/caller.ts';
import { createVisibility } from '../../../src/backend/queries/visibility/visibility.ts';
import { readVisibility } from '../../../src/backend/settings/visibility.ts';
import { ManualClock } from '../../estate/manualClock.ts';
import { BigEstate } from './bigEstate.ts';
import { rowsOf, TestEstate } from '../estate.ts';

let asked: TestEstate;
beforeAll(async () => {
  asked = await TestEstate.start({ begin: false });
});
afterAll(() => asked.close());

const MODEL = { queryType: 'healthSummary', groupBy: 'resourceType' };

/** A crowd in front of one estate. */
function crowd() {
  const big = new BigEstate(8, 20);
  const clock = new ManualClock(asked.clock.now());
  const base = () => ({ ...asked.seenBy(EVERYBODY), snapshot: big.snapshot, now: clock.now() });
  const answers = new SharedAnswers(base, clock);
  const ask = (model: object = MODEL, more: Partial<QueryContext> = {}) =>
    answers.ask(model, (of) => ({ ...of, from: 0, to: clock.now(), fromAlert: false, ...more }));
  const many = (count: number, model?: object, more?: Partial<QueryContext>) =>
    Promise.all(Array.from({ length: count }, () => ask(model, more)));
  return { big, clock, answers, ask, many };
}
const EVERYBODY: Caller = { orgId: 1, user: undefined, fromAlert: false };

test('a crowd that asks the same gets one answer, as does who comes within the second', async () => {
  const { ask, many, big, clock } = crowd();
  const shared = (await many(40)).slice(4).map(([table]) => table);
  expect(new Set(shared).size).toBe(1);
  big.swapAll();
  clock.advance(500);
  expect((await ask())[0]).toBe(shared[0]);
  clock.advance(600);
  expect((await ask())[0]?.columns).not.toEqual(shared[0]?.columns);
});

test('while its answers are worked out, and for as long again, a picture stays; but not for ever', async () => {
  const { many, big, clock } = crowd();
  const slow = many(10);
  big.swapAll();
  clock.advance(3_000);
  const late = many(10);
  const shared = (await slow).at(-1)?.[0];
  expect((await late).at(-1)?.[0]).toBe(shared);
  clock.advance(900);
  const resting = many(10);
  clock.advance(900);
  const stillResting = many(10);
  expect((await resting).at(-1)?.[0]).toBe(shared);
  expect((await stillResting).at(-1)?.[0]).toBe(shared);
  clock.advance(900);
  await many(10);
  clock.advance(900);
  expect((await many(10)).at(-1)?.[0]?.columns).not.toEqual(shared?.columns);
});

test('a picture whose answers never get done is given up after ten seconds', async () => {
  const { many, big, clock } = crowd();
  const slow = many(10);
  big.swapAll();
  clock.advance(10_000);
  const late = many(10);
  const shared = (await slow).at(-1)?.[0];
  expect((await late).at(-1)?.[0]?.columns).not.toEqual(shared?.columns);
});

test('while few ask, everybody is answered from the newest picture', async () => {
  const { ask, big } = crowd();
  const [first] = await ask();
  const [same] = await ask();
  expect(same).not.toBe(first);
  expect(same?.columns).toEqual(first?.columns);
  big.swapAll();
  expect((await ask())[0]?.columns).not.toEqual(first?.columns);
});

test('in a crowd too, a change that was told of is seen', async () => {
  const { many, ask, big, answers } = crowd();
  const busy = many(10);
  const before = (await ask())[0];
  big.swapAll();
  const still = many(10);
  const old = (await ask())[0];
  answers.renew();
  const news = (await ask())[0];
  await Promise.all([busy, still]);
  expect(old).toBe(before);
  expect(news?.columns).not.toEqual(before?.columns);
});

test('who leaves takes nobody along; when all have left, the work ends', async () => {
  const { many } = crowd();
  const leaving = new AbortController();
  const gone = many(10, MODEL, { signal: leaving.signal });
  const staying = many(3);
  leaving.abort();
  await expect(gone).rejects.toMatchObject({ code: 'Cancelled' });
  expect(await staying).toHaveLength(3);
  expect(await many(10)).toHaveLength(10);
});

test('different questions, and what depends on the time range, are not mixed up', async () => {
  const { many, ask } = crowd();
  const busy = many(10);
  const byType = await ask();
  const byPlace = await ask({ ...MODEL, groupBy: 'location' });
  expect(byType[0]?.columns[0]?.name).toBe('resourceType');
  expect(byPlace[0]?.columns[0]?.name).toBe('location');
  const changes = { queryType: 'changes' };
  expect((await ask(changes))[0]).not.toBe((await ask(changes))[0]);
  await busy;
});

test('what somebody may see is part of what is shared', async () => {
  const { many, answers } = crowd();
  const model = { queryType: 'customers' };
  const rule = { subject: 'login', values: ['adele'], allow: { customers: ['Customer 1'] } };
  const visibility = createVisibility(readVisibility({ rules: [rule] }, []));
  const adele = { orgId: 1, user: { login: 'adele', email: '', role: 'Viewer' }, fromAlert: false };
  const everybody = many(10, model);
  const hers = await Promise.all(
    [1, 2].map(() => answers.ask(model, (of) => visibility.narrow({ ...of, from: 0, to: 0, fromAlert: false }, adele))),
  );
  const namesIn = (tables: Table[]) => rowsOf(tables[0] as Table).map(({ customer }) => customer);
  expect(hers.map(namesIn)).toEqual([['Customer 1'], ['Customer 1']]);
  expect(hers[0]?.[0]).toBe(hers[1]?.[0]);
  expect((await everybody).map((tables) => namesIn(tables).length)).toEqual(new Array(10).fill(4));
});

test('an alert rule is answered from the newest picture, crowd or not', async () => {
  const { many, answers, big } = crowd();
  const busy = many(10);
  big.swapAll();
  const pictures: unknown[] = [];
  const asRule = (snapshot: Snapshot) => {
    pictures.push(snapshot);
    return { from: 0, to: 0, fromAlert: true };
  };
  await answers.ask(MODEL, (of) => ({ ...of, ...asRule(of.snapshot) })).catch(() => undefined);
  expect(pictures.at(-1)).toBe(big.snapshot);
  await busy;
});
