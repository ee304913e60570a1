import type { QueryType } from '../../src/shared/queryTypes.ts';

/** What some query types are told beyond the others. */
export const MORE: Partial<Record<QueryType, object>> = {
  metrics: {
    metric: { name: 'Percentage CPU', aggregation: 'Average', dimensions: [{ name: 'x', values: ['y'] }] },
    filters: { resource: ['vm-web-01'] },
  },
  resourceGraph: { kql: 'resources | project id, name' },
  healthSummary: { groupBy: 'customer', rollup: { policy: 'percentage', percentage: 60 } },
  availability: { groupBy: 'customer', availability: { excludePlanned: true } },
};

/** A good query with something in every field, to be spoiled. */
export const modelOf = (queryType: QueryType) => ({
  queryType,
  filters: { customer: ['Contoso'], tag: ['env=prod'] },
  sort: '-healthValue',
  limit: 50,
  format: 'table',
  ...MORE[queryType],
});
