import type { Exchange, Reply } from '../../core/http.ts';
import { graphError } from './errors.ts';

const KNOWN_OPTIONS = new Set(['$top', '$skiptoken', '$filter', '$select']);

export interface Collection<T extends object> {
  /** As `@odata.context` names it. */
  name: string;
  rows: readonly T[];
  pageSize: number;
  maxTop: number;
}

/** One page of a collection, with `$select` applied, and a next link that carries the whole query. */
export function page<T extends object>(x: Exchange, collection: Collection<T>): Reply {
  const { name, rows, pageSize, maxTop } = collection;
  for (const option of x.query.keys()) {
    if (option.startsWith('$') && !KNOWN_OPTIONS.has(option.toLowerCase())) {
      throw graphError('Request_UnsupportedQuery', x, `The query option '${option}' is not supported here.`);
    }
  }
  const top = x.query.get('$top');
  const size = top === null ? pageSize : Number(top);
  if (!Number.isInteger(size) || size < 1 || size > maxTop) {
    throw graphError(
      'Request_BadRequest',
      x,
      `Invalid page size specified: '${top ?? ''}'. Must be between 1 and ${maxTop}.`,
    );
  }
  const from = readToken(x);
  const end = from + size;
  const next = end < rows.length ? { '@odata.nextLink': nextLink(x, end) } : {};
  const value = rows.slice(from, end).map((row) => select(x, row));
  return { status: 200, body: { '@odata.context': `${x.origin}/v1.0/$metadata#${name}`, ...next, value } };
}

/** The fields that `$select` names, or all. */
export function select<T extends object>(x: Exchange, row: T): Partial<T> {
  const names = x.query
    .get('$select')
    ?.split(',')
    .map((one) => one.trim());
  const kept = ([name]: [string, unknown]): boolean => !names || names.includes(name) || name.startsWith('@odata');
  return Object.fromEntries(Object.entries(row).filter(kept)) as Partial<T>;
}

function readToken(x: Exchange): number {
  const token = x.query.get('$skiptoken');
  const from = /^from:(\d+)$/.exec(Buffer.from(token ?? '', 'base64url').toString())?.[1];
  if (token !== null && from === undefined) {
    throw graphError('Request_BadRequest', x, 'The skip token is invalid.');
  }
  return Number(from ?? 0);
}

function nextLink(x: Exchange, from: number): string {
  const kept = [...x.query].filter(([name]) => name.toLowerCase() !== '$skiptoken');
  const pairs = [...kept, ['$skiptoken', Buffer.from(`from:${from}`).toString('base64url')] as const];
  return `${x.origin}${x.path}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** `property eq 'value'` joined by `and`, of the properties that this collection can be filtered by. */
export function readFilter(x: Exchange, properties: readonly string[]): Array<{ property: string; value: string }> {
  const filter = x.query.get('$filter');
  if (filter === null) {
    return [];
  }
  return filter.split(/\s+and\s+/i).map((term) => {
    const [, property, value] = /^\s*([\w/]+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(term) ?? [];
    if (property === undefined || value === undefined || !properties.includes(property)) {
      throw graphError('Request_UnsupportedQuery', x, `The filter '${filter}' is invalid or not supported.`);
    }
    return { property, value: value.replaceAll("''", "'") };
  });
}
