import type { Effect, FaultSpec } from './faults.ts';
import type { Exchange, Reply } from './http.ts';

/** Changes a good answer in the ways that a fault names and that need its content. */
export function bend(fault: FaultSpec, reply: Reply, exchange: Exchange, rawPath: string): Reply {
  const { effect } = fault;
  const linked =
    effect === 'foreignNextLink' || effect === 'endlessNextLink'
      ? bendNextLink(effect, reply, exchange, rawPath)
      : reply;
  const merged =
    fault.merge && isObject(linked.body) ? { ...linked, body: { ...linked.body, ...fault.merge } } : linked;
  const odd = fault.row ? bendRow(fault.row, merged) : merged;
  const changed = fault.change ? { ...odd, body: fault.change(odd.body) } : odd;
  const headers = { 'content-type': 'application/json; charset=utf-8', ...changed.headers, ...fault.headers };
  return { ...changed, headers };
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !Buffer.isBuffer(body);
}

/** Lists are called `value` (Resource Manager), `items` (Partner Center) or `data` (Resource Graph). */
function bendRow(row: NonNullable<FaultSpec['row']>, reply: Reply): Reply {
  const body = reply.body as Record<string, unknown> | undefined;
  const key = ['value', 'items', 'data'].find((name) => Array.isArray(body?.[name]));
  if (!body || key === undefined) {
    return reply;
  }
  const rows = [...(body[key] as unknown[])];
  if (row.index < rows.length) {
    rows[row.index] = 'replace' in row ? row.replace : { ...(rows[row.index] as object), ...row.merge };
  }
  return { ...reply, body: { ...body, [key]: rows } };
}

const FOREIGN = 'https://collector.invalid';

/** Points the paging of a good answer to another host, or back to the page it came from. */
function bendNextLink(effect: Effect, reply: Reply, exchange: Exchange, rawPath: string): Reply {
  if (typeof reply.body !== 'object' || reply.body === null) {
    return reply;
  }
  const link = effect === 'foreignNextLink' ? `${FOREIGN}${rawPath}` : `${exchange.origin}${rawPath}`;
  if (exchange.host === 'partnerCenter') {
    const next = { uri: link, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: 'again' }] };
    const links = 'links' in reply.body && typeof reply.body.links === 'object' ? reply.body.links : {};
    return { ...reply, body: { ...reply.body, links: { ...links, next } } };
  }
  if (exchange.service === 'resourceGraph') {
    return { ...reply, body: { ...reply.body, resultTruncated: 'true', $skipToken: 'again' } };
  }
  return { ...reply, body: { ...reply.body, nextLink: link } };
}
