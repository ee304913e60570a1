import type { Table } from '../../src/backend/common/table.ts';
import { atOnce } from '../../src/backend/common/slices.ts';
import { encodeArrow } from '../../src/backend/grafana/frames/arrow.ts';
import { encodeJson } from '../../src/backend/grafana/frames/json.ts';
import { CspError } from '../../src/backend/common/errors.ts';
import { FORMATS, GROUP_BY } from '../../src/shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../src/shared/queryTypes.ts';
import { OPTION_KINDS, TREE_KINDS } from '../../src/shared/tree.ts';
import { SMALL, SMALL_ALERTS, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';

/** What some query types have to be told; each of them is walked. */
const INPUTS: Partial<Record<QueryType, object[]>> = {
  metrics: [
    { metric: { name: 'auto' }, filters: { resourceType: ['Microsoft.Compute/virtualMachines'] } },
    { metric: { name: 'auto' }, filters: { resourceType: ['Microsoft.Web/sites'] } },
  ],
  resourceGraph: [
    { kql: 'resources | project id, name, type, tags, subscriptionId, tenantId' },
    { kql: 'resourcecontainers' },
    { kql: 'resources | summarize value = count() by subscriptionId' },
  ],
  healthSummary: [{}, { rollup: { policy: 'percentage', percentage: 50 } }],
};

/** Every query that is asked of a query type: both formats, every way of counting, every input. */
export function queriesOf(type: QueryType): object[] {
  const info: QueryTypeInfo = QUERY_TYPES[type];
  const groupings = [undefined, ...(info.groupBy ? GROUP_BY : []), ...(info.groupings ?? [])];
  return FORMATS.flatMap((format) =>
    groupings.flatMap((groupBy) =>
      (INPUTS[type] ?? [{}]).map((input) => ({ queryType: type, format, ...(groupBy && { groupBy }), ...input })),
    ),
  );
}

/** The bytes that Grafana would get, in both encodings, as text. */
export function textOf(tables: readonly Table[]): string {
  return tables
    .map((table) => atOnce(encodeJson(table, 'A')) + Buffer.from(atOnce(encodeArrow(table, 'A'))).toString('utf8'))
    .join('\n');
}

/** What somebody reads of an error, wherever it is thrown. */
export function sentenceOf(thrown: unknown): string {
  const { code, message } = CspError.from(thrown);
  return `${code} ${message}`;
}

export interface Request {
  path: string;
  method: 'GET' | 'POST';
  query?: Record<string, string>;
  body?: object;
}

const ids = Object.values(SMALL).filter((id) => id.includes('-0000-4000-8000-0000000000'));
const groups = [SMALL.contosoProduction, SMALL.northwindWeb, SMALL.fabrikamRetail].flatMap((id) =>
  ['rg-web', 'RG-Data', 'rg-north', 'rg-shops'].map((name) => `/subscriptions/${id}/resourceGroups/${name}`),
);
const scopes = [{}, { customer: ['All'] }, { resource: Object.values(SMALL_RESOURCES) }, { tenant: ids }].map((scope) =>
  JSON.stringify(scope),
);
const searches = ['vm', 'o', 'a', '0000-4000', 'subscriptions/'];
const metric = (path: string, scope: string): Request => ({ path, method: 'GET', query: { scope } });
const dimension = { metric: 'Percentage CPU', dimension: 'LUN', namespace: 'Microsoft.Compute/virtualMachines' };
const alerts = Object.values(SMALL_ALERTS);

/** Every request that is made of a route, by its path. Ids of everybody are asked for, whoever asks. */
export const ROUTES: Readonly<Record<string, Request[]>> = {
  tree: [
    {},
    ...searches.map((search) => ({ search, limit: '1000' })),
    ...TREE_KINDS.flatMap((kind) => [...ids, ...groups].map((id) => ({ parent: `${kind}:${id}` }))),
  ].map((query) => ({ path: 'tree', method: 'GET', query: query as Record<string, string> })),
  options: OPTION_KINDS.flatMap((kind) =>
    [{ kind }, ...searches.map((search) => ({ kind, search })), ...scopes.map((scope) => ({ kind, scope }))].map(
      (query): Request => ({ path: 'options', method: 'GET', query }),
    ),
  ),
  metricNamespaces: scopes.map((scope) => metric('metricNamespaces', scope)),
  metricDefinitions: scopes.map((scope) => metric('metricDefinitions', scope)),
  metricDimensions: scopes.map((scope) => ({
    path: 'metricDimensions',
    method: 'GET',
    query: { scope, ...dimension },
  })),
  'incidents/history': alerts.map((id) => ({ path: 'incidents/history', method: 'GET', query: { id } })),
  'incidents/changestate': alerts.map((id) => ({
    path: 'incidents/changestate',
    method: 'POST',
    body: { id, state: 'Acknowledged' },
  })),
  'accessLog/export': [{}, { customer: 'Contoso' }, { tenant: SMALL.northwind }, { status: '403' }].map((query) => ({
    path: 'accessLog/export',
    method: 'GET',
    query: query as Record<string, string>,
  })),
  'consent/status': [{ path: 'consent/status', method: 'GET', query: { attempt: 'x' } }],
  'consent/scopes': [{ path: 'consent/scopes', method: 'GET' }],
  'consent/callback': [{ path: 'consent/callback', method: 'GET', query: { state: 'x', code: 'y' } }],
  'consent/start': [{ path: 'consent/start', method: 'POST', body: { credential: 'partner', appUrl: 'https://g' } }],
  'consent/device': [{ path: 'consent/device', method: 'POST', body: { credential: 'partner' } }],
  'consent/customer': ids.map((tenantId) => ({ path: 'consent/customer', method: 'POST', body: { tenantId } })),
  'tenants/check': ids.map((tenantId) => ({ path: 'tenants/check', method: 'POST', body: { tenantId } })),
};
