import { cutDepth, isTooDeep, MOST_LEVELS } from './jsonDepth.ts';

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

test.each([
  ['nothing', '', false],
  ['a number', '5', false],
  ['as many lists as are taken', lists(MOST_LEVELS), false],
  ['one list more', lists(MOST_LEVELS + 1), true],
  ['10,000 objects', objects(10_000), true],
  ['many beside each other', `[${'[],'.repeat(1_000)}[]]`, false],
  ['brackets in a text', JSON.stringify(['['.repeat(500)]), false],
  ['brackets in a text with quotes and backslashes', JSON.stringify([`"\\${'['.repeat(500)}\\\\"`, '\\']), false],
  ['brackets after a text that ends with a backslash', `["\\\\",${lists(MOST_LEVELS)}]`, true],
  ['a text without an end', `"${'['.repeat(500)}`, false],
])('%s', (_, text, expected) => {
  expect(isTooDeep(text)).toBe(expected);
});

test('what lies too deep becomes null, and the rest stays', () => {
  const cut = cutDepth({ good: 1, deep: JSON.parse(objects(10_000)), list: JSON.parse(lists(10_000)) }) as object;
  const text = JSON.stringify(cut);
  expect(isTooDeep(text)).toBe(false);
  expect(text).toContain('"good":1');
  const just = JSON.parse(objects(MOST_LEVELS)) as object;
  expect(JSON.stringify(cutDepth(structuredClone(just)))).toBe(JSON.stringify(just));
});
