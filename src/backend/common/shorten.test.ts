import { shorten } from './shorten.ts';

test('what people can read stays as it is', () => {
  expect(shorten('Choose a query type.')).toBe('Choose a query type.');
  expect(shorten('x'.repeat(4_000))).toHaveLength(4_000);
});

test('of what is too long its beginning and its end stay', () => {
  const text = shorten(`Unknown query type '${'x'.repeat(1_000_000)}'. It is one of: customers.`);
  expect(text).toMatch(/^Unknown query type 'x+… \([\d,]+ characters\) …x+'\. It is one of: customers\.$/);
  expect(text.length).toBeLessThan(4_000);
});

test('no character is cut in half', () => {
  const text = shorten('🧑‍🚀'.repeat(1_000) + '🧑');
  expect(Buffer.from(text).toString()).toBe(text);
});
