import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { CspQuery, QueryFilters } from '../shared/query.ts';
import type { AzureCspOptions } from '../shared/settings.ts';
import type { OptionKind } from '../shared/tree.ts';

/** A query as dashboards save it: ours plus Grafana's refId, hide and datasource. */
export type AzureCspQuery = DataQuery & CspQuery;

/** `jsonData` of the data source. */
export type AzureCspJsonData = AzureCspOptions & DataSourceJsonData;

/** `secureJsonData`: values under the keys that `secretKey()` and `TLS_CA_KEY` name; only ever written. */
export type AzureCspSecrets = Record<string, string>;

export type VariableOrder = 'name' | 'badness';

/** A dashboard variable's query: what to list, within which scope. */
export interface AzureCspVariableQuery extends DataQuery {
  kind: OptionKind;
  scope?: QueryFilters;
  /** In which order; default by name. Only levels of the estate have a health to be bad. */
  order?: VariableOrder;
  /** The same in words: what Grafana's list of variables shows as the definition. */
  query?: string;
}
