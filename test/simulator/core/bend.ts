import { bendPaging } from './bendPaging.ts';
import type { FaultSpec } from './faults.ts';
import type { Exchange, Reply } from './http.ts';

/** Changes a good answer in the ways that a fault names and that need its content. */
export function bend(fault: FaultSpec, reply: Reply, exchange: Exchange, rawPath: string): Reply {
  const linked = bendPaging(fault.effect, reply, exchange, rawPath);
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
