import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handlerOf } from '../../src/backend/queries/registry.ts';
import { FORMATS, GROUP_BY } from '../../src/shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../src/shared/queryTypes.ts';
import { baseNames, readmeRows, ROOT, sourceFiles } from './sources.ts';

const TYPES = (Object.keys(QUERY_TYPES) as QueryType[]).sort();

/** Names that dashboards and alert rules have stored; a test that has to be changed is the warning. */
const RELEASED = [
  'customers',
  'tenants',
  'subscriptions',
  'resourceGroups',
  'resources',
  'resourceHealth',
  'healthSummary',
  'tenantAccess',
  'collectorStatus',
];

test('a query type has its four places: the table, a handler, a test, a README row', () => {
  expect(baseNames('src/backend/queries/handlers', '.ts')).toEqual(TYPES);
  expect(sourceFiles('src/backend/queries/handlers')).toHaveLength(TYPES.length);
  expect(baseNames('test/queries', '.test.ts').filter((name) => name in QUERY_TYPES)).toEqual(TYPES);
  expect(readmeRows('Query types')).toEqual(TYPES);
});

test('wire names stay what they are', () => {
  expect(TYPES).toEqual(expect.arrayContaining(RELEASED));
  expect(TYPES.filter((name) => !/^[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
  expect(GROUP_BY).toEqual(['customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location']);
  expect(FORMATS).toEqual(['table', 'alerting']);
});

test.each(TYPES)('%s describes its columns, and its alert is made of them', async (type) => {
  const { columns, alerting } = await handlerOf(type);
  const names = columns.map((column) => column.name);
  expect(new Set(names).size).toBe(names.length);
  // Grafana's node graph knows its columns by these prefixes.
  expect(names.filter((name) => !/^(?:arc__|detail__)?[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
  expect(columns.filter(({ description }) => description.length < 5)).toEqual([]);
  // What is asked with a metric or a query of one's own has the columns of that, and is never old.
  const info: QueryTypeInfo = QUERY_TYPES[type];
  const freshness = info.inputs ? [] : ['observedAt', 'ageSeconds', 'stale'];
  expect(names).toEqual(expect.arrayContaining([...alerting.labels, alerting.value, ...freshness]));
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type;
  expect(alerting.labels.filter((name) => typeOf(name) !== 'string')).toEqual([]);
  expect(typeOf(alerting.value)).toBe('float64');
});

test('handlers are loaded by the names in the table, never by what a request says', () => {
  const registry = readFileSync(join(ROOT, 'src/backend/queries/registry.ts'), 'utf8');
  expect(registry).toContain('import(`./handlers/${type}.ts`)');
  expect(registry).toContain('handlerOf(type: QueryType)');
});
