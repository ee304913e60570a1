import type { DataFrame, MetricFindValue } from '@grafana/data';
import type { QueryFilters } from '../../shared/query.ts';
import type { QueryType } from '../../shared/queryTypes.ts';
import type { OptionKind } from '../../shared/tree.ts';
import type { AzureCspQuery } from '../types.ts';

/** Query types whose own order is worst first, with the columns that name a row. */
const LISTS: Partial<Record<OptionKind, { queryType: QueryType; text: string; value: string }>> = {
  customer: { queryType: 'customers', text: 'customer', value: 'customerId' },
  tenant: { queryType: 'tenants', text: 'tenant', value: 'tenantId' },
  subscription: { queryType: 'subscriptions', text: 'subscription', value: 'subscriptionId' },
  resourceGroup: { queryType: 'resourceGroups', text: 'resourceGroup', value: 'resourceGroupId' },
  resource: { queryType: 'resources', text: 'resource', value: 'resourceId' },
};

/** Whether things of this kind have a health that they can be sorted by. */
export function hasBadness(kind: OptionKind): boolean {
  return kind in LISTS;
}

/** The query whose rows are the values, the worst first. */
export function worstFirstQuery(kind: OptionKind, filters: QueryFilters, limit: number): AzureCspQuery | undefined {
  const list = LISTS[kind];
  return list && { refId: 'values', queryType: list.queryType, filters, limit, format: 'table' };
}

/** Names and ids of the rows, each once. */
export function valuesOfFrame(kind: OptionKind, frame: DataFrame | undefined): MetricFindValue[] {
  const list = LISTS[kind];
  const column = (name: string | undefined) => frame?.fields.find((field) => field.name === name)?.values;
  const texts = column(list?.text);
  const values = column(list?.value);
  if (!texts || !values) {
    return [];
  }
  const found = Array.from({ length: frame?.length ?? 0 }, (_, row): [string, string] => {
    const value = String(values[row] ?? '');
    return [value, String(texts[row] ?? value)];
  });
  return [...new Map(found.filter(([value]) => value !== ''))].map(([value, text]) => ({ text, value }));
}
