import { GROUP_BY, type FilterName, type QueryFilters } from '../../shared/query.ts';
import { jsonObject } from '../../shared/json.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import type { AzureCspQuery } from '../types.ts';
import { without } from '../without.ts';

/** Sets one filter and leaves everything else of the query as it was saved, readable or not. */
export function setFilter<Q extends { filters?: QueryFilters }>(query: Q, name: FilterName, values: string[]): Q {
  const others = without<QueryFilters, FilterName>(jsonObject(query.filters), name);
  return { ...query, filters: values.length > 0 ? { ...others, [name]: values } : others };
}

/** Chooses another query type. Filters and grouping that it doesn't have go; the backend would refuse them. */
export function setQueryType(query: AzureCspQuery, queryType: QueryType): AzureCspQuery {
  const info: QueryTypeInfo = QUERY_TYPES[queryType];
  // Columns to sort by differ from type to type.
  const { groupBy, ...rest } = without(query, 'sort');
  const filters: QueryFilters = {};
  for (const name of info.filters) {
    const values = query.filters?.[name];
    // States mean something else for every type.
    if (Array.isArray(values) && name !== 'state') {
      filters[name] = values;
    }
  }
  const groupings = info.groupings ?? (info.groupBy ? GROUP_BY : []);
  const grouping = groupings.find((one) => one === groupBy) ?? (info.groupBy ? 'customer' : undefined);
  return { ...rest, queryType, filters, ...(grouping ? { groupBy: grouping } : {}) };
}
