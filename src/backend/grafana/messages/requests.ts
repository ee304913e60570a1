import { badInput } from '../../common/errors.ts';
import type * as pb from '../generated/pluginv2.ts';
import { RequestHeaders } from '../headers.ts';
import type { DataQuery, ResourceRequest } from '../types.ts';
import { toNumber } from './context.ts';
import { MOST_INPUT_BYTES, parseJson, tooLarge } from './json.ts';

/** @throws CspError when the query's model is not a JSON object */
export function toDataQuery(query: pb.DataQuery): DataQuery {
  return {
    refId: query.refId,
    model: parseModel(query),
    from: toNumber(query.timeRange?.fromEpochMS ?? 0n),
    to: toNumber(query.timeRange?.toEpochMS ?? 0n),
    intervalMs: toNumber(query.intervalMS),
    maxDataPoints: toNumber(query.maxDataPoints),
    queryType: query.queryType,
  };
}

function parseModel(query: pb.DataQuery): unknown {
  const model = parseJson(query.json, MOST_INPUT_BYTES, `Query ${query.refId}`, () =>
    badInput(`Query ${query.refId} is not valid JSON. Open it in the query editor and save it again.`, 'QueryNotJson'),
  );
  if (typeof model !== 'object' || model === null || Array.isArray(model)) {
    throw badInput(
      `Query ${query.refId} is ${describe(model)} where an object is expected. Open it in the query editor and save it again.`,
      'QueryNotObject',
    );
  }
  return model;
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** A resource call's own headers; several values of one name are joined as HTTP joins them. */
export function toResourceHeaders({ headers }: pb.CallResourceRequest): RequestHeaders {
  return new RequestHeaders(Object.entries(headers).map(([name, list]) => [name, list.values.join(', ')]));
}

/** @throws CspError 413 for a body that is too large */
export function toResourceRequest(request: pb.CallResourceRequest): ResourceRequest {
  if (request.body.length > MOST_INPUT_BYTES) {
    throw tooLarge(`The body has ${request.body.length} bytes, more than the ${MOST_INPUT_BYTES} that are taken.`);
  }
  const query = request.url.indexOf('?');
  return {
    method: request.method || 'GET',
    path: request.path.replace(/^\/+/, ''),
    query: new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1)),
    headers: toResourceHeaders(request),
    body: request.body,
  };
}

/** @throws CspError when what a query sent with its channel is not JSON; undefined where it sent nothing */
export function toStreamData(bytes: Uint8Array): unknown {
  return bytes.length === 0
    ? undefined
    : parseJson(bytes, MOST_INPUT_BYTES, 'The data sent with the channel', () =>
        badInput('The data sent with the channel is not valid JSON.', 'ChannelDataNotJson'),
      );
}
