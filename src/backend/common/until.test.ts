import { Until } from './until.ts';

const HOUR = 3_600_000;

test('it holds for as long as it was meant to', () => {
  const until = new Until(HOUR, 1_000);
  expect([HOUR, HOUR + 400, HOUR + 1_000, 9 * HOUR].map((now) => until.leftMs(now))).toEqual([1_000, 600, 0, 0]);
});

test('a clock that is set back makes it no longer', () => {
  const until = new Until(8 * HOUR, 1_000);
  expect(until.leftMs(8 * HOUR + 400)).toBe(600);
  expect([HOUR, HOUR + 500, HOUR + 600].map((now) => until.leftMs(now))).toEqual([600, 100, 0]);
});

test('what is over stays over, and what has no end has none', () => {
  const over = new Until(8 * HOUR, 1_000);
  over.leftMs(9 * HOUR);
  expect(over.leftMs(HOUR)).toBe(0);
  const endless = new Until(8 * HOUR, Infinity);
  expect([9 * HOUR, HOUR].map((now) => endless.leftMs(now))).toEqual([Infinity, Infinity]);
});
