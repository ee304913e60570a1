import { badInput, CspError } from '../../common/errors.ts';
import { isTooDeep, MOST_LEVELS } from '../../common/jsonDepth.ts';
import { shorten } from '../../common/shorten.ts';
import { exportCalls } from '../calls/exportCalls.ts';
import { checkTenant } from '../consent/checkTenant.ts';
import { consentCustomer, consentScopes } from '../consent/customerConsent.ts';
import { startDevice } from '../consent/deviceCode.ts';
import { finishSignIn, signInStatus, startSignIn } from '../consent/signIn.ts';
import { alertHistory, changeAlertState } from '../monitoring/alertRoutes.ts';
import { listMetricDefinitions, listMetricDimensions, listMetricNamespaces } from '../onDemand/metricRoutes.ts';
import { listOptions } from './options.ts';
import type { RouteAnswer, RouteContext, RouteRequest } from './route.ts';
import { listTree } from './tree.ts';

const ROUTES: Record<string, (query: URLSearchParams, context: RouteContext) => unknown> = {
  tree: listTree,
  options: listOptions,
  metricNamespaces: listMetricNamespaces,
  metricDefinitions: listMetricDefinitions,
  metricDimensions: listMetricDimensions,
  'incidents/history': alertHistory,
  'consent/status': signInStatus,
  'consent/scopes': consentScopes,
};

/** What is no JSON, with headers of its own. */
const DOWNLOADS: Record<string, (query: URLSearchParams, context: RouteContext) => RouteAnswer> = {
  'accessLog/export': exportCalls,
};

/** Where a sign-in comes back to: a browser asks, so the answer is a page. */
const CALLBACK = 'consent/callback';

/** What changes something; all else is only read. */
const CHANGES: Record<string, (body: unknown, context: RouteContext) => unknown> = {
  'incidents/changestate': changeAlertState,
  'consent/start': startSignIn,
  'consent/device': startDevice,
  'consent/customer': consentCustomer,
  'tenants/check': checkTenant,
};

/** Every route, with the one method that it takes. */
export const ROUTE_METHODS: ReadonlyMap<string, 'GET' | 'POST'> = new Map([
  ...[...Object.keys(ROUTES), ...Object.keys(DOWNLOADS), CALLBACK].map((path) => [path, 'GET'] as const),
  ...Object.keys(CHANGES).map((path) => [path, 'POST'] as const),
]);

/**
 * Answers `GET tree` and `GET options` (shapes in `shared/tree.ts`), what the editor of metrics offers (shapes in
 * `shared/metrics.ts`), the history of an alert, and changes to alerts where the settings allow them; everything else gets a status and a sentence. Never rejects.
 */
export async function route(request: RouteRequest, context: RouteContext): Promise<RouteAnswer> {
  const path = request.path.replace(/^\/+|\/+$/g, '');
  const read = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  const change = Object.hasOwn(CHANGES, path) ? CHANGES[path] : undefined;
  const download = Object.hasOwn(DOWNLOADS, path) ? DOWNLOADS[path] : undefined;
  const method = request.method.toUpperCase();
  if (path === CALLBACK && method === 'GET') {
    return finishSignIn(request.query, context);
  }
  if (!read && !change && !download) {
    const known = [ROUTES, DOWNLOADS, CHANGES].flatMap((routes) => Object.keys(routes)).join(', ');
    return failure(404, 'NotFound', `There is no resource '${path}'. There are: ${known}.`);
  }
  if (!change && method !== 'GET') {
    return failure(405, 'MethodNotAllowed', `'${path}' is only read: use GET.`);
  }
  if (change && method !== 'POST') {
    return failure(405, 'MethodNotAllowed', `'${path}' changes something: use POST.`);
  }
  try {
    if (download) {
      return download(request.query, context);
    }
    const body = change ? await change(jsonOf(request.body), context) : await read?.(request.query, context);
    return { status: 200, body };
  } catch (thrown) {
    const error = CspError.from(thrown);
    return failure(error.status, error.code, error.message);
  }
}

function jsonOf(body: Uint8Array | undefined): unknown {
  const text = Buffer.from(body ?? []).toString('utf8');
  if (isTooDeep(text)) {
    throw badInput(`In the body lists and objects lie within each other more than ${MOST_LEVELS} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badInput('The body is not JSON.');
  }
}

function failure(status: number, code: string, sentence: string): RouteAnswer {
  return { status, body: { error: shorten(sentence), code } };
}
