import { changeTenants, findTenants, mergeTenants, repeatedTenants, withEnabled } from './tenantList.ts';

const TENANTS = [
  { tenantId: 'adatum.com', name: 'Adatum', tags: { team: 'north' } },
  { tenantId: 'fabrikam.com', credential: 'direct' },
  { tenantId: 'ADATUM.com' },
  { tenantId: '' },
  { tenantId: '' },
];

describe('tenants', () => {
  it.each([
    ['', [0, 1, 2, 3, 4]],
    ['adatum', [0, 2]],
    [' Direct ', [1]],
    ['team=north', [0]],
    ['nobody', []],
  ])('should be found by "%s"', (search, places) => {
    expect(findTenants(TENANTS, search)).toEqual(places);
  });

  it('should be told apart in any case, rows that are not filled in yet aside', () => {
    expect([...repeatedTenants(TENANTS)]).toEqual([2]);
  });

  it('should be switched off many at once, and on again without a trace', () => {
    const off = changeTenants(TENANTS, new Set([0, 1]), (tenant) => withEnabled(tenant, false));
    expect(off.map(({ enabled }) => enabled)).toEqual([false, false, undefined, undefined, undefined]);
    const on = changeTenants(off, new Set([0, 1]), (tenant) => withEnabled(tenant, true));
    expect(JSON.parse(JSON.stringify(on))).toEqual(TENANTS);
  });

  it('should be added behind the others', () => {
    expect(mergeTenants(TENANTS.slice(0, 2), [{ tenantId: 'litware.com' }]).map(({ tenantId }) => tenantId)).toEqual([
      'adatum.com',
      'fabrikam.com',
      'litware.com',
    ]);
  });
});
