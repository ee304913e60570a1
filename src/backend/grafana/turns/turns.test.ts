import { Turns } from './turns.ts';

test('what else the event loop has to do comes between two pieces of work', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const other = setImmediate(function again() {
    order.push('other');
    if (order.length < 8) {
      setImmediate(again);
    }
  });
  await Promise.all(['a', 'b', 'c'].map(async (name) => (await turns.next(), order.push(name))));
  clearImmediate(other);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => order.indexOf(name)) as [number, number, number];
  expect(order.slice(a, b)).toContain('other');
  expect(order.slice(b, c)).toContain('other');
});
