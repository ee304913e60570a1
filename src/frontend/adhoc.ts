import type { AdHocVariableFilter } from '@grafana/data';
import { isTexts } from '../shared/json.ts';
import { isAll, type FilterName, type QueryFilters } from '../shared/query.ts';
import { QUERY_TYPES, type QueryTypeInfo } from '../shared/queryTypes.ts';
import { KIND_LABELS } from './labels.ts';

/** A newer Grafana has a list of values for its operator "one of". */
type AdHocFilter = AdHocVariableFilter & { values?: string[] };

/** What ad-hoc filters can narrow: every filter that some query type has. Text and value are one: older versions keep the text. */
export function adHocKeys(queryTypes: ReadonlyArray<string | undefined>): Array<{ text: string; value: FilterName }> {
  const asked = queryTypes.flatMap((type) => infoOf(type) ?? []);
  const infos: readonly QueryTypeInfo[] = asked.length > 0 ? asked : Object.values(QUERY_TYPES);
  const names = new Set(infos.flatMap(({ filters }) => filters));
  return [...names].map((value) => ({ text: value, value }));
}

/** A query's filters with a dashboard's ad-hoc filters: those of names that its type has; the others leave it as it is. */
export function withAdHoc(
  queryType: string,
  own: QueryFilters | undefined,
  adHoc: readonly AdHocFilter[] | undefined,
): QueryFilters | undefined {
  if (!adHoc || adHoc.length === 0 || (own !== undefined && (typeof own !== 'object' || own === null))) {
    return own;
  }
  const names: readonly string[] = infoOf(queryType)?.filters ?? [];
  return adHoc
    .filter(({ key }) => names.includes(key))
    .reduce<QueryFilters>((filters, filter) => {
      const name = filter.key as FilterName;
      return { ...filters, [name]: both(filters[name], valuesOf(filter)) };
    }, own ?? {});
}

/**
 * Why ad-hoc filters can't be used as they are; undefined when they can.
 * @param own the query's filters, template variables put in.
 */
export function adHocProblem(
  queryType: string,
  own: QueryFilters | undefined,
  adHoc: readonly AdHocFilter[] | undefined,
): string | undefined {
  for (const filter of adHoc ?? []) {
    if (filter.operator !== '=' && filter.operator !== '=|') {
      return `The ad-hoc filter ${filter.key} ${filter.operator} ${filter.value} cannot be used: this data source filters by = only.`;
    }
  }
  const filters = withAdHoc(queryType, own, adHoc) ?? {};
  const contradicted = (adHoc ?? []).find(
    ({ key }) => filters[key as FilterName]?.length === 0 && own?.[key as FilterName]?.length !== 0,
  );
  return (
    contradicted &&
    `The ad-hoc filter ${contradicted.key} = ${contradicted.value} leaves nothing here: ${KIND_LABELS[contradicted.key as FilterName].one.toLowerCase()} is already filtered by something else.`
  );
}

function valuesOf({ value, values }: AdHocFilter): string[] {
  return values && values.length > 0 ? values : [value];
}

/** What two lists have in common, where everything is an empty one. */
function both(own: string[] | undefined, other: string[]): string[] {
  if (!isTexts(own)) {
    // No list at all is everything; one that can't be read is the backend's to refuse.
    return own ?? other;
  }
  if (isAll(own)) {
    return other;
  }
  const wanted = new Set(other.map((value) => value.toLowerCase()));
  return own.filter((value) => wanted.has(value.toLowerCase()));
}

function infoOf(type: string | undefined): QueryTypeInfo | undefined {
  return type !== undefined && Object.hasOwn(QUERY_TYPES, type)
    ? QUERY_TYPES[type as keyof typeof QUERY_TYPES]
    : undefined;
}
