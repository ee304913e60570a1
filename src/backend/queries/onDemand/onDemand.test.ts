import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import { approximateBytes } from './answerCache.ts';
import { createOnDemand, type OnDemandLimits, type Question } from './onDemand.ts';

/** Questions here bring their own answers and never look at it. */
const MICROSOFT = {} as Microsoft;
const signal = () => new AbortController().signal;

function room(limits: Partial<OnDemandLimits> = {}) {
  let now = 1_000_000;
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const onDemand = createOnDemand({ microsoft: MICROSOFT, clock, limits });
  return { onDemand, pass: (ms: number) => (now += ms) };
}

const A = { tenantId: 'a', credentialId: 'one' };

/** Answers with how often it was read. */
function counting(more: Partial<Question<number>> = {}) {
  let reads = 0;
  const question: Question<number> = {
    kind: 'test',
    access: A,
    parts: ['x'],
    freshMs: 1000,
    read: () => Promise.resolve(++reads),
    ...more,
  };
  return { question, reads: () => reads };
}

test('an answer is read once for as long as it is new', async () => {
  const { onDemand, pass } = room();
  const { question } = counting();
  expect(await onDemand.ask(question, signal())).toEqual({ value: 1, readAt: 1_000_000, failure: null });
  pass(999);
  expect(await onDemand.ask(question, signal())).toMatchObject({ value: 1, readAt: 1_000_000 });
  pass(1);
  expect(await onDemand.ask(question, signal())).toMatchObject({ value: 2, readAt: 1_001_000 });
});

test.each<[string, Partial<Question<number>>]>([
  ['tenant', { access: { ...A, tenantId: 'b' } }],
  ['credential', { access: { ...A, credentialId: 'two' } }],
  ['kind', { kind: 'other' }],
  ['part', { parts: ['y'] }],
  ['number of parts', { parts: ['x', null] }],
])('an answer is not given to a question of another %s', async (_, difference) => {
  const { onDemand } = room();
  const { question, reads } = counting();
  await onDemand.ask(question, signal());
  await onDemand.ask({ ...question, ...difference }, signal());
  expect(reads()).toBe(2);
});

test('two data sources share nothing', async () => {
  const { question, reads } = counting();
  await room().onDemand.ask(question, signal());
  await room().onDemand.ask(question, signal());
  expect(reads()).toBe(2);
});

/** A question whose answer comes when the test says so. */
function pending() {
  const stops: AbortSignal[] = [];
  let finish: (value: string) => void = () => undefined;
  const question: Question<string> = {
    kind: 'slow',
    access: A,
    parts: [],
    freshMs: 1000,
    read: (_, { signal: stop }) => {
      stops.push(stop);
      return new Promise((resolve, reject) => {
        finish = resolve;
        stop.addEventListener('abort', () => reject(stop.reason as Error));
      });
    },
  };
  return { question, stops, finish: (value: string) => finish(value) };
}

test('who asks the same at the same time waits for the one read', async () => {
  const { onDemand } = room();
  const { question, stops, finish } = pending();
  const all = Promise.all([1, 2, 3].map(() => onDemand.ask(question, signal())));
  finish('done');
  expect((await all).map(({ value }) => value)).toEqual(['done', 'done', 'done']);
  expect(stops).toHaveLength(1);
});

test('work goes on while somebody waits, and stops when the last has gone', async () => {
  const { onDemand } = room();
  const { question, stops } = pending();
  const [one, two] = [new AbortController(), new AbortController()];
  const asked = [onDemand.ask(question, one.signal), onDemand.ask(question, two.signal)];
  one.abort();
  await expect(asked[0]).rejects.toMatchObject({ code: 'Cancelled' });
  expect(stops[0]?.aborted).toBe(false);
  two.abort();
  await expect(asked[1]).rejects.toMatchObject({ code: 'Cancelled' });
  expect(stops[0]?.aborted).toBe(true);
  // Nobody is handed the end of work that was stopped.
  const third = new AbortController();
  const again = onDemand.ask(question, third.signal);
  expect(stops).toHaveLength(2);
  third.abort();
  await expect(again).rejects.toMatchObject({ code: 'Cancelled' });
});

test('a panel waits no longer than it can; the answer is there for the next refresh', async () => {
  const { onDemand } = room({ waitMs: 10 });
  const { question, stops, finish } = pending();
  await expect(onDemand.ask(question, signal())).rejects.toMatchObject({ code: 'TookTooLong', status: 504 });
  expect(stops[0]?.aborted).toBe(false);
  finish('late');
  await new Promise((resolve) => setImmediate(resolve));
  expect(await onDemand.ask(question, signal())).toMatchObject({ value: 'late' });
  expect(stops).toHaveLength(1);
});

test('work that nobody could wait for ends by itself', async () => {
  const { onDemand } = room({ waitMs: 5, flightMs: 10 });
  const { question, stops } = pending();
  await expect(onDemand.ask(question, signal())).rejects.toMatchObject({ code: 'TookTooLong' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stops[0]?.aborted).toBe(true);
});

const REFUSED = new CspError('No.', { code: 'AuthorizationFailed', status: 403, source: 'downstream' });

test('a refusal is believed for a while', async () => {
  const { onDemand, pass } = room({ refusalMs: 100 });
  let reads = 0;
  const question = counting({
    read: () => {
      reads += 1;
      return Promise.reject(REFUSED);
    },
  }).question;
  await expect(onDemand.ask(question, signal())).rejects.toBe(REFUSED);
  await expect(onDemand.ask(question, signal())).rejects.toBe(REFUSED);
  expect(reads).toBe(1);
  pass(101);
  await expect(onDemand.ask(question, signal())).rejects.toBe(REFUSED);
  expect(reads).toBe(2);
});

test('an older answer stands in for a failed read only where the question says so, and says why', async () => {
  const { onDemand, pass } = room();
  const ask = (keepMs: number, fails: boolean) =>
    onDemand.ask(
      counting({ parts: [keepMs], keepMs, read: () => (fails ? Promise.reject(REFUSED) : Promise.resolve(7)) })
        .question,
      signal(),
    );
  await ask(0, false);
  await ask(5000, false);
  pass(2000);
  await expect(ask(0, true)).rejects.toBe(REFUSED);
  expect(await ask(5000, true)).toEqual({ value: 7, readAt: 1_000_000, failure: REFUSED });
  pass(5000);
  await expect(ask(5000, true)).rejects.toBe(REFUSED);
});

test('keeps at most so many answers, those that are used', async () => {
  const { onDemand } = room({ answers: 2 });
  const questions = ['a', 'b', 'c'].map((part) => counting({ parts: [part] }));
  const ask = (index: number) => onDemand.ask(questions[index]?.question as Question<number>, signal());
  await ask(0);
  await ask(1);
  await ask(0);
  await ask(2);
  await ask(0);
  await ask(1);
  expect(questions.map(({ reads }) => reads())).toEqual([1, 2, 1]);
});

test('keeps at most so many bytes, and nothing that is bigger than all of it', async () => {
  const { onDemand } = room({ bytes: 3_000 });
  let reads = 0;
  const ask = (part: string, length: number) => {
    const read = () => {
      reads += 1;
      return Promise.resolve('x'.repeat(length));
    };
    return onDemand.ask({ kind: 'test', access: A, parts: [part], freshMs: 1000, read }, signal());
  };
  await ask('big', 2_000);
  await ask('big', 2_000);
  expect(reads).toBe(2);
  await ask('a', 1_000);
  await ask('b', 1_000);
  await ask('b', 1_000);
  expect(reads).toBe(4);
  await ask('a', 1_000);
  expect(reads).toBe(5);
});

test('so many questions are under way at once, and none after the end', async () => {
  const { onDemand } = room({ flights: 1 });
  const { question } = pending();
  const first = onDemand.ask(question, signal());
  await expect(onDemand.ask({ ...question, parts: ['other'] }, signal())).rejects.toMatchObject({ code: 'TooBusy' });
  onDemand.close();
  await expect(first).rejects.toBeInstanceOf(CspError);
  await expect(onDemand.ask(counting().question, signal())).rejects.toMatchObject({ code: 'TooBusy' });
});

test('sizes are about right', () => {
  expect(approximateBytes('abcd')).toBe(32);
  expect(approximateBytes(new Float64Array(100))).toBe(864);
  expect(approximateBytes([{ a: 1, b: ['x', null] }])).toBeGreaterThan(100);
});

test('an answer of before the clock was set back is not shown as new, and a refusal lasts no longer for it', async () => {
  const { onDemand, pass } = room({ refusalMs: 1000 });
  const { question } = counting({ keepMs: 1000 });
  await onDemand.ask(question, signal());
  const refused = { ...question, parts: ['y'], read: () => Promise.reject(new Error('no')) };
  await expect(onDemand.ask(refused, signal())).rejects.toThrow();
  pass(-900_000);
  expect(await onDemand.ask(question, signal())).toMatchObject({ value: 2, readAt: 100_000 });
  await expect(onDemand.ask(refused, signal())).rejects.toThrow();
  pass(1000);
  expect(await onDemand.ask({ ...refused, read: () => Promise.resolve(3) }, signal())).toMatchObject({ value: 3 });
});
