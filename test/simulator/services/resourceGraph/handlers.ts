import { createHash } from 'node:crypto';
import { WireError } from '../../core/http.ts';
import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import { visibleSubscriptions } from '../resourceManager/access.ts';
import { armReply } from '../resourceManager/errors.ts';
import type { Query } from './ast.ts';
import { badRequest, invalidQuery } from './errors.ts';
import { run } from './evaluate.ts';
import type { Row } from './evaluate.ts';
import { parseQuery } from './parser.ts';
import { tableRows } from './tables.ts';

const QUOTA = 15;
const WINDOW_MS = 5000;
const DEFAULT_TOP = 100;
const MAX_TOP = 1000;

interface Request {
  subscriptions?: string[];
  managementGroups?: string[];
  query?: string;
  options?: { $top?: number; $skip?: number; $skipToken?: string; resultFormat?: string };
  facets?: unknown[];
}

/** `POST /providers/Microsoft.ResourceGraph/resources` */
export function queryResources(simulation: Simulation, x: Exchange, principal: Principal): Reply {
  const headers = takeQuota(simulation, principal);
  try {
    return { status: 200, headers, body: answer(simulation, x, principal) };
  } catch (error) {
    if (error instanceof WireError) {
      throw new WireError({ ...error.reply, headers: { ...headers, ...error.reply.headers } });
    }
    throw error;
  }
}

function answer(simulation: Simulation, x: Exchange, principal: Principal) {
  const request = readRequest(x.body);
  const query = parseQuery(request.query ?? '');
  const scope = scopeOf(visibleSubscriptions(simulation, principal, x.now), request.subscriptions);
  const rows = run(tableRows(simulation, query.table, scope, principal, x.now), query.operators, x.now);
  const tableByDefault = x.query.get('api-version') === '2019-04-01';
  return page(rows, query, request, tableByDefault);
}

function takeQuota(simulation: Simulation, principal: Principal): Record<string, string> {
  const quota = simulation.limits.window(`resourceGraph ${principal.tenantId} ${principal.objectId}`, QUOTA, WINDOW_MS);
  const headers = {
    'x-ms-user-quota-remaining': String(quota.remaining),
    'x-ms-user-quota-resets-after': `00:00:${String(quota.retryAfter).padStart(2, '0')}`,
  };
  if (!quota.ok) {
    throw new WireError(
      armReply('RateLimiting', undefined, { ...headers, 'retry-after': String(quota.retryAfter) }) ?? { status: 429 },
    );
  }
  return headers;
}

function readRequest(body: string): Request {
  let request: Request;
  try {
    request = JSON.parse(body) as Request;
  } catch {
    throw badRequest({
      code: 'InvalidRequestContent',
      message: 'The request content was invalid and could not be deserialized.',
    });
  }
  if (typeof request?.query !== 'string' || request.query.trim() === '') {
    throw badRequest({ code: 'InvalidQuery', message: 'Query is missing.' });
  }
  if (request.managementGroups?.length || request.facets?.length) {
    throw invalidQuery('The simulator answers neither management group scopes nor facets.');
  }
  return request;
}

/** Subscriptions that a request names and the caller sees; of a request that names none, all that it sees. */
function scopeOf(visible: Subscription[], named: string[] | undefined): Subscription[] {
  if (!named || named.length === 0) {
    return visible;
  }
  const wanted = new Set(named.map((id) => id.toLowerCase()));
  const found = visible.filter((one) => wanted.has(one.id));
  if (found.length === 0) {
    throw badRequest({
      code: 'NoValidSubscriptionsInQueryRequest',
      message: 'There must be at least one subscription that is eligible to contain resources.',
    });
  }
  return found;
}

function page(rows: Row[], query: Query, request: Request, tableByDefault: boolean) {
  const { $top = DEFAULT_TOP, $skip = 0, $skipToken, resultFormat } = request.options ?? {};
  if (!Number.isInteger($top) || $top < 1 || $top > MAX_TOP) {
    throw badRequest({ code: 'InvalidTop', message: `$top must be from 1 to ${MAX_TOP}.` });
  }
  const key = createHash('sha1')
    .update(request.query ?? '')
    .digest('hex')
    .slice(0, 8);
  const from = $skipToken === undefined ? $skip : readSkipToken($skipToken, key);
  const data = rows.slice(from, from + $top);
  const end = from + data.length;
  const more = end < rows.length;
  const pageable = canPage(query);
  const asTable = resultFormat === undefined ? tableByDefault : resultFormat.toLowerCase() === 'table';
  return {
    totalRecords: rows.length,
    count: data.length,
    resultTruncated: more && !pageable ? 'true' : 'false',
    ...(more && pageable && { $skipToken: Buffer.from(`${key} ${end}`).toString('base64') }),
    data: asTable ? table(data) : data,
    facets: [],
  };
}

/** There is a next page only when the rows still carry their own `id` and nothing cut them off. */
function canPage(query: Query): boolean {
  let hasId = true;
  for (const operator of query.operators) {
    if (
      operator.kind === 'take' ||
      operator.kind === 'count' ||
      operator.kind === 'summarize' ||
      operator.kind === 'distinct' ||
      operator.kind === 'top'
    ) {
      return false;
    }
    if (operator.kind === 'away' && operator.names.includes('id')) {
      hasId = false;
    }
    if (operator.kind === 'project') {
      hasId = operator.columns.some(
        ({ name, value }) => name === 'id' && value.kind === 'path' && value.parts.join('.') === 'id',
      );
    }
  }
  return hasId;
}

function readSkipToken(token: string, key: string): number {
  const [of, offset] = Buffer.from(token, 'base64').toString().split(' ');
  if (of !== key || !/^\d+$/.test(offset ?? '')) {
    throw badRequest({ code: 'InvalidSkipToken', message: 'The $skipToken does not belong to this query.' });
  }
  return Number(offset);
}

function table(rows: Row[]) {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => ({ name, type: typeOf(rows.find((row) => row[name] !== null)?.[name]) }));
  return { columns, rows: rows.map((row) => names.map((name) => row[name])) };
}

function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
      return 'object';
    default:
      return 'string';
  }
}
