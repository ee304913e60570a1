import { WINDOWS_ZONES } from './windowsZones.ts';

/** A date and time on the clocks of some zone. */
export interface LocalTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** IANA name of a zone that Azure named, or null where nobody knows it. */
export function zoneOf(name: string): string | null {
  const zone = WINDOWS_ZONES.get(name) ?? name;
  try {
    formatOf(zone);
    return zone;
  } catch {
    return null;
  }
}

/** What the clocks of an IANA zone show at a moment. */
export function localTime(at: number, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** When the clocks of a zone show this, ms. A time that summer time skips is taken as if it didn't; of one that comes twice the first. */
export function momentOf(local: LocalTime, zone: string): number {
  const wanted = asUtc(local);
  const earlier = wanted - offsetAt(wanted - DAY, zone);
  const later = wanted - offsetAt(wanted + DAY, zone);
  return earlier === later || asUtc(localTime(earlier, zone)) === wanted ? earlier : later;
}

const DAY = 86_400_000;

/** How far a zone's clocks are ahead of UTC at a moment, ms. */
function offsetAt(at: number, zone: string): number {
  return asUtc(localTime(at, zone)) - Math.floor(at / 1000) * 1000;
}

/** Ms since the epoch if the local time were one of UTC. */
export function asUtc({ year, month, day, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Takes the date and time of `2026-11-20T22:00:00`, with or without seconds and zone; null for any other text. */
export function parseLocal(text: string): LocalTime | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/.exec(text);
  if (!match) {
    return null;
  }
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return { year: year as number, month: month as number, day: day as number, hour, minute, second };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
