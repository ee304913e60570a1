import type { TenantOptions } from '../../../shared/settings.ts';
import { exportTenants, parseTenants } from './tenantCsv.ts';
import { mergeTenants } from './tenantList.ts';

const SUBSCRIPTION = '33333333-0000-4000-8000-000000000001';
const OTHER = '33333333-0000-4000-8000-000000000002';
const CREDENTIALS = new Set(['partner', 'direct']);
const parse = (text: string, present: TenantOptions[] = []) => parseTenants(text, present, CREDENTIALS);

describe('tenants as CSV', () => {
  it.each([
    ['comma', `adatum.com,"Adatum, Inc.",direct,false,team=north; tier=gold,${SUBSCRIPTION},${OTHER}`],
    ['semicolon', `adatum.com;"Adatum, Inc.";direct;no;"team=north; tier=gold";${SUBSCRIPTION};${OTHER}`],
    ['tab', `adatum.com\tAdatum, Inc.\tdirect\t0\tteam=north; tier=gold\t${SUBSCRIPTION}\t${OTHER}`],
  ])('should be read with %s and without a header', (_, text) => {
    expect(parse(text)).toEqual({
      tenants: [
        {
          tenantId: 'adatum.com',
          name: 'Adatum, Inc.',
          credential: 'direct',
          enabled: false,
          tags: { team: 'north', tier: 'gold' },
          includeSubscriptions: [SUBSCRIPTION],
          excludeSubscriptions: [OTHER],
        },
      ],
      existing: [],
      problems: [],
    });
  });

  it('should be a column of domains alone', () => {
    expect(parse('adatum.com\n\n  fabrikam.com  \n').tenants).toEqual([
      { tenantId: 'adatum.com' },
      { tenantId: 'fabrikam.com' },
    ]);
  });

  it('should follow a header in any order, and leave what it does not know', () => {
    const { tenants, header } = parse('\uFEFFName;Country;Tenant id or domain;Watch\nAdatum;SE;adatum.com;yes');
    expect(tenants).toEqual([{ tenantId: 'adatum.com', name: 'Adatum' }]);
    expect(header).toBe('Name,Country,Tenant id or domain,Watch');
  });

  it('should name each line that can not be taken, and lose none', () => {
    const { tenants, problems, existing } = parse(
      [
        'adatum.com,Adatum',
        'not a tenant,Adatum',
        'fabrikam.com,Fabrikam,nobody',
        'litware.com,Litware,,perhaps',
        'proseware.com,Proseware,,,team',
        `tailspin.com,Tailspin,,,,one`,
        'ADATUM.com,Adatum again',
        ',Nobody',
        'wingtip.com,Wingtip,,,,,,more',
        'contoso.com,Contoso',
      ].join('\n'),
      [{ tenantId: 'Contoso.com' }],
    );
    expect(tenants).toEqual([{ tenantId: 'adatum.com', name: 'Adatum' }]);
    expect(existing).toEqual([
      { line: 10, tenant: { tenantId: 'contoso.com', name: 'Contoso' }, row: 'contoso.com,Contoso' },
    ]);
    expect(problems.map(({ sentence }) => sentence)).toEqual([
      'Line 2 has the tenant "not a tenant", which must be a tenant ID (a GUID) or one of the tenant\'s domains, such as contoso.onmicrosoft.com.',
      'Line 3 names the credential "nobody", but no credential has that name.',
      'Line 4 has "perhaps" under enabled, which must be true or false.',
      'Line 5 has the tags "team", which must be written as team=north; tier=gold.',
      'Line 6 has subscriptions under include or exclude, which must hold subscription IDs (GUIDs) only.',
      'Line 7 repeats ADATUM.com of line 1.',
      'Line 8 names no tenant.',
      'Line 9 has 8 columns, but only 7 are known.',
    ]);
    expect(problems[1]?.row).toBe('fabrikam.com,Fabrikam,nobody');
  });

  it('should name a line with an open quote', () => {
    expect(parse('adatum.com,"Adatum').problems).toEqual([
      { line: 1, sentence: 'Line 1 has quotes that don’t close.', row: 'adatum.com,Adatum' },
    ]);
  });

  it('should read back what was exported', () => {
    const tenants: TenantOptions[] = [
      {
        tenantId: 'adatum.com',
        name: '=Adatum "A"; B,\nC',
        credential: 'direct',
        enabled: false,
        tags: { team: 'north', tier: 'gold; or=silver' },
        includeSubscriptions: [SUBSCRIPTION, OTHER],
        excludeSubscriptions: [OTHER],
      },
      { tenantId: 'fabrikam.com', tags: { 'a=b': 'c' } },
      { tenantId: 'contoso.com' },
    ];
    const text = exportTenants(tenants);
    expect(text).toContain("'=Adatum");
    expect(parse(text)).toEqual({ tenants, existing: [], problems: [], header: expect.any(String) });
  });

  it('should replace rows that are there, but keep what the text has no column for', () => {
    const present = [{ tenantId: 'Contoso.com', name: 'Old', tags: { team: 'north' }, later: 1 } as TenantOptions];
    const { existing } = parse('tenant,name,enabled\ncontoso.com,New,false', present);
    expect(
      mergeTenants(
        present,
        existing.map(({ tenant }) => tenant),
      ),
    ).toEqual([{ tenantId: 'contoso.com', name: 'New', enabled: false, tags: { team: 'north' }, later: 1 }]);
  });
});
