import { describe as definition, parentsOf, readVariableQuery, scopeFor, variableProblems } from './scopeOf.ts';

describe('variable queries', () => {
  it.each(['', undefined, null, 'customers()', { kind: 'moon' }])('should read %j as a list of customers', (saved) => {
    expect(readVariableQuery(saved)).toMatchObject({ kind: 'customer', scope: {} });
  });

  it('should leave out of the scope what is no list of texts', () => {
    expect(readVariableQuery({ kind: 'tenant', scope: { customer: ['a'], tenant: 'b', tag: [1] } }).scope).toEqual({
      customer: ['a'],
    });
  });

  it.each<[unknown, string[]]>([
    ['', []],
    [{ kind: 'tenant', scope: { customer: ['a'] } }, []],
    ['customers()', ['“customers()” is not a query of this data source.']],
    [
      { kind: 'moon', scope: { customer: 'a' } },
      ['“moon” is nothing that can be listed.', 'Scope “customer” is not a list of texts.'],
    ],
    [{ scope: ['a'] }, ['The scope is not an object of lists.', 'Scope “0” is not a list of texts.']],
  ])('should say what is wrong with %j', (saved, problems) => {
    expect(variableProblems(saved)).toEqual(problems);
  });

  it('should be narrowed by the levels above', () => {
    expect(parentsOf('customer')).toEqual([]);
    expect(parentsOf('resourceGroup')).toEqual(['customer', 'tenant', 'subscription']);
    expect(parentsOf('location')).toEqual(['customer', 'tenant', 'subscription']);
    expect(parentsOf('resource')).toContain('resourceType');
  });

  it('should keep the narrowing that still applies when the kind changes', () => {
    expect(scopeFor('tenant', { customer: ['$customer'], subscription: ['s'], tenant: ['All'] })).toEqual({
      customer: ['$customer'],
    });
  });

  it('should be described in words', () => {
    expect(definition({ refId: 'A', kind: 'tenant', scope: { customer: ['$customer'] } }, 'Tenants')).toBe(
      'Tenants within customer $customer',
    );
    expect(definition({ refId: 'A', kind: 'tenant', scope: { customer: ['All'] } }, 'Tenants')).toBe('Tenants');
  });
});
