import type { Exchange } from '../../core/http.ts';
import { armError } from './errors.ts';

const MAX_TOP = 1000;

/** One page of a list, with a next link that is an absolute URL and carries an encoded `$skiptoken`. */
export function page<T>(
  exchange: Exchange,
  all: readonly T[],
  pageSize: number,
  shape: (row: T) => unknown,
): { value: unknown[]; nextLink?: string } {
  const top = exchange.query.get('$top');
  const asked = top === null ? pageSize : Number(top);
  if (!Number.isInteger(asked) || asked < 1 || asked > MAX_TOP) {
    throw armError(
      'BadRequest',
      `The value '${top ?? ''}' of $top is invalid: a number from 1 to ${MAX_TOP} is expected.`,
    );
  }
  const offset = readSkipToken(skipTokenOf(exchange), all.length);
  const rows = all.slice(offset, offset + asked);
  const end = offset + rows.length;
  return { value: rows.map(shape), ...(end < all.length && { nextLink: nextLink(exchange, end) }) };
}

function skipTokenOf(exchange: Exchange): string | null {
  return exchange.query.get('$skiptoken') ?? exchange.query.get('$skipToken');
}

function readSkipToken(token: string | null, length: number): number {
  if (token === null) {
    return 0;
  }
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (offset === undefined || Number(offset) > length) {
    throw armError('InvalidSkipToken');
  }
  return Number(offset);
}

function nextLink(exchange: Exchange, offset: number): string {
  const kept = [...exchange.query].filter(([key]) => key.toLowerCase() !== '$skiptoken');
  const pairs = [...kept, ['$skiptoken', Buffer.from(`from:${offset}`).toString('base64')] as const];
  const query = pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return `${exchange.origin}${encodeURI(exchange.path)}?${query}`;
}
