import { CspError } from '../common/errors.ts';
import type { QueryContext, Reading } from './context.ts';
import { listMetricDefinitions, listMetricDimensions, listMetricNamespaces } from './onDemand/metricRoutes.ts';
import { listOptions } from './options.ts';
import { listTree } from './tree.ts';

export interface RouteRequest {
  /** With or without a slash in front. */
  path: string;
  query: URLSearchParams;
  method: string;
}

export interface RouteAnswer {
  status: number;
  /** JSON; an error is `{ error: sentence, code }`. */
  body: unknown;
}

/** What a route may use, which is what a query may that has no time range. */
export type RouteContext = Pick<QueryContext, keyof Reading | 'signal' | 'onDemand'>;

const ROUTES: Record<string, (query: URLSearchParams, context: RouteContext) => unknown> = {
  tree: listTree,
  options: listOptions,
  metricNamespaces: listMetricNamespaces,
  metricDefinitions: listMetricDefinitions,
  metricDimensions: listMetricDimensions,
};

/**
 * Answers `GET tree` and `GET options` (shapes in `shared/tree.ts`) and what the editor of metrics offers (shapes in
 * `shared/metrics.ts`); everything else gets a status and a sentence. Never rejects.
 */
export async function route(request: RouteRequest, context: RouteContext): Promise<RouteAnswer> {
  const path = request.path.replace(/^\/+|\/+$/g, '');
  const answer = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (!answer) {
    return failure(404, 'NotFound', `There is no resource '${path}'. There are: ${Object.keys(ROUTES).join(', ')}.`);
  }
  if (request.method.toUpperCase() !== 'GET') {
    return failure(405, 'MethodNotAllowed', `'${path}' is only read: use GET.`);
  }
  try {
    return { status: 200, body: await answer(request.query, context) };
  } catch (thrown) {
    const error = CspError.from(thrown);
    return failure(error.status, error.code, error.message);
  }
}

function failure(status: number, code: string, sentence: string): RouteAnswer {
  return { status, body: { error: sentence, code } };
}
