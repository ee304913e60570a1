import { CspError, badInput } from '../common/errors.ts';
import { isTooDeep, MOST_LEVELS } from '../common/jsonDepth.ts';
import { shorten } from '../common/shorten.ts';
import type { Logger } from '../common/log.ts';
import * as pb from './generated/pluginv2.ts';
import { RequestHeaders } from './headers.ts';
import type { DataQuery, HealthResult, InstanceSettings, ResourceRequest, User } from './types.ts';

/** Bytes of one data source's settings, which may name thousands of tenants. */
const MOST_SETTINGS_BYTES = 8 * 1024 * 1024;
/** Bytes of one query, of one resource call's body, of what comes with a channel. */
const MOST_INPUT_BYTES = 1024 * 1024;

/** An int64 of the wire. Beyond 2^53 nothing in the protocol has a meaning, so precision there is not missed. */
export function toNumber(value: bigint): number {
  return Number(value);
}

/** @throws CspError with a sentence when the call has no data source or its settings cannot be read */
export function toInstanceSettings(context: pb.PluginContext | undefined): InstanceSettings {
  const settings = context?.dataSourceInstanceSettings;
  if (!context || !settings) {
    throw badInput(
      'The call names no data source. Ask through a saved data source, e.g. /api/datasources/uid/<uid>/.',
      'NoDataSource',
    );
  }
  return {
    orgId: toNumber(context.orgId),
    namespace: context.namespace,
    uid: settings.uid || String(settings.id),
    name: settings.name,
    url: settings.url,
    jsonData: parseJsonData(settings.jsonData, settings.name),
    secureJsonData: settings.decryptedSecureJsonData,
    updated: toNumber(settings.lastUpdatedMS),
    grafanaConfig: context.grafanaConfig,
  };
}

function parseJsonData(bytes: Uint8Array, name: string): unknown {
  const what = `The settings (jsonData) of the data source "${name}"`;
  return bytes.length === 0
    ? {}
    : parseJson(bytes, MOST_SETTINGS_BYTES, what, () =>
        badInput(
          `${what} are not valid JSON. Open the data source and save it again, or correct its provisioning file.`,
          'SettingsNotJson',
        ),
      );
}

export function toUser(user: pb.User | undefined): User | undefined {
  return user && { login: user.login, name: user.name, email: user.email, role: user.role };
}

/** Grafana's version from `Grafana/12.4.0 (linux; amd64)`, or what the host's environment says. */
export function toGrafanaVersion(userAgent: string, env: NodeJS.ProcessEnv): string | undefined {
  return /^Grafana\/(\S+)/.exec(userAgent)?.[1] ?? env.GF_VERSION;
}

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

export function toStreamData(bytes: Uint8Array): unknown {
  return bytes.length === 0
    ? undefined
    : parseJson(bytes, MOST_INPUT_BYTES, 'The data sent with the channel', () =>
        badInput('The data sent with the channel is not valid JSON.', 'ChannelDataNotJson'),
      );
}

/** @throws CspError what `invalid` makes, or 413 with a sentence for what is too large or nested too deeply */
function parseJson(bytes: Uint8Array, most: number, what: string, invalid: () => CspError): unknown {
  if (bytes.length > most) {
    throw tooLarge(`${what}: ${bytes.length} bytes are more than the ${most} that are taken.`);
  }
  const text = toText(bytes);
  if (isTooDeep(text)) {
    throw tooLarge(`${what}: lists and objects lie within each other more than ${MOST_LEVELS} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid();
  }
}

function tooLarge(sentence: string): CspError {
  return new CspError(sentence, { code: 'TooLarge', status: 413, source: 'downstream' });
}

export function fromFrames(frames: Uint8Array[], format: number): pb.DataResponse {
  return {
    frames: frames as Buffer[],
    error: '',
    jsonMeta: Buffer.alloc(0),
    status: 200,
    errorSource: '',
    format: format === pb.DataFrameFormat.JSON ? pb.DataFrameFormat.JSON : pb.DataFrameFormat.ARROW,
  };
}

/** What was thrown, as one refId's error. What is no CspError is our defect and is logged with its stack. */
export function fromThrown(thrown: unknown, log: Logger): pb.DataResponse {
  const error = report(thrown, log);
  return {
    ...fromFrames([], 0), // Without a text Grafana would take it for a success.
    error: error.message || error.code,
    status: error.status,
    errorSource: error.source,
  };
}

/** The thrown thing as a CspError, logged by whose fault it is. */
export function report(thrown: unknown, log: Logger): CspError {
  const error = CspError.from(thrown);
  const fields = { code: error.code, status: error.status, source: error.source };
  if (error.source === 'plugin') {
    log.error(error.message, { ...fields, error });
  } else {
    log.debug(error.message, fields);
  }
  return error;
}

const HEALTH = {
  unknown: pb.CheckHealthResponse_HealthStatus.UNKNOWN,
  ok: pb.CheckHealthResponse_HealthStatus.OK,
  error: pb.CheckHealthResponse_HealthStatus.ERROR,
} as const;

export function fromHealth(result: HealthResult): pb.CheckHealthResponse {
  return {
    status: HEALTH[result.status],
    message: shorten(result.message),
    jsonDetails: Buffer.from(JSON.stringify(result.details ?? {})),
  };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
