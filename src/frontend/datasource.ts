import type {
  AdHocVariableFilter,
  CoreApp,
  DataQueryRequest,
  DataQueryResponse,
  DataSourceApi,
  DataSourceGetTagKeysOptions,
  DataSourceGetTagValuesOptions,
  DataSourceInstanceSettings,
  MetricFindValue,
  ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { throwError, type Observable } from 'rxjs';
import type { DimensionValues, MetricChoices, MetricNamespaces } from '../shared/metrics.ts';
import type { QueryFilters } from '../shared/query.ts';
import type { QueryType } from '../shared/queryTypes.ts';
import { OPTION_KINDS, type OptionKind, type OptionsPage, type TreePage } from '../shared/tree.ts';
import { adHocKeys, adHocProblem, withAdHoc } from './adhoc.ts';
import { annotationSupport } from './annotations.ts';
import { importQueries } from './importQueries.ts';
import { interpolateFilters, type Replace } from './interpolate.ts';
import { interpolateKql, interpolateMetric } from './interpolateInputs.ts';
import { liveQuery } from './live/liveQuery.ts';
import { isLive } from './live/liveRequest.ts';
import { defaultQuery } from './query/defaultQuery.ts';
import { hasInputs } from './query/inputs.ts';
import { NameBook } from './query/names.ts';
import { queryText } from './query/queryText.ts';
import type { DashboardVariable } from './scopeTree/variableNodes.ts';
import type { AzureCspJsonData, AzureCspQuery } from './types.ts';
import { AzureCspVariables } from './variables/variables.ts';

/** A longer list is a variable's All: it narrows nothing, and would not fit into an address. */
const SCOPE_VALUES = 100;
/** Values offered for an ad-hoc filter. */
const TAG_VALUES = 1000;

/** What the `options` route is asked for. */
export interface OptionsRequest {
  kind: OptionKind;
  /** May hold template variables. */
  scope: QueryFilters;
  search?: string;
  limit: number;
  /** Whose states are meant, where `kind` is `state`. */
  queryType?: QueryType;
}

/** What the `tree` route is asked for; no parent means the customers. */
export interface TreeRequest {
  /** `KIND:ID`. */
  parent?: string;
  search?: string;
  after?: string;
  limit: number;
}

/** The data source in the browser: sends queries to the backend, which answers all of them from its snapshot. */
export class AzureCspDataSource extends DataSourceWithBackend<AzureCspQuery, AzureCspJsonData> {
  override annotations = annotationSupport;
  /** Names of the ids that the editors have seen. */
  readonly names = new NameBook();
  private readonly templates: TemplateSrv;

  constructor(settings: DataSourceInstanceSettings<AzureCspJsonData>) {
    super(settings);
    this.templates = getTemplateSrv();
    this.variables = new AzureCspVariables(this);
  }

  override getDefaultQuery(app?: CoreApp): Partial<AzureCspQuery> {
    return defaultQuery(app);
  }

  /** Only a query without any type, or without the metric or text that its type needs, is held back; an unknown type goes to the backend, whose error then shows on the panel. */
  override filterQuery(query: AzureCspQuery): boolean {
    return Boolean(query.queryType) && !query.hide && hasInputs(query);
  }

  override query(request: DataQueryRequest<AzureCspQuery>): Observable<DataQueryResponse> {
    const problem = request.targets
      .map(({ queryType, filters }) =>
        adHocProblem(queryType, this.interpolateScope(filters, request.scopedVars), request.filters),
      )
      .find(Boolean);
    if (problem) {
      return throwError(() => new Error(problem));
    }
    return isLive(request, (query) => this.filterQuery(query))
      ? liveQuery(this.uid, request, (one) => super.query(one))
      : super.query(request);
  }

  override applyTemplateVariables(
    query: AzureCspQuery,
    scopedVars: ScopedVars,
    adHoc?: AdHocVariableFilter[],
  ): AzureCspQuery {
    const replace = this.replaceWith(scopedVars);
    return {
      ...query,
      filters: withAdHoc(query.queryType, interpolateFilters(query.filters, replace), adHoc),
      ...(query.kql === undefined ? {} : { kql: interpolateKql(query.kql, replace) }),
      ...(query.metric === undefined ? {} : { metric: interpolateMetric(query.metric, replace) }),
    };
  }

  /** A line in Explore's query history and in the list of collapsed queries. */
  override getQueryDisplayText(query: AzureCspQuery): string {
    return queryText(query, this.names.nameOf);
  }

  /** What ad-hoc filters can be set on. */
  override async getTagKeys(options?: DataSourceGetTagKeysOptions<AzureCspQuery>): Promise<MetricFindValue[]> {
    // Versions before 11.1 don't say which queries there are.
    return adHocKeys((options?.queries ?? []).map(({ queryType }) => queryType));
  }

  /** Values within the ad-hoc filters that are set already. */
  override async getTagValues({ key, filters }: DataSourceGetTagValuesOptions): Promise<MetricFindValue[]> {
    const kind = OPTION_KINDS.find((one) => one === key);
    if (!kind) {
      return [];
    }
    const scope = Object.fromEntries(
      (filters ?? [])
        .filter(({ key: other, operator }) => other !== key && operator === '=')
        .map((one) => [one.key, [one.value]]),
    );
    const { options } = await this.getOptions({ kind, scope, limit: TAG_VALUES });
    return options.map(({ text, value }) => ({ text, value }));
  }

  /** Explore offers to keep the query when the data source is changed. */
  override importQueries(queries: DataQuery[], origin: DataSourceApi<DataQuery>): Promise<AzureCspQuery[]> {
    return Promise.resolve(importQueries(queries, origin?.type ?? origin?.meta?.id));
  }

  /** Filters with template variables put in, for the requests that aren't queries. */
  interpolateScope(scope: QueryFilters | undefined, scopedVars: ScopedVars = {}): QueryFilters {
    return interpolateFilters(scope, this.replaceWith(scopedVars)) ?? {};
  }

  /** Choices for a filter or a variable. */
  async getOptions(
    { kind, scope, search, limit, queryType }: OptionsRequest,
    scopedVars?: ScopedVars,
  ): Promise<OptionsPage> {
    const lists = Object.entries(this.interpolateScope(scope, scopedVars)).filter(
      ([, values]) => values.length <= SCOPE_VALUES,
    );
    const params = {
      kind,
      scope: JSON.stringify(Object.fromEntries(lists)),
      limit,
      ...(search ? { search } : {}),
      ...(queryType ? { queryType } : {}),
    };
    const page = await this.getResource<OptionsPage>('options', params, { showErrorAlert: false });
    this.names.learn(kind, page);
    return page;
  }

  /** One page of the scope tree. */
  async getTree(request: TreeRequest): Promise<TreePage> {
    const given = Object.entries(request).filter(([, value]) => value !== undefined && value !== '');
    const page = await this.getResource<TreePage>('tree', Object.fromEntries(given), { showErrorAlert: false });
    this.names.learnNodes(page.nodes);
    return page;
  }

  /** Metric namespaces of the resources that the filters leave. */
  getMetricNamespaces(filters: QueryFilters): Promise<MetricNamespaces> {
    return this.getMetricPart('metricNamespaces', filters, {});
  }

  getMetricDefinitions(filters: QueryFilters, namespace: string | undefined): Promise<MetricChoices> {
    return this.getMetricPart('metricDefinitions', filters, { namespace });
  }

  /** Values that a dimension of a metric had lately. */
  getDimensionValues(
    filters: QueryFilters,
    { namespace, name }: { namespace?: string; name: string },
    dimension: string,
  ): Promise<DimensionValues> {
    return this.getMetricPart('metricDimensions', filters, { namespace, metric: name, dimension });
  }

  private getMetricPart<T>(path: string, filters: QueryFilters, texts: Record<string, string | undefined>): Promise<T> {
    const replace = this.replaceWith({});
    const given = Object.entries(texts).flatMap(([name, text]) =>
      text ? [[name, replace(text, (value) => String(Array.isArray(value) ? value[0] : value))]] : [],
    );
    const scope = JSON.stringify(this.interpolateScope(filters));
    return this.getResource<T>(path, { scope, ...Object.fromEntries(given) }, { showErrorAlert: false });
  }

  /** Names of the dashboard's variables, as filters refer to them. */
  variableNames(): string[] {
    return this.templates.getVariables().map((variable) => `$${variable.name}`);
  }

  /** The dashboard's variables, with what ours list. */
  dashboardVariables(): DashboardVariable[] {
    return this.templates.getVariables().map((variable) => ({
      name: variable.name,
      query: 'query' in variable ? variable.query : undefined,
    }));
  }

  private replaceWith(scopedVars: ScopedVars): Replace {
    return (text, format) => this.templates.replace(text, scopedVars, format);
  }
}
