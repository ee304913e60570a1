import { Turns, TURN_MS } from './turns.ts';

/** Runs `count` pieces of work that begin in turns; where the event loop had turns of its own between them. */
async function order(count: number, work: () => void): Promise<('work' | 'other')[]> {
  const turns = new Turns();
  const happened: ('work' | 'other')[] = [];
  let other = setImmediate(function again() {
    happened.push('other');
    other = setImmediate(again);
  });
  await Promise.all(
    Array.from({ length: count }, async () => {
      await turns.next();
      happened.push('work');
      work();
    }),
  );
  clearImmediate(other);
  return happened;
}

function workALot(): void {
  for (const end = performance.now() + TURN_MS; performance.now() < end;) {}
}

test('what else the event loop has to do comes between two long pieces of work', async () => {
  const happened = await order(4, workALot);
  expect(happened.filter((one) => one === 'work')).toHaveLength(4);
  expect(happened.join(' ')).not.toContain('work work');
});

test('short pieces of work share turns, and all of them begin', async () => {
  const happened = await order(2_000, () => undefined);
  expect(happened.filter((one) => one === 'work')).toHaveLength(2_000);
  expect(happened.filter((one) => one === 'other').length).toBeLessThan(1_000);
});
