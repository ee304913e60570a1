import { noticesOf, rowsOf, SMALL, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('lists every resource, in trouble the latest first, those without a health last, else by customer, subscription and name', async () => {
  const rows = await estate.rows({ queryType: 'resources' }, [
    'subscription',
    'resourceGroup',
    'resource',
    'resourceType',
    'healthState',
  ]);
  expect(rows).toEqual([
    ['Contoso Production', 'RG-Data', 'kv-contoso', 'Microsoft.KeyVault/vaults', 'Unavailable'],
    ['Contoso Production', 'rg-web', 'vm-web-02', 'Microsoft.Compute/virtualMachines', 'Unavailable'],
    ['Northwind Web', 'rg-north', 'vm-north-01', 'Microsoft.Compute/virtualMachines', 'Degraded'],
    ['Contoso Production', 'rg-web', 'app-contoso', 'Microsoft.Web/sites', 'Degraded'],
    ['Contoso Production', 'rg-web', 'vm-batch-01', 'Microsoft.Compute/virtualMachines', 'UserInitiated'],
    ['Contoso Production', 'RG-Data', 'orders', 'Microsoft.Sql/servers/databases', 'Unknown'],
    ['Contoso Production', 'rg-web', 'plan-contoso', 'Microsoft.Web/serverfarms', 'Available'],
    ['Contoso Production', 'RG-Data', 'stcontoso', 'Microsoft.Storage/storageAccounts', 'Available'],
    ['Contoso Production', 'rg-web', 'vm-web-01', 'Microsoft.Compute/virtualMachines', 'Available'],
    ['Northwind Web', 'rg-north', 'app-northwind', 'Microsoft.Web/sites', 'Available'],
    ['Contoso Archive', 'rg-archive', 'starchive', 'Microsoft.Storage/storageAccounts', null],
    ['Contoso Development', 'rg-dev', 'vm-dev-01', 'Microsoft.Compute/virtualMachines', null],
    ['Contoso Development', 'rg-dev', 'vnet-dev', 'Microsoft.Network/virtualNetworks', null],
    ['Contoso Production', 'rg-web', 'add-oncall', 'Microsoft.AlertsManagement/actionRules', null],
    ['Contoso Production', 'rg-web', 'ag-empty', 'microsoft.insights/actiongroups', null],
    ['Contoso Production', 'rg-web', 'ag-ops', 'Microsoft.Insights/actionGroups', null],
    ['Contoso Production', 'rg-web', 'aks-nodes', 'Microsoft.AlertsManagement/prometheusRuleGroups', null],
    ['Contoso Production', 'rg-web', 'app-latency', 'microsoft.insights/metricAlerts', null],
    ['Contoso Production', 'rg-web', 'cpu-web', 'Microsoft.Insights/metricAlerts', null],
    ['Contoso Production', 'rg-web', 'disk-web-01', 'Microsoft.Compute/disks', null],
    ['Contoso Production', 'rg-web', 'failed-orders', 'Microsoft.Insights/scheduledQueryRules', null],
    [
      'Contoso Production',
      'rg-web',
      'Failure Anomalies - app-contoso',
      'microsoft.alertsManagement/smartDetectorAlertRules',
      null,
    ],
    ['Contoso Production', 'rg-web', 'legacy-heartbeat', 'microsoft.insights/scheduledqueryrules', null],
    ['Contoso Production', 'rg-web', 'mute-at-night', 'Microsoft.AlertsManagement/actionRules', null],
    ['Contoso Production', 'rg-web', 'nic-web-01', 'Microsoft.Network/networkInterfaces', null],
    ['Contoso Production', 'rg-web', 'resource-health', 'Microsoft.Insights/activityLogAlerts', null],
    ['Contoso Production', 'rg-web', 'service-health', 'Microsoft.Insights/activityLogAlerts', null],
    ['Contoso Production', 'RG-Data', 'sql-contoso', 'Microsoft.Sql/servers', null],
    ['Contoso Production', 'rg-web', 'vm-deleted', 'Microsoft.Insights/activityLogAlerts', null],
    ['Northwind Web', 'rg-north', 'north-availability', 'Microsoft.Insights/metricAlerts', null],
    ['Northwind Web', 'rg-north', 'north-service-health', 'Microsoft.Insights/activityLogAlerts', null],
    ['Northwind Web', 'rg-north', 'pip-north', 'Microsoft.Network/publicIPAddresses', null],
  ]);
});

const VM = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;

test.each([
  ['name', { resource: ['VM-WEB-01'] }, ['vm-web-01']],
  ['id', { resource: [VM.toLowerCase()] }, ['vm-web-01']],
  ['id and name', { resource: [VM, 'nic-web-01'] }, ['vm-web-01', 'nic-web-01']],
  ['type', { resourceType: ['microsoft.web/SITES'] }, ['app-contoso', 'app-northwind']],
  ['location', { location: ['northeurope'], state: ['Available'] }, ['stcontoso']],
  ['resource group', { resourceGroup: ['rg-dev', 'rg-archive'] }, ['starchive', 'vm-dev-01', 'vnet-dev']],
  ['tag name', { tag: ['owner'] }, ['stcontoso']],
  ['tag value', { tag: ['team=web', 'env=test'] }, ['vm-web-02', 'vm-batch-01', 'vm-web-01']],
  ['tag value with letters beyond ASCII', { tag: ['Owner=büro köln'] }, ['stcontoso']],
  ['state', { state: ['Unknown', 'UserInitiated'] }, ['vm-batch-01', 'orders']],
  [
    'no health, in a tenant',
    { state: ['NoHealth'], tenant: [SMALL.northwind] },
    ['north-availability', 'north-service-health', 'pip-north'],
  ],
  ['customer and type', { customer: ['Contoso'], resourceType: ['Microsoft.Web/sites'] }, ['app-contoso']],
])('is filtered by %s', async (_, filters, names) => {
  const table = await estate.ask({ queryType: 'resources', filters });
  expect(rowsOf(table).map((row) => row['resource'])).toEqual(names);
  expect(noticesOf(table).filter((text) => /no longer known/.test(text))).toEqual([]);
});

test('says which values match nothing, and why nothing is left', async () => {
  const table = await estate.ask({
    queryType: 'resources',
    filters: { resource: ['vm-gone'], resourceType: ['Microsoft.Web/sites'] },
  });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Resource 'vm-gone' is no longer known/),
      expect.stringMatching(/^Nothing to show/),
    ]),
  );
});

test('tags are text, null where there are none, and kind and sku are there', async () => {
  const rows = await estate.rows(
    { queryType: 'resources', filters: { resource: ['vm-web-01', 'plan-contoso', 'nic-web-01'] }, sort: 'resource' },
    ['resource', 'tags', 'kind', 'location'],
  );
  expect(rows).toEqual([
    ['nic-web-01', null, null, 'westeurope'],
    ['plan-contoso', null, 'linux', 'westeurope'],
    ['vm-web-01', 'env=prod, team=web', null, 'westeurope'],
  ]);
});

test('a resource without a health says why', async () => {
  const reasons = Object.fromEntries(
    await estate.rows({ queryType: 'resources', filters: { state: ['NoHealth'] } }, ['resource', 'reason']),
  );
  expect(reasons['nic-web-01']).toMatch(/^Not supported: /);
  expect(reasons['vm-dev-01']).toMatch(/is not registered/);
  expect(reasons['starchive']).toMatch(/Disabled/);
});

test.each([
  ['resource', ['add-oncall', 'ag-empty', 'ag-ops']],
  ['-resource', ['vnet-dev', 'vm-web-02', 'vm-web-01']],
  ['healthValue', ['plan-contoso', 'stcontoso', 'vm-web-01']],
  ['-location', ['vm-web-02', 'app-contoso', 'vm-batch-01']],
])('sorts by %s', async (sort, first) => {
  expect((await estate.rows({ queryType: 'resources', sort }, ['resource'])).slice(0, 3).flat()).toEqual(first);
});

test('a limit cuts after sorting, and says so', async () => {
  const table = await estate.ask({ queryType: 'resources', limit: 2 });
  expect(rowsOf(table).map((row) => row['resource'])).toEqual(['kv-contoso', 'vm-web-02']);
  expect(noticesOf(table)).toContain('2 of 32 rows; narrow the scope or raise the limit.');
  const filtered = await estate.ask({ queryType: 'resources', limit: 1, filters: { state: ['Degraded'] } });
  expect(noticesOf(filtered)).toContain('1 of 2 rows; narrow the scope or raise the limit.');
});
