import type { AzureCspQuery } from '../types.ts';
import { setFilter, setQueryType } from './changeQuery.ts';

const QUERY: AzureCspQuery = {
  refId: 'A',
  queryType: 'healthSummary',
  groupBy: 'location',
  sort: '-resources',
  limit: 7,
  filters: { customer: ['Contoso'], location: ['westeurope'], state: ['Degraded'] },
};

describe('setQueryType', () => {
  it('should keep what the other type has too, and drop what it would refuse', () => {
    expect(setQueryType(QUERY, 'tenants')).toEqual({
      refId: 'A',
      queryType: 'tenants',
      limit: 7,
      filters: { customer: ['Contoso'] },
    });
  });

  it('should group by customer where a grouping is needed and none was chosen', () => {
    expect(setQueryType({ refId: 'A', queryType: 'tenants' }, 'healthSummary')).toMatchObject({ groupBy: 'customer' });
  });
});

describe('setFilter', () => {
  it('should keep other filters, readable or not, and take out an empty one', () => {
    const query = { ...QUERY, filters: { moon: 'x', customer: ['Contoso'] } as never };
    expect(setFilter(query, 'customer', []).filters).toEqual({ moon: 'x' });
    expect(setFilter(query, 'tenant', ['a']).filters).toEqual({ moon: 'x', customer: ['Contoso'], tenant: ['a'] });
  });
});
