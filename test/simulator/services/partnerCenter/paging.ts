import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { partnerCenterError } from './errors.ts';

const MAX_SIZE = 500;

/**
 * One page of a collection. The next one is asked for with the same URL, `seekOperation=Next` and the token in a header.
 * https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers
 */
export function page<T>(
  simulation: Simulation,
  exchange: Exchange,
  all: readonly T[],
  shape: (row: T) => unknown,
): Reply {
  const asked = Number(exchange.query.get('size') ?? 0);
  if (!Number.isInteger(asked) || asked < 0) {
    throw partnerCenterError('2000');
  }
  const size = asked === 0 ? Math.max(1, all.length) : Math.min(asked, MAX_SIZE);
  const offset = startOf(exchange, all.length);
  const rows = all.slice(offset, offset + size);
  const { behaviour } = simulation;
  const end = offset + rows.length;
  const more = end < all.length || (behaviour.partnerCenterEnd === 'error2000' && rows.length > 0);
  const prefix = linkPrefix(behaviour.partnerCenterLinks, offset / size);
  const token = Buffer.from(`offset ${end}`).toString('base64url');
  const uri = `${prefix}${exchange.path.replace(/^\/v1/i, '')}?size=${asked || size}`;
  const next = {
    uri: `${uri}&seekOperation=Next`,
    method: 'GET',
    headers: [{ key: 'MS-ContinuationToken', value: token }],
  };
  const body = {
    totalCount: behaviour.partnerCenterTotal === 'all' ? all.length : rows.length,
    items: rows.map(shape),
    ...(more && { continuationToken: token }),
    links: { self: { uri, method: 'GET', headers: [] }, ...(more && { next }) },
    attributes: { objectType: 'Collection' },
  };
  return { status: 200, body };
}

function startOf(exchange: Exchange, length: number): number {
  const seek = exchange.query.get('seekOperation');
  if (seek === null) {
    return 0;
  }
  const token = String(exchange.headers['ms-continuationtoken'] ?? '');
  const offset = /^offset (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (seek.toLowerCase() !== 'next' || offset === undefined || Number(offset) >= length) {
    throw partnerCenterError('2000');
  }
  return Number(offset);
}

function linkPrefix(links: 'v1' | 'bare' | 'mixed', pageNumber: number): string {
  if (links === 'mixed') {
    return Math.floor(pageNumber) % 2 === 0 ? '/v1' : '';
  }
  return links === 'v1' ? '/v1' : '';
}
