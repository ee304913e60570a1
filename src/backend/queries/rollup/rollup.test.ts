import { parseRollup } from './parseRollup.ts';
import { memberValue, rollUp } from './rollup.ts';

const percentage = (share: number) => ({ policy: 'percentage' as const, percentage: share });

test.each([
  ['worstOf', 100, 4],
  ['bestOf', 100, 0],
  ['percentage', 60, 0],
  ['percentage', 61, 3],
  ['percentage', 80, 3],
  ['percentage', 81, 4],
  ['percentage', 1, 0],
] as const)('six healthy, two degraded, two unavailable: %s %d', (policy, share, value) => {
  expect(rollUp([6, 0, 0, 2, 2], { policy, percentage: share })).toBe(value);
});

test('no member that counts, no state', () => {
  expect(rollUp([0, 0, 0, 0, 0], percentage(50))).toBeNull();
});

test('a larger percentage is never healthier, between best and worst', () => {
  for (let round = 0; round < 100; round++) {
    const counts = [round % 5, (round * 7) % 3, (round * 3) % 4, (round * 11) % 5, 1 + (round % 2)];
    const values = [1, 20, 40, 60, 80, 100].map((share) => rollUp(counts, percentage(share)) as number);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[0]).toBe(rollUp(counts, { policy: 'bestOf', percentage: 100 }));
    expect(values.at(-1)).toBe(rollUp(counts, { policy: 'worstOf', percentage: 100 }));
  }
});

test('members that are unread or in maintenance count as the query says', () => {
  const rules = { unreadMembers: 'unavailable', maintenanceMembers: 'ignore' } as const;
  expect(memberValue({ value: null, maintenance: false }, rules)).toBe(4);
  expect(memberValue({ value: 4, maintenance: true }, rules)).toBeNull();
  expect(memberValue({ value: 4, maintenance: false }, rules)).toBe(4);
  expect(memberValue({ value: 2, maintenance: true }, { ...rules, maintenanceMembers: 'degraded' })).toBe(3);
});

test.each([
  [{ policy: 'most' }, 'rollup.policy'],
  [{ policy: 'percentage', percentage: 0 }, 'percentage'],
  [{ byType: { 'Microsoft.Web/sites': 5 } }, 'rollup.byType of Microsoft.Web/sites'],
  [{ maintenanceMembers: 'red' }, 'rollup.maintenanceMembers'],
  ['worst', 'not a JSON object'],
])('%j is refused with a sentence', (value, sentence) => {
  expect(() => parseRollup(value)).toThrow(sentence);
});
