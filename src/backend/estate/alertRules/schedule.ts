import type { ProcessingSchedule, Recurrence } from '../rows/alertProcessingRule.ts';
import { asUtc, type LocalTime, localTime, momentOf, parseLocal, zoneOf } from './zonedTime.ts';

/** Where a schedule stands at some moment. */
export interface ScheduleState {
  active: boolean;
  /** When that ends, ms; null: never, or not within the months looked at. */
  until: number | null;
  /** When it is active next, ms; null: never again, or it is now. */
  next: number | null;
}

type Span = [from: number, to: number];

const DAY = 86_400_000;
/** Monthly schedules come at least this often, the 31st too. */
const DAYS_AHEAD = 63;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * Is a schedule active, until when, and when next? An unknown time zone counts as UTC: a rule that silences shall not
 * be passed over for its zone. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules#scheduling-alert-processing-rules
 */
export function scheduleAt(schedule: ProcessingSchedule | null, now: number): ScheduleState {
  if (!schedule) {
    return { active: true, until: null, next: null };
  }
  const zone = zoneOf(schedule.timeZone) ?? 'UTC';
  const from = limit(schedule.from, zone, -Infinity);
  const to = limit(schedule.until, zone, Infinity);
  const spans =
    schedule.recurrences.length === 0
      ? [[from, to] as Span]
      : merged(
          schedule.recurrences
            .flatMap((one) => spansOf(one, zone, Math.max(now, from === -Infinity ? now : from)))
            .map(([start, end]): Span => [Math.max(start, from), Math.min(end, to)])
            .filter(([start, end]) => start < end),
        );
  const current = spans.find(([start, end]) => start <= now && now < end);
  if (current) {
    return { active: true, until: Number.isFinite(current[1]) ? current[1] : null, next: null };
  }
  const next = spans.find(([start]) => start > now)?.[0] ?? null;
  return { active: false, until: next, next };
}

function limit(text: string | null, zone: string, otherwise: number): number {
  const local = text === null ? null : parseLocal(text);
  return local ? momentOf(local, zone) : otherwise;
}

/** Times of a recurrence from the day before on. */
function spansOf(recurrence: Recurrence, zone: string, from: number): Span[] {
  const spans: Span[] = [];
  const today = asUtc({ ...localTime(from, zone), hour: 0, minute: 0, second: 0 });
  for (let index = -1; index <= DAYS_AHEAD; index++) {
    const date = new Date(today + index * DAY);
    if (isOn(recurrence, date)) {
      spans.push([moment(date, recurrence.start ?? '00:00', zone), end(recurrence, date, zone)]);
    }
  }
  return spans;
}

function end({ start, end: last }: Recurrence, date: Date, zone: string): number {
  const next = last === null || last <= (start ?? '00:00');
  return moment(next ? new Date(date.getTime() + DAY) : date, last ?? '00:00', zone);
}

/** `date` is a day on the zone's calendar, as midnight UTC. */
function moment(date: Date, time: string, zone: string): number {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const local: LocalTime = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour,
    minute,
    second,
  };
  return momentOf(local, zone);
}

function isOn({ type, weekdays, days }: Recurrence, date: Date): boolean {
  switch (type.toLowerCase()) {
    case 'weekly':
      return weekdays.some((day) => day.toLowerCase() === WEEKDAYS[date.getUTCDay()]);
    case 'monthly':
      return days.includes(date.getUTCDate());
    default:
      return true;
  }
}

/** In order, with those that touch made one. */
function merged(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && span[0] <= last[1]) {
      last[1] = Math.max(last[1], span[1]);
    } else {
      result.push([...span]);
    }
  }
  return result;
}
