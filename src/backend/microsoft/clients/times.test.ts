import { readTime } from './times.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

test.each([
  ['ISO text', '2026-11-20T12:00:00Z', NOON],
  ['ISO text with an offset', '2026-11-20T13:00:00+01:00', NOON],
  ['seven digits of a second', '2026-11-20T12:00:00.0000000Z', NOON],
  ['milliseconds', NOON, NOON],
  ['milliseconds as text', String(NOON), NOON],
  ['seconds', NOON / 1000, NOON],
  ["the old JSON serializer's form", `/Date(${NOON})/`, NOON],
  ['no time: 0', 0, null],
  ["no time: .NET's first year", '0001-01-01T00:00:00Z', null],
  ['a word', 'soon', null],
  ['nothing', null, null],
  ['an object', {}, null],
])('%s', (_, given, expected) => {
  expect(readTime(given)).toBe(expected);
});
