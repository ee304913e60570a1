import { asText, compare } from './values.ts';

/** Scalar functions that the simulator knows; datetimes are `Date`s, spans of time are milliseconds. */
export const FUNCTIONS: Readonly<Record<string, (values: unknown[], now: number) => unknown>> = {
  tostring: ([value]) => asText(value),
  tolower: ([value]) => asText(value).toLowerCase(),
  toupper: ([value]) => asText(value).toUpperCase(),
  isempty: ([value]) => asText(value) === '',
  isnotempty: ([value]) => asText(value) !== '',
  isnull: ([value]) => value === null || value === undefined,
  isnotnull: ([value]) => value !== null && value !== undefined,
  coalesce: (values) => values.find((one) => one !== null && one !== '') ?? null,
  not: ([value]) => value !== true,
  todatetime: ([value]) => toDate(value),
  toint: ([value]) => toNumber(value, Math.trunc),
  tolong: ([value]) => toNumber(value, Math.trunc),
  toreal: ([value]) => toNumber(value, (one) => one),
  todouble: ([value]) => toNumber(value, (one) => one),
  tobool: ([value]) => (asText(value) === '' ? null : asText(value).toLowerCase() === 'true'),
  now: (_, now) => new Date(now),
  ago: ([span], now) => new Date(now - Number(span)),
  strcat: (values) => values.map(asText).join(''),
  strlen: ([value]) => asText(value).length,
  array_length: ([value]) => (Array.isArray(value) ? value.length : null),
  iff: ([condition, yes, no]) => (condition === true ? yes : no),
  iif: ([condition, yes, no]) => (condition === true ? yes : no),
  split: ([value, by]) => asText(value).split(asText(by)),
  bin: ([value, size]) => bin(value, Number(size)),
};

/** Functions that take no argument. */
export const NULLARY = new Set(['now']);

export const AGGREGATES: Readonly<Record<string, (values: unknown[], rows: number) => unknown>> = {
  count: (_, rows) => rows,
  countif: (values) => values.filter((one) => one === true).length,
  dcount: (values) => new Set(values.map(asText).filter((one) => one !== '')).size,
  max: (values) => extreme(values, 1),
  min: (values) => extreme(values, -1),
  sum: (values) => numbers(values).reduce((sum, one) => sum + one, 0),
  avg: (values) => {
    const own = numbers(values);
    return own.length === 0 ? null : own.reduce((sum, one) => sum + one, 0) / own.length;
  },
  make_set: (values) => [...new Set(values.filter((one) => one !== null))],
  make_list: (values) => values.filter((one) => one !== null),
  any: ([value = null]) => value,
  take_any: ([value = null]) => value,
};

function toDate(value: unknown): Date | null {
  const date = value instanceof Date ? value : new Date(asText(value));
  return Number.isNaN(date.getTime()) ? null : date;
}

function toNumber(value: unknown, round: (value: number) => number): number | null {
  const number = value === true ? 1 : value === false ? 0 : Number(asText(value) || NaN);
  return Number.isNaN(number) ? null : round(number);
}

function bin(value: unknown, size: number): unknown {
  if (value instanceof Date) {
    return new Date(Math.floor(value.getTime() / size) * size);
  }
  return typeof value === 'number' ? Math.floor(value / size) * size : null;
}

function extreme(values: unknown[], sign: number): unknown {
  const known = values.filter((one) => one !== null && one !== undefined);
  return known.reduce<unknown>((best, one) => (best === null || sign * compare(one, best) > 0 ? one : best), null);
}

function numbers(values: unknown[]): number[] {
  return values.filter((one): one is number => typeof one === 'number');
}
