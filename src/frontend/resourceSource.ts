import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { DimensionValues, MetricChoices, MetricNamespaces } from '../shared/metrics.ts';
import type { QueryFilters } from '../shared/query.ts';
import type { QueryType } from '../shared/queryTypes.ts';
import type { OptionKind, OptionsPage, TreePage } from '../shared/tree.ts';
import { interpolateFilters, type Replace } from './interpolate.ts';
import { NameBook } from './query/names.ts';
import type { DashboardVariable } from './scopeTree/variableNodes.ts';
import type { AzureCspJsonData, AzureCspQuery } from './types.ts';

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

/** What the editors know of the data source besides queries: choices, the tree, metrics, the dashboard's variables. */
export class ResourceSource extends DataSourceWithBackend<AzureCspQuery, AzureCspJsonData> {
  /** Names of the ids that the editors have seen. */
  readonly names = new NameBook();
  protected readonly templates: TemplateSrv;

  constructor(settings: DataSourceInstanceSettings<AzureCspJsonData>) {
    super(settings);
    this.templates = getTemplateSrv();
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

  private getMetricPart<T>(path: string, filters: QueryFilters, texts: Record<string, string | undefined>): Promise<T> {
    const replace = this.replaceWith({});
    const given = Object.entries(texts).flatMap(([name, text]) =>
      text ? [[name, replace(text, (value) => String(Array.isArray(value) ? value[0] : value))]] : [],
    );
    const scope = JSON.stringify(this.interpolateScope(filters));
    return this.getResource<T>(path, { scope, ...Object.fromEntries(given) }, { showErrorAlert: false });
  }

  protected replaceWith(scopedVars: ScopedVars): Replace {
    return (text, format) => this.templates.replace(text, scopedVars, format);
  }
}
