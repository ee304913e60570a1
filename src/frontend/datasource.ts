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
import type { DataQuery } from '@grafana/schema';
import { throwError, type Observable } from 'rxjs';
import { OPTION_KINDS } from '../shared/tree.ts';
import { adHocKeys, adHocProblem, withAdHoc } from './adhoc.ts';
import { annotationSupport } from './annotations.ts';
import { importQueries } from './importQueries.ts';
import { interpolateFilters } from './interpolate.ts';
import { interpolateKql, interpolateMetric } from './interpolateInputs.ts';
import { liveQuery } from './live/liveQuery.ts';
import { isLive } from './live/liveRequest.ts';
import { defaultQuery } from './query/defaultQuery.ts';
import { hasInputs } from './query/inputs.ts';
import { queryText } from './query/queryText.ts';
import { ResourceSource } from './resourceSource.ts';
import type { AzureCspJsonData, AzureCspQuery } from './types.ts';
import { AzureCspVariables } from './variables/variables.ts';

/** Values offered for an ad-hoc filter. */
const TAG_VALUES = 1000;

/** The data source in the browser: sends queries to the backend, which answers all of them from its snapshot. */
export class AzureCspDataSource extends ResourceSource {
  override annotations = annotationSupport;

  constructor(settings: DataSourceInstanceSettings<AzureCspJsonData>) {
    super(settings);
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
}
