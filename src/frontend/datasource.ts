import type { AnnotationSupport, DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { DimensionValues, MetricChoices, MetricNamespaces } from '../shared/metrics.ts';
import { DEFAULT_QUERY, type QueryFilters } from '../shared/query.ts';
import { QUERY_TYPES, type QueryType } from '../shared/queryTypes.ts';
import type { OptionKind, OptionsPage, TreePage } from '../shared/tree.ts';
import { interpolateFilters, type Replace } from './interpolate.ts';
import { interpolateKql, interpolateMetric } from './interpolateInputs.ts';
import { hasInputs } from './query/inputs.ts';
import type { AzureCspJsonData, AzureCspQuery } from './types.ts';
import { AzureCspVariables } from './variables/variables.ts';

/** A longer list is a variable's All: it narrows nothing, and would not fit into an address. */
const SCOPE_VALUES = 100;

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
  // Standard support: runs a query and maps its columns to annotations in Grafana's own editor.
  override annotations: AnnotationSupport<AzureCspQuery> = {};
  private readonly templates: TemplateSrv;

  constructor(settings: DataSourceInstanceSettings<AzureCspJsonData>) {
    super(settings);
    this.templates = getTemplateSrv();
    this.variables = new AzureCspVariables(this);
  }

  override getDefaultQuery(): Partial<AzureCspQuery> {
    return DEFAULT_QUERY;
  }

  /** Only a query without any type, or without the metric or text that its type needs, is held back; an unknown type goes to the backend, whose error then shows on the panel. */
  override filterQuery(query: AzureCspQuery): boolean {
    return Boolean(query.queryType) && !query.hide && hasInputs(query);
  }

  override applyTemplateVariables(query: AzureCspQuery, scopedVars: ScopedVars): AzureCspQuery {
    const replace = this.replaceWith(scopedVars);
    return {
      ...query,
      filters: interpolateFilters(query.filters, replace),
      ...(query.kql === undefined ? {} : { kql: interpolateKql(query.kql, replace) }),
      ...(query.metric === undefined ? {} : { metric: interpolateMetric(query.metric, replace) }),
    };
  }

  override getQueryDisplayText(query: AzureCspQuery): string {
    const label = QUERY_TYPES[query.queryType]?.label ?? query.queryType;
    return query.groupBy ? `${label} by ${query.groupBy}` : label;
  }

  /** Filters with template variables put in, for the requests that aren't queries. */
  interpolateScope(scope: QueryFilters | undefined, scopedVars: ScopedVars = {}): QueryFilters {
    return interpolateFilters(scope, this.replaceWith(scopedVars)) ?? {};
  }

  /** Choices for a filter or a variable. */
  getOptions({ kind, scope, search, limit, queryType }: OptionsRequest, scopedVars?: ScopedVars): Promise<OptionsPage> {
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
    return this.getResource<OptionsPage>('options', params, { showErrorAlert: false });
  }

  /** One page of the scope tree. */
  getTree(request: TreeRequest): Promise<TreePage> {
    const given = Object.entries(request).filter(([, value]) => value !== undefined && value !== '');
    return this.getResource<TreePage>('tree', Object.fromEntries(given), { showErrorAlert: false });
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

  private replaceWith(scopedVars: ScopedVars): Replace {
    return (text, format) => this.templates.replace(text, scopedVars, format);
  }
}
