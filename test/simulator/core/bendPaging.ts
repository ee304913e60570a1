import type { Effect } from './faults.ts';
import type { Exchange, Reply } from './http.ts';

const FOREIGN = 'https://collector.invalid';
/** Marks pages that only a fault led to: `again1`, `again2`, … */
const AGAIN = /\bagain(\d*)\b/;

/** How often a fault has led this list on so far. */
function turnOf(exchange: Exchange, rawPath: string): number {
  const places = [rawPath, exchange.body, String(exchange.headers['ms-continuationtoken'] ?? '')];
  return Number(places.map((place) => AGAIN.exec(place)?.[1]).find((turn) => turn) ?? 0);
}

/** The request as it would be without what a fault put into the link to it. */
export function withoutFaultsPage(exchange: Exchange): Exchange {
  const marked = AGAIN.test(`${exchange.body} ${String(exchange.headers['ms-continuationtoken'] ?? '')}`);
  if (!marked) {
    return exchange;
  }
  const { 'ms-continuationtoken': _, ...headers } = exchange.headers;
  exchange.query.delete('seekOperation');
  return { ...exchange, headers, body: exchange.body.replace(/,?"\$skipToken":"again\d*"/, '') };
}

/**
 * Leads the paging of a good answer to another host, back to this page, on to ever new pages, or to this page's rows
 * once more.
 */
export function bendPaging(effect: Effect | undefined, reply: Reply, exchange: Exchange, rawPath: string): Reply {
  const turn = turnOf(exchange, rawPath);
  if (effect === 'foreignNextLink') {
    return linkTo(`${FOREIGN}${rawPath}`, 'again', reply, exchange);
  }
  if (effect === 'endlessNextLink') {
    return linkTo(`${exchange.origin}${rawPath}`, 'again', reply, exchange);
  }
  if (effect === 'freshNextLink' || (effect === 'repeatedPage' && turn === 0)) {
    const token = `again${turn + 1}`;
    const path = rawPath.replace(/[?&]page=again\d+/, '');
    return linkTo(`${exchange.origin}${path}${path.includes('?') ? '&' : '?'}page=${token}`, token, reply, exchange);
  }
  return reply;
}

function linkTo(link: string, token: string, reply: Reply, exchange: Exchange): Reply {
  if (typeof reply.body !== 'object' || reply.body === null || reply.status !== 200) {
    return reply;
  }
  if (exchange.host === 'partnerCenter') {
    const next = { uri: link, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: token }] };
    const links = 'links' in reply.body && typeof reply.body.links === 'object' ? reply.body.links : {};
    return { ...reply, body: { ...reply.body, links: { ...links, next }, continuationToken: token } };
  }
  if (exchange.service === 'resourceGraph') {
    return { ...reply, body: { ...reply.body, resultTruncated: 'true', $skipToken: token } };
  }
  const name = exchange.host === 'graph' ? '@odata.nextLink' : 'nextLink';
  return { ...reply, body: { ...reply.body, [name]: link } };
}
