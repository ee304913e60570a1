import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const MINUTE = 60_000;

test('lists what Azure reports on, worst first and of that the latest, and what it could not be asked about', async () => {
  const columns = ['customer', 'resource', 'healthState', 'healthValue', 'reasonType', 'occurredAt', 'durationSeconds'];
  const ago = (minutes: number) => [START - minutes * MINUTE, minutes * 60];
  const days = 10 * 24 * 60;
  expect(await estate.rows({ queryType: 'resourceHealth' }, columns)).toEqual([
    ['Contoso', 'kv-contoso', 'Unavailable', 4, 'Planned', ...ago(5)],
    ['Contoso', 'vm-web-02', 'Unavailable', 4, 'Unplanned', ...ago(20)],
    ['Northwind Traders', 'vm-north-01', 'Degraded', 3, 'Unplanned', ...ago(15)],
    ['Contoso', 'app-contoso', 'Degraded', 3, 'Unplanned', ...ago(45)],
    ['Contoso', 'vm-batch-01', 'UserInitiated', 2, 'UserInitiated', ...ago(600)],
    ['Contoso', 'orders', 'Unknown', 1, null, ...ago(30)],
    ['Contoso', 'plan-contoso', 'Available', 0, null, ...ago(days)],
    ['Contoso', 'stcontoso', 'Available', 0, null, ...ago(days)],
    ['Contoso', 'vm-web-01', 'Available', 0, null, ...ago(days)],
    ['Northwind Traders', 'app-northwind', 'Available', 0, null, ...ago(days)],
    ['Contoso', 'starchive', null, null, null, null, null],
    ['Contoso', 'vm-dev-01', null, null, null, null, null],
    ['Contoso', 'vnet-dev', null, null, null, null, null],
  ]);
});

test('a row is complete', async () => {
  const table = await estate.ask({ queryType: 'resourceHealth', filters: { resource: ['vm-web-02'] } });
  const id = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
  expect(rowsOf(table)).toEqual([
    {
      customer: 'Contoso',
      customerId: SMALL.contoso,
      tenantId: SMALL.contoso,
      subscription: 'Contoso Production',
      subscriptionId: SMALL.contosoProduction,
      resourceGroup: 'rg-web',
      resource: 'vm-web-02',
      resourceType: 'Microsoft.Compute/virtualMachines',
      location: 'westeurope',
      healthState: 'Unavailable',
      healthValue: 4,
      support: 'Supported',
      reason: null,
      title: expect.any(String),
      summary: expect.not.stringContaining('<'),
      reasonType: 'Unplanned',
      reasonChronicity: expect.any(String),
      occurredAt: START - 20 * MINUTE,
      durationSeconds: 1200,
      reportedAt: expect.any(Number),
      context: 'Platform Initiated',
      recommendedActions: 'If you are having problems, use the Troubleshoot tool to get recommended solutions',
      rootCauseAt: START - 19 * MINUTE,
      resolutionEta: null,
      recentlyResolved: false,
      resolvedAt: null,
      resolvedSummary: null,
      annotation: 'VirtualMachineHostCrashed',
      annotationAt: START - 20 * MINUTE,
      annotationContext: 'Platform Initiated',
      annotationCategory: 'Unplanned',
      annotationImpact: 'Downtime Reboot',
      annotationReason: 'Unexpected host failure',
      annotationSummary: 'The virtual machine is being restarted on another host, because its host failed.',
      observedAt: START,
      ageSeconds: 0,
      stale: false,
      resourceId: id,
      portalUrl: `https://portal.azure.com/#@${SMALL.contoso}/resource${id}`,
    },
  ]);
});

test('resources without a health come when they are asked for', async () => {
  const rows = await estate.rows(
    { queryType: 'resourceHealth', filters: { state: ['NoHealth'], customer: ['Northwind Traders'] } },
    ['resource', 'reason'],
  );
  const sentence = 'Not supported: Azure Resource Health does not report on resources of this type.';
  expect(rows).toEqual(['north-availability', 'north-service-health', 'pip-north'].map((name) => [name, sentence]));
});

test('is filtered like resources', async () => {
  const ask = (filters: object) => estate.rows({ queryType: 'resourceHealth', filters }, ['resource']);
  expect(await ask({ state: ['degraded'] })).toEqual([['vm-north-01'], ['app-contoso']]);
  expect(await ask({ location: ['germanywestcentral'] })).toEqual([['vm-north-01'], ['app-northwind']]);
  expect(await ask({ tag: ['env=prod'], state: ['Available'] })).toEqual([['vm-web-01']]);
});

test('says that tenants are missing from it, and why there is nothing', async () => {
  expect(noticesOf(await estate.ask({ queryType: 'resourceHealth' }))).toEqual([
    expect.stringMatching(/^Not all of it can be read: Contoso, Fabrikam Österreich\./),
  ]);
  const lost = await estate.ask({ queryType: 'resourceHealth', filters: { customer: [SMALL.fabrikam] } });
  expect(rowsOf(lost)).toEqual([]);
  expect(noticesOf(lost)[0]).toMatch(/^Nothing to show\. .*AADSTS50020/);
  const licences = await estate.ask({ queryType: 'resourceHealth', filters: { customer: ['Tailwind Traders'] } });
  expect(noticesOf(licences)[0]).toMatch(/^Nothing to show\. .*no Azure plan/);
});

test('the frame looks right: colours with words, units, a link', async () => {
  const table = await estate.ask({ queryType: 'resourceHealth' });
  const config = (name: string) => table.columns.find((column) => column.name === name)?.config;
  expect(table.meta).toMatchObject({ type: 'table', preferredVisualisationType: 'table' });
  expect(config('healthValue')?.mappings?.[0]).toMatchObject({
    type: 'value',
    options: {
      0: { text: 'Available', color: 'green' },
      3: { text: 'Degraded', color: 'orange' },
      4: { text: 'Unavailable', color: 'red' },
    },
  });
  expect(config('ageSeconds')).toMatchObject({ unit: 's' });
  expect(config('resource')?.links?.[0]).toMatchObject({ url: '${__data.fields.portalUrl:raw}', targetBlank: true });
  expect(table.columns.filter((column) => !column.config?.description)).toEqual([]);
});

test('a resource that nobody tells a health of is not called gone', async () => {
  const [all, told] = await Promise.all(
    ['resources', 'resourceHealth'].map((queryType) => estate.rows({ queryType }, ['resourceId'])),
  );
  const withHealth = new Set(told?.flat());
  const bare = all?.flat().find((id) => !withHealth.has(id));
  expect(bare).toBeDefined();
  const table = await estate.ask({ queryType: 'resourceHealth', filters: { resource: [bare] } });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table).filter((text) => /no longer known/.test(text))).toEqual([]);
  expect(noticesOf(table)).toEqual(expect.arrayContaining([expect.stringMatching(/^Nothing to show/)]));
});
