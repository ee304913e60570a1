import { ACCESS_CODES } from '../../../src/backend/queries/absence/access.ts';
import type { OptionsPage, TreePage } from '../../../src/shared/tree.ts';
import { SMALL, TestEstate } from '../estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const tree = async (query: Record<string, string> = {}) => (await estate.route('tree', query)).body as TreePage;
const options = async (query: Record<string, string>) => (await estate.route('/options', query)).body as OptionsPage;
const names = (page: TreePage) => page.nodes.map((node) => node.name);
const GROUP = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/RG-Data`;

test('the tree opens level by level', async () => {
  expect(await tree()).toEqual({
    nodes: [
      { kind: 'customer', id: SMALL.contoso, name: 'Contoso', path: [], hasChildren: true, healthValue: 4 },
      {
        kind: 'customer',
        id: SMALL.fabrikam,
        name: 'Fabrikam Österreich',
        path: [],
        hasChildren: true,
        healthValue: null,
      },
      { kind: 'customer', id: SMALL.northwind, name: 'Northwind Traders', path: [], hasChildren: true, healthValue: 3 },
      {
        kind: 'customer',
        id: SMALL.tailwind,
        name: 'Tailwind Traders',
        path: [],
        hasChildren: true,
        healthValue: null,
      },
    ],
    total: 4,
  });
  expect((await tree({ parent: `customer:${SMALL.contoso}` })).nodes).toMatchObject([
    { kind: 'tenant', id: SMALL.contoso, hasChildren: true, path: ['Contoso'] },
  ]);
  expect(names(await tree({ parent: `tenant:${SMALL.contoso}` }))).toEqual([
    'Contoso Archive',
    'Contoso Development',
    'Contoso Production',
  ]);
  expect(await tree({ parent: `tenant:${SMALL.fabrikam}` })).toEqual({ nodes: [], total: 0 });
  expect((await tree({ parent: `subscription:${SMALL.contosoProduction}` })).nodes).toMatchObject([
    { kind: 'resourceGroup', id: GROUP, name: 'RG-Data', hasChildren: true, healthValue: 4 },
    { kind: 'resourceGroup', name: 'rg-web', hasChildren: true, healthValue: 4 },
  ]);
  expect((await tree({ parent: `resourceGroup:${GROUP.toLowerCase()}` })).nodes).toMatchObject([
    {
      kind: 'resource',
      name: 'kv-contoso',
      hasChildren: false,
      healthValue: 4,
      path: ['Contoso', 'Contoso', 'Contoso Production', 'RG-Data'],
    },
    { name: 'orders', healthValue: 1 },
    { name: 'sql-contoso', healthValue: null },
    { name: 'stcontoso', healthValue: 0 },
  ]);
});

test('pages go on where the last one ended', async () => {
  const parent = `tenant:${SMALL.contoso}`;
  const first = await tree({ parent, limit: '2' });
  expect(names(first)).toEqual(['Contoso Archive', 'Contoso Development']);
  expect(first.total).toBe(3);
  const second = await tree({ parent, limit: '2', after: first.next ?? '' });
  expect(names(second)).toEqual(['Contoso Production']);
  expect(second.next).toBeUndefined();
});

test('a search finds names and ids of every level below its parent', async () => {
  expect((await tree({ search: 'WEB' })).nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'subscription Northwind Web',
    'resourceGroup rg-web',
    'resource add-oncall',
    'resource ag-empty',
    'resource ag-ops',
    'resource aks-nodes',
    'resource app-contoso',
    'resource app-latency',
    'resource app-northwind',
    'resource cpu-web',
    'resource disk-web-01',
    'resource failed-orders',
    'resource Failure Anomalies - app-contoso',
    'resource legacy-heartbeat',
    'resource mute-at-night',
    'resource nic-web-01',
    'resource plan-contoso',
    'resource resource-health',
    'resource service-health',
    'resource vm-batch-01',
    'resource vm-deleted',
    'resource vm-web-01',
    'resource vm-web-02',
  ]);
  expect(names(await tree({ search: 'web', parent: `customer:${SMALL.northwind}` }))).toEqual([
    'Northwind Web',
    'app-northwind',
  ]);
  expect((await tree({ search: SMALL.fabrikam })).nodes.map((node) => node.kind)).toEqual(['customer', 'tenant']);
});

test('a parent that has gone has no children', async () => {
  expect(await tree({ parent: 'subscription:gone' })).toEqual({ nodes: [], total: 0 });
});

test('options keep text and value apart', async () => {
  expect((await options({ kind: 'customer' })).options).toContainEqual({
    text: 'Northwind Traders',
    value: SMALL.northwind,
  });
  expect(await options({ kind: 'resourceGroup', scope: JSON.stringify({ customer: ['Northwind Traders'] }) })).toEqual({
    options: [{ text: 'rg-north', value: `/subscriptions/${SMALL.northwindWeb}/resourceGroups/rg-north` }],
    total: 1,
  });
});

test.each<[string, object, string[]]>([
  ['tenant', { customer: ['Contoso'] }, ['Contoso']],
  [
    'subscription',
    { customer: ['All'] },
    ['Contoso Archive', 'Contoso Development', 'Contoso Production', 'Northwind Web'],
  ],
  ['subscription', { customer: ['Contoso', 'Gone'] }, ['Contoso Archive', 'Contoso Development', 'Contoso Production']],
  [
    'subscription',
    { subscription: ['Northwind Web'] },
    ['Contoso Archive', 'Contoso Development', 'Contoso Production', 'Northwind Web'],
  ],
  [
    'resource',
    { subscription: ['Northwind Web'] },
    ['app-northwind', 'north-availability', 'north-service-health', 'pip-north', 'vm-north-01'],
  ],
  [
    'resourceType',
    { tenant: [SMALL.northwind] },
    [
      'Microsoft.Compute/virtualMachines',
      'Microsoft.Insights/activityLogAlerts',
      'Microsoft.Insights/metricAlerts',
      'Microsoft.Network/publicIPAddresses',
      'Microsoft.Web/sites',
    ],
  ],
  ['location', {}, ['germanywestcentral', 'global', 'northeurope', 'westeurope']],
  ['tag', { resource: ['vm-web-01', 'vm-batch-01'] }, ['env', 'env=prod', 'env=test', 'team', 'team=web']],
  ['state', {}, ['Available', 'Unknown', 'UserInitiated', 'Degraded', 'Unavailable', 'NoHealth']],
])('options of kind %s in %j', async (kind, scope, texts) => {
  expect((await options({ kind, scope: JSON.stringify(scope) })).options.map((option) => option.text)).toEqual(texts);
});

test('states are those of the query type', async () => {
  const ask = async (queryType: string) =>
    (await options({ kind: 'state', queryType })).options.map((option) => option.value);
  expect(await ask('subscriptions')).toEqual(['Enabled', 'Warned', 'PastDue', 'Disabled', 'Deleted']);
  expect(await ask('collectorStatus')).toEqual(['ok', 'failed', 'skipped', 'pending']);
  expect((await ask('tenantAccess')).sort()).toEqual(Object.keys(ACCESS_CODES).sort());
  expect(await ask('resourceHealth')).toContain('Degraded');
});

test('options are searched and cut', async () => {
  expect(await options({ kind: 'resource', search: 'VM-', limit: '2' })).toMatchObject({
    options: [{ text: 'vm-batch-01' }, { text: 'vm-deleted' }],
    total: 6,
  });
});

test.each<[string, string, Record<string, string>, string, number, RegExp]>([
  ['an unknown path', 'secrets', {}, 'GET', 404, /no resource 'secrets'/],
  ['a path that every object has', 'constructor', {}, 'GET', 404, /no resource/],
  ['another method', 'tree', {}, 'POST', 405, /GET/],
  ['a parent without a kind', 'tree', { parent: 'contoso' }, 'GET', 400, /KIND:ID/],
  ['an unknown kind of parent', 'tree', { parent: 'planet:x' }, 'GET', 400, /KIND:ID/],
  ['a cursor that is none', 'tree', { after: '!' }, 'GET', 400, /cursor/],
  ['a broken limit', 'tree', { limit: '-1' }, 'GET', 400, /limit/],
  ['no kind', 'options', {}, 'GET', 400, /kind is ''/],
  ['an unknown kind', 'options', { kind: 'planet' }, 'GET', 400, /'planet'/],
  ['a scope that is no JSON', 'options', { kind: 'tenant', scope: '{' }, 'GET', 400, /scope is not JSON/],
  ['an unknown filter in the scope', 'options', { kind: 'tenant', scope: '{"colour":["red"]}' }, 'GET', 400, /colour/],
])('%s gets a status and a sentence', async (_, path, query, method, status, sentence) => {
  expect(await estate.route(path, query, method)).toEqual({
    status,
    body: { error: expect.stringMatching(sentence), code: expect.any(String) },
  });
});
