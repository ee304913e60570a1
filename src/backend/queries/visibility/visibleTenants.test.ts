import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import { readVisibility } from '../../settings/visibility.ts';
import { doubts, showsEverything, visibleTenants } from './visibleTenants.ts';

const id = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;

/** Customers by name, each with its one tenant. */
function directory(...rows: [name: string, change?: Partial<Tenant>][]) {
  const customers = rows.map(([name], index) => ({ id: id(index + 1), name, domain: null }) as Customer);
  const tenants = rows.map(
    ([name, change], index) =>
      ({ tenantId: id(index + 1), customerId: id(index + 1), name, domain: null, tags: {}, ...change }) as Tenant,
  );
  return {
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    tenants: new Map(tenants.map((tenant) => [tenant.tenantId, tenant])),
  };
}
const ESTATE = directory(
  ['Contoso', { tags: { team: 'North' }, domain: 'contoso.com' }],
  ['Fabrikam'],
  ['Tailwind', { tags: { team: 'south' } }],
);

function rules(...lists: { allow?: object; deny?: object }[]) {
  const mistakes: string[] = [];
  const policy = readVisibility({ rules: lists.map((list) => ({ subject: 'nobody', ...list })) }, mistakes);
  expect(mistakes).toEqual([]);
  return policy?.rules ?? [];
}
function seen(given: ReturnType<typeof rules>, estate = ESTATE): string[] {
  return [...visibleTenants(given, estate).tenants].map((one) => estate.tenants.get(one)?.name ?? one);
}
const everything = { allow: { customers: ['*'] } };

test.each<[string, { allow?: object; deny?: object }[], string[]]>([
  ['no rule', [], []],
  ['everything', [everything], ['Contoso', 'Fabrikam', 'Tailwind']],
  ['a name in another case', [{ allow: { customers: ['CONTOSO'] } }], ['Contoso']],
  [
    'an id, a domain and a tag',
    [{ allow: { customers: [id(2)], tenants: ['Contoso.COM'], tags: ['TEAM=south'] } }],
    ['Contoso', 'Fabrikam', 'Tailwind'],
  ],
  ['a tag whatever its value', [{ allow: { tags: ['team'] } }], ['Contoso', 'Tailwind']],
  ['a name of a tag that is the value of none', [{ allow: { tags: ['south'] } }], []],
  [
    'several rules together',
    [{ allow: { customers: ['Contoso'] } }, { allow: { customers: ['Fabrikam'] } }],
    ['Contoso', 'Fabrikam'],
  ],
  ['a deny in another rule', [everything, { deny: { tags: ['team=north'] } }], ['Fabrikam', 'Tailwind']],
  ['a deny that comes first', [{ deny: { customers: ['Fabrikam'] } }, everything], ['Contoso', 'Tailwind']],
  ['the same allowed and denied', [{ allow: { customers: ['Contoso'] }, deny: { tenants: [id(1)] } }], []],
  ['a deny alone', [{ deny: { customers: ['Contoso'] } }], []],
  ['everything denied', [everything, { deny: { customers: ['*'] } }], []],
])('%s', (_, lists, names) => {
  expect(seen(rules(...lists))).toEqual(names);
});

test('a deny by a name that nobody has might mean anybody, so nothing is shown; by an id it means nobody', () => {
  for (const deny of [{ customers: ['Contosso'] }, { tenants: ['gone.example.com'] }, { tags: ['team=west'] }]) {
    expect(visibleTenants(rules(everything, { deny }), ESTATE)).toEqual({ tenants: new Set(), unclear: true });
  }
  expect(seen(rules(everything, { deny: { customers: [id(9)], tenants: [id(8)] } }))).toHaveLength(3);
});

test('a name that several have is allowed to none and denied to all: customers choose their names', () => {
  const twice = directory(['Contoso'], ['contoso '], ['Fabrikam']);
  expect(seen(rules({ allow: { customers: ['Contoso', 'Fabrikam'] } }), twice)).toEqual(['Fabrikam']);
  expect(seen(rules(everything, { deny: { customers: ['Contoso'] } }), twice)).toEqual(['Fabrikam']);
  expect(doubts(rules({ allow: { customers: ['Contoso'] } }), twice)).toEqual([
    expect.stringContaining('several are called'),
  ]);
});

test('a customer that calls itself by the id of another, or everything, is neither', () => {
  const liar = directory(['Contoso'], [id(1)], ['*']);
  expect(seen(rules({ allow: { customers: [id(1)] } }), liar)).toEqual(['Contoso']);
  expect(seen(rules(everything, { deny: { customers: [id(1)] } }), liar)).toEqual([id(1), '*']);
});

test('only what hides nothing for good is everything', () => {
  expect(showsEverything(rules(everything))).toBe(true);
  expect(showsEverything(rules(everything, { deny: { customers: [id(9)] } }))).toBe(false);
  expect(showsEverything(rules({ allow: { tags: ['*'], tenants: ['*'] } }))).toBe(false);
  expect(showsEverything([])).toBe(false);
});

test('whoever sees everything is told what in the rules is about nobody', () => {
  expect(doubts(rules(everything, { allow: { customers: ['Nobody'] }, deny: { tags: ['x'] } }), ESTATE)).toEqual([
    'Visibility rule 2 allows "nobody", which nobody is called.',
    expect.stringContaining('Visibility rule 2 denies "x"'),
  ]);
});
