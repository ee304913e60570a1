import { MAX_LIMIT } from '../../shared/query.ts';
import { limitProblem, readQuery } from './readQuery.ts';

describe('readQuery', () => {
  it('should read a good query without remarks', () => {
    const query = { queryType: 'resourceHealth', filters: { customer: ['Contoso'] }, sort: '-healthValue', limit: 5 };
    expect(readQuery(query)).toMatchObject({ ...query, problems: [] });
  });

  it.each([null, 'text', 7, [], {}])('should read %j and say that the type is unknown', (saved) => {
    const { info, filters, problems } = readQuery(saved);
    expect(info).toBeUndefined();
    expect(filters).toEqual({});
    expect(problems).toHaveLength(1);
  });

  it('should name every part that it cannot use and keep the rest', () => {
    const { filters, problems, limit, groupBy } = readQuery({
      queryType: 'tenants',
      filters: { moon: ['x'], tenant: 'Contoso', customer: ['Fabrikam'], location: ['westeurope'] },
      groupBy: 'colour',
      limit: 0,
      sort: 1,
      format: 'xml',
    });
    expect(filters).toEqual({ customer: ['Fabrikam'], location: ['westeurope'] });
    expect([limit, groupBy]).toEqual([undefined, undefined]);
    expect(problems.map((text) => /“(\w+)”|Sort/.exec(text)?.[1] ?? 'sort').sort()).toEqual(
      ['0', 'colour', 'location', 'moon', 'sort', 'tenant', 'xml'].sort(),
    );
  });
});

describe('limitProblem', () => {
  it.each(['1', '500', String(MAX_LIMIT)])('should take %s', (text) => expect(limitProblem(text)).toBeUndefined());
  it.each(['0', '-1', '1.5', 'ten', String(MAX_LIMIT + 1)])('should refuse %s', (text) =>
    expect(limitProblem(text)).toMatch('whole number'),
  );
});
