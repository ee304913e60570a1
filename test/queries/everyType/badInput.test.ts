import { TestEstate } from '../estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start({ begin: false });
});
afterAll(() => estate.close());

test.each<[string, unknown, RegExp]>([
  ['no object', 'resources', /not a JSON object/],
  ['null', null, /not a JSON object/],
  ['a list', [], /not a JSON object/],
  ['no query type', {}, /names no query type/],
  ['an unknown query type', { queryType: 'resorces' }, /Unknown query type 'resorces'.*resources/],
  ['a query type that every object has', { queryType: 'constructor' }, /Unknown query type 'constructor'/],
  ['a query type that climbs', { queryType: '../run' }, /Unknown query type/],
  ['a query type that is no text', { queryType: 7 }, /Unknown query type a number/],
  [
    'an unknown filter',
    { queryType: 'resources', filters: { colour: ['red'] } },
    /resources can't be filtered by 'colour'/,
  ],
  [
    'a filter of another type',
    { queryType: 'customers', filters: { location: ['westeurope'] } },
    /customers can't be filtered by 'location'. It takes: customer, tag, state/,
  ],
  [
    'an aggregation that is an object with a toString of its own',
    { queryType: 'metrics', metric: { name: 'Percentage CPU', aggregation: { toString: 5 } } },
    /The aggregation of the metric is an object or a list, which is none of/,
  ],
  [
    'a number of series that is such an object',
    { queryType: 'metrics', metric: { name: 'Percentage CPU', top: { toString: 5 } } },
    /top is an object or a list/,
  ],
  ['filters that are a list', { queryType: 'resources', filters: ['x'] }, /filters are not a JSON object/],
  [
    'a filter value that is no text',
    { queryType: 'resources', filters: { customer: [1] } },
    /'customer' holds a value that is not text/,
  ],
  [
    'a null among the values',
    { queryType: 'resources', filters: { customer: [null] } },
    /'customer' holds a value that is not text/,
  ],
  [
    'a variable',
    { queryType: 'resources', filters: { customer: ['$customer'] } },
    /'\$customer', a dashboard variable/,
  ],
  [
    'a variable in braces',
    { queryType: 'resources', filters: { customer: ['${customer:csv}'] } },
    /a dashboard variable/,
  ],
  [
    'a variable in brackets',
    { queryType: 'resources', filters: { customer: ['[[customer]]'] } },
    /a dashboard variable/,
  ],
  ['a variable as a tag value', { queryType: 'resources', filters: { tag: ['env=$env'] } }, /a dashboard variable/],
  ['an unknown groupBy', { queryType: 'healthSummary', groupBy: 'planet' }, /Unknown groupBy 'planet'.*location/],
  ['an unknown format', { queryType: 'healthSummary', format: 'xml' }, /Unknown format 'xml'/],
  ['an unknown sort column', { queryType: 'resources', sort: '-colour' }, /no column 'colour'.*healthValue/],
  ['a sort that is no text', { queryType: 'resources', sort: 1 }, /sort is not text/],
  [
    'a column of another level',
    { queryType: 'healthSummary', groupBy: 'location', sort: 'customer' },
    /no column 'customer'/,
  ],
  ['a limit of 0', { queryType: 'resources', limit: 0 }, /limit is not a whole number above 0/],
  ['a broken limit', { queryType: 'resources', limit: 1.5 }, /limit is not a whole number/],
  ['a limit that is text', { queryType: 'resources', limit: '10' }, /limit is not a whole number/],
  ['a limit beyond the most', { queryType: 'resources', limit: 100_001 }, /the most is 100000/],
])('%s gets a sentence that names it', async (_, model, sentence) => {
  await expect(estate.ask(model)).rejects.toMatchObject({
    name: 'CspError',
    status: 400,
    source: 'downstream',
    message: expect.stringMatching(sentence),
  });
});

test.each<[string, object]>([
  [
    'fields of Grafana',
    { refId: 'A', datasource: { uid: 'x' }, hide: false, intervalMs: 1000, maxDataPoints: 100, key: 'Q-1' },
  ],
  ['fields of later versions', { colour: 'red', options: { deep: true } }],
  ['absent lists', { filters: { customer: null, tenant: undefined, state: [] } }],
  ['a filter that means everything, where the type does not take it', { filters: { location: ['$__all'], tag: [''] } }],
  ['one value without a list', { filters: { customer: 'Contoso' } }],
])('%s are no mistake', async (_, fields) => {
  await expect(estate.ask({ queryType: 'customers', ...fields })).resolves.toMatchObject({ meta: { type: 'table' } });
});

test('a cancelled request is not answered', async () => {
  const asked = estate.askAll({ queryType: 'customers' }, { signal: AbortSignal.abort() });
  await expect(asked).rejects.toMatchObject({ code: 'Cancelled', status: 499 });
});
