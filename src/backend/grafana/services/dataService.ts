import { CspError } from '../../common/errors.ts';
import { inSlices, type Steps } from '../../common/slices.ts';
import { outcomeOf, requestContext, type ServiceEnvironment } from './calls.ts';
import { fromFrames, fromThrown } from '../messages/answers.ts';
import { toInstanceSettings } from '../messages/context.ts';
import { toDataQuery } from '../messages/requests.ts';
import { encodeArrow } from '../frames/arrow.ts';
import { encodedOnce } from '../frames/encoded.ts';
import { encodeJson } from '../frames/json.ts';
import {
  DataFrameFormat,
  type DataQuery,
  type DataResponse,
  type DataServer,
  type QueryDataRequest,
} from '../generated/pluginv2.ts';
import { RequestHeaders } from '../headers.ts';
import type { RequestContext } from '../types.ts';

/** Of one request: many times what a panel has. Ten thousand would keep everybody else waiting for half a minute. */
const MOST_QUERIES = 1_000;

/**
 * Answers panels, variables, annotations and alert rules. All queries of a request run at the same time; each refId
 * has its own answer or its own error. QueryChunkedData is left out: the host then asks here.
 */
export function dataService(environment: ServiceEnvironment): Pick<DataServer, 'queryData'> {
  return {
    queryData(call, callback) {
      const { request } = call;
      const headers = new RequestHeaders(Object.entries(request.headers));
      const context = requestContext(call, request.pluginContext, headers, environment);
      const { length } = request.queries;
      if (length > MOST_QUERIES) {
        const refused = fromThrown(tooMany(length), context.log);
        callback(null, { responses: Object.fromEntries(request.queries.map(({ refId }) => [refId, refused])) });
        return;
      }
      const answers = request.queries.map(async (query): Promise<[string, DataResponse]> => [
        query.refId,
        await answer(query, request, context, environment),
      ]);
      void Promise.all(answers).then((pairs) => callback(null, { responses: Object.fromEntries(pairs) }));
    },
  };
}

/** One refId's answer. Never rejects. */
async function answer(
  query: DataQuery,
  request: QueryDataRequest,
  shared: RequestContext,
  environment: ServiceEnvironment,
): Promise<DataResponse> {
  const context = { ...shared, log: shared.log.with({ refId: query.refId }) };
  const end = environment.metrics.begin('query');
  try {
    const frames = await run(query, request, context, environment);
    end('ok');
    return fromFrames(frames, request.format);
  } catch (error) {
    const thrown = context.signal.aborted ? cancelled(error) : error;
    end(outcomeOf(CspError.from(thrown)));
    return fromThrown(thrown, context.log);
  }
}

async function run(
  query: DataQuery,
  request: QueryDataRequest,
  context: RequestContext,
  environment: ServiceEnvironment,
): Promise<Uint8Array[]> {
  const settings = toInstanceSettings(request.pluginContext);
  const parsed = toDataQuery(query);
  const release = await environment.queue.enter(settings.uid, context.signal);
  try {
    await environment.turns.next();
    context.signal.throwIfAborted();
    const tables = await environment.instances.use(settings, (instance) => instance.query(parsed, context));
    const encode = request.format === DataFrameFormat.JSON ? encodeJsonFrame : encodeArrowOnce;
    const frames: Uint8Array[] = [];
    for (const table of tables) {
      frames.push(await inSlices(encode(table, query.refId), context.signal));
    }
    return frames;
  } finally {
    release();
  }
}

const encodeArrowOnce = encodedOnce(encodeArrow);

function* encodeJsonFrame(...args: Parameters<typeof encodeJson>): Steps<Uint8Array> {
  return Buffer.from(yield* encodeJson(...args));
}

function tooMany(queries: number): CspError {
  return new CspError(
    `The request has ${queries.toLocaleString('en-US')} queries; at most ${MOST_QUERIES.toLocaleString('en-US')} are answered at once. Ask for more in one query, or in several requests.`,
    { code: 'TooLarge', status: 413, source: 'downstream' },
  );
}

/** Nobody waits for this answer, so what went wrong on the way out is of no interest. */
function cancelled(cause: unknown): CspError {
  return new CspError('The request was cancelled before it was done.', {
    code: 'Cancelled',
    status: 499,
    source: 'downstream',
    cause,
  });
}
