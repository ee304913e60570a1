import { QUERY_TYPES, type QueryType } from '../../../src/shared/queryTypes.ts';
import { queriesOf, ROUTES } from '../../visibility/walk.ts';
import { type FrameJson, type GrafanaApi, type QueryAnswer, rows } from '../api.ts';

const TYPES = Object.keys(QUERY_TYPES) as QueryType[];
const RANGE = { from: 'now-24h', to: 'now' };

/** Asks several queries at once, as a panel does. */
export async function askQueries(grafana: GrafanaApi, queries: object[], uid = 'azurecsp'): Promise<QueryAnswer> {
  const { body } = await grafana.call<QueryAnswer>('POST', '/api/ds/query', {
    ...RANGE,
    queries: queries.map((query, index) => ({ refId: `Q${index}`, datasource: { uid }, ...query })),
  });
  return body;
}

/** Asks every query of every type, in both formats and with every grouping. Answers Grafana's answers by type. */
export async function askEverything(grafana: GrafanaApi): Promise<Map<QueryType, QueryAnswer>> {
  const answers = new Map<QueryType, QueryAnswer>();
  for (const type of TYPES) {
    answers.set(type, await askQueries(grafana, queriesOf(type)));
  }
  return answers;
}

/** Makes every request of every route, or one of each, and tests the data source. Answers what came back, by request. */
export async function walkRoutes(grafana: GrafanaApi, oneOfEach = false): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  const base = '/api/datasources/uid/azurecsp';
  for (const { path, method, query, body } of Object.values(ROUTES).flatMap((all) =>
    oneOfEach ? all.slice(0, 1) : all,
  )) {
    const request = `${method} ${path}?${new URLSearchParams(query).toString()}`;
    answers.set(request, await grafana.call(method, `${base}/resources/${request.split(' ')[1] ?? ''}`, body));
  }
  answers.set('GET health', await grafana.call('GET', `${base}/health`));
  return answers;
}

/** All frames of an answer. */
export function framesOf({ results = {} }: QueryAnswer): FrameJson[] {
  return Object.values(results).flatMap(({ frames = [] }) => frames);
}

/** Rows of the first frame of one query; empty where it failed. */
export async function askRows(
  grafana: GrafanaApi,
  query: object,
  uid?: string,
): Promise<Array<Record<string, unknown>>> {
  const [frame] = framesOf(await askQueries(grafana, [query], uid));
  return frame ? rows(frame) : [];
}
