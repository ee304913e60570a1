import type { ProcessingSchedule, Recurrence } from '../rows/alertProcessingRule.ts';
import { scheduleAt } from './schedule.ts';
import { WINDOWS_ZONES } from './windowsZones.ts';
import { momentOf, parseLocal, zoneOf } from './zonedTime.ts';

const every = (more: Partial<Recurrence>): Recurrence => ({
  type: 'Daily',
  start: null,
  end: null,
  weekdays: [],
  days: [],
  ...more,
});
const schedule = (more: Partial<ProcessingSchedule>): ProcessingSchedule => ({
  from: null,
  until: null,
  timeZone: 'UTC',
  recurrences: [],
  ...more,
});
const at = (text: string) => Date.parse(text);
const shown = (one: ProcessingSchedule | null, now: string) => {
  const { active, until, next } = scheduleAt(one, at(now));
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString().slice(0, 16));
  return [active, iso(until), iso(next)];
};

test('without a schedule a rule always holds', () => {
  expect(shown(null, '2026-11-20T12:00:00Z')).toEqual([true, null, null]);
});

test('from and until are local times of the zone', () => {
  const one = schedule({
    from: '2026-11-20T08:00:00',
    until: '2026-11-21T08:00:00',
    timeZone: 'Pacific Standard Time',
  });
  expect(shown(one, '2026-11-20T15:59:00Z')).toEqual([false, '2026-11-20T16:00', '2026-11-20T16:00']);
  expect(shown(one, '2026-11-20T16:00:00Z')).toEqual([true, '2026-11-21T16:00', null]);
  expect(shown(one, '2026-11-21T16:00:00Z')).toEqual([false, null, null]);
});

test('a night ends on the next day, and keeps its local time when summer time ends', () => {
  const one = schedule({
    timeZone: 'W. Europe Standard Time',
    recurrences: [every({ start: '22:00:00', end: '06:00:00' })],
  });
  expect(shown(one, '2026-11-20T03:00:00Z')).toEqual([true, '2026-11-20T05:00', null]);
  expect(shown(one, '2026-11-20T12:00:00Z')).toEqual([false, '2026-11-20T21:00', '2026-11-20T21:00']);
  expect(shown(one, '2026-10-24T21:00:00Z')).toEqual([true, '2026-10-25T05:00', null]);
});

test('weekly: whole days that follow each other are one time; monthly: days of the month', () => {
  const weekend = schedule({ recurrences: [every({ type: 'Weekly', weekdays: ['Saturday', 'Sunday'] })] });
  expect(shown(weekend, '2026-11-20T12:00:00Z')).toEqual([false, '2026-11-21T00:00', '2026-11-21T00:00']);
  expect(shown(weekend, '2026-11-21T12:00:00Z')).toEqual([true, '2026-11-23T00:00', null]);
  const first = schedule({ recurrences: [every({ type: 'Monthly', days: [1], start: '02:00', end: '04:00' })] });
  expect(shown(first, '2026-11-20T12:00:00Z')).toEqual([false, '2026-12-01T02:00', '2026-12-01T02:00']);
});

test('it begins no earlier than its first day', () => {
  const one = schedule({ from: '2027-03-01T00:00:00', recurrences: [every({ start: '10:00', end: '11:00' })] });
  expect(shown(one, '2026-11-20T10:30:00Z')).toEqual([false, '2027-03-01T10:00', '2027-03-01T10:00']);
});

test('every zone of the table is one that this runtime knows; others count as UTC', () => {
  expect(WINDOWS_ZONES.size).toBeGreaterThan(130);
  expect([...WINDOWS_ZONES.keys()].filter((name) => zoneOf(name) === null)).toEqual([]);
  expect(WINDOWS_ZONES.get('W. Europe Standard Time')).toBe('Europe/Berlin');
  expect(zoneOf('Nowhere Standard Time')).toBeNull();
  expect(shown(schedule({ timeZone: 'Nowhere', until: '2026-11-20T13:00:00' }), '2026-11-20T12:00:00Z')).toEqual([
    true,
    '2026-11-20T13:00',
    null,
  ]);
});

test('local times that summer time skips or repeats', () => {
  const moment = (text: string) => new Date(momentOf(parseLocal(text) as never, 'Europe/Berlin')).toISOString();
  expect(moment('2026-03-29T02:30:00')).toMatch(/^2026-03-29T0[01]:30/);
  expect(moment('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z');
});
