import { noticesOf, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('has a row for every part, the failed ones first', async () => {
  const columns = [
    'section',
    'customer',
    'subscription',
    'outcome',
    'collectorValue',
    'errorCode',
    'rows',
    'lastFinish',
  ];
  expect(await estate.rows({ queryType: 'collectorStatus' }, columns)).toEqual([
    ['resourceHealth', 'Contoso', 'Contoso Development', 'failed', 2, 'ProviderNotRegistered', 0, START],
    ['subscriptions', 'Fabrikam Österreich', null, 'failed', 2, 'AADSTS50020', 0, START],
    // Nine rules, one of them with two alerts, two action groups and two alert processing rules.
    ['alertRules', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['alertRules', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['alertRules', 'Contoso', 'Contoso Production', 'ok', 0, null, 14, START],
    ['alertRules', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 2, START],
    ['alerts', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['alerts', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['alerts', 'Contoso', 'Contoso Production', 'ok', 0, null, 7, START],
    ['alerts', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 1, START],
    ['customers', null, null, 'ok', 0, null, 4, START],
    ['emergingIssues', null, null, 'ok', 0, null, 1, START],
    ['impactedResources', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['impactedResources', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['impactedResources', 'Contoso', 'Contoso Production', 'ok', 0, null, 3, START],
    ['impactedResources', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 1, START],
    ['inventory', 'Contoso', 'Contoso Archive', 'ok', 0, null, 1, START],
    ['inventory', 'Contoso', 'Contoso Development', 'ok', 0, null, 2, START],
    ['inventory', 'Contoso', 'Contoso Production', 'ok', 0, null, 24, START],
    ['inventory', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 5, START],
    ['resourceChanges', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['resourceChanges', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['resourceChanges', 'Contoso', 'Contoso Production', 'ok', 0, null, 5, START],
    ['resourceChanges', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 1, START],
    ['resourceHealth', 'Contoso', 'Contoso Archive', 'skipped', 0, 'Disabled', 0, START],
    ['resourceHealth', 'Contoso', 'Contoso Production', 'ok', 0, null, 8, START],
    ['resourceHealth', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 2, START],
    ['serviceHealthEvents', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['serviceHealthEvents', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['serviceHealthEvents', 'Contoso', 'Contoso Production', 'ok', 0, null, 5, START],
    ['serviceHealthEvents', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 2, START],
    ['subscriptions', 'Contoso', null, 'ok', 0, null, 3, START],
    ['subscriptions', 'Northwind Traders', null, 'ok', 0, null, 1, START],
    ['subscriptions', 'Tailwind Traders', null, 'skipped', 0, 'NoAzurePlan', 0, START],
    // No failure: the accounts have rights in subscriptions alone.
    ['tenantEvents', 'Contoso', null, 'skipped', 0, 'NoTenantRight', 0, START],
    ['tenantEvents', 'Northwind Traders', null, 'skipped', 0, 'NoTenantRight', 0, START],
    ['tenantEvents', 'Tailwind Traders', null, 'ok', 0, null, 1, START],
    ['vmAnnotations', 'Contoso', 'Contoso Archive', 'ok', 0, null, 0, START],
    ['vmAnnotations', 'Contoso', 'Contoso Development', 'ok', 0, null, 0, START],
    ['vmAnnotations', 'Contoso', 'Contoso Production', 'ok', 0, null, 3, START],
    ['vmAnnotations', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 1, START],
  ]);
});

test('the first of them are the same as of all', async () => {
  const columns = ['section', 'customer', 'subscription', 'collectorValue'];
  const all = await estate.rows({ queryType: 'collectorStatus' }, columns);
  for (const limit of [1, 2, 3, 7, all.length - 1]) {
    expect(await estate.rows({ queryType: 'collectorStatus', limit }, columns)).toEqual(all.slice(0, limit));
  }
});

test.each([
  [
    'customer',
    { customer: ['Northwind Traders'] },
    [
      'alertRules',
      'alerts',
      'impactedResources',
      'inventory',
      'resourceChanges',
      'resourceHealth',
      'serviceHealthEvents',
      'subscriptions',
      'tenantEvents',
      'vmAnnotations',
    ],
  ],
  [
    'subscription',
    { subscription: ['Northwind Web'] },
    [
      'alertRules',
      'alerts',
      'impactedResources',
      'inventory',
      'resourceChanges',
      'resourceHealth',
      'serviceHealthEvents',
      'vmAnnotations',
    ],
  ],
  ['outcome', { state: ['failed'] }, ['resourceHealth', 'subscriptions']],
])('is filtered by %s', async (_, filters, sections) => {
  expect((await estate.rows({ queryType: 'collectorStatus', filters }, ['section'])).flat()).toEqual(sections);
});

test('says when the next read is due and how often', async () => {
  const rows = await estate.rows(
    { queryType: 'collectorStatus', filters: { subscription: ['Northwind Web'] }, sort: 'section' },
    ['section', 'next', 'intervalSeconds', 'failures', 'issues'],
  );
  const due = expect.any(Number) as number;
  expect(rows).toEqual([
    ['alertRules', due, 1800, 0, null],
    ['alerts', due, 60, 0, null],
    ['impactedResources', due, 300, 0, null],
    ['inventory', due, 1800, 0, null],
    ['resourceChanges', due, 600, 0, null],
    ['resourceHealth', due, 120, 0, null],
    ['serviceHealthEvents', due, 300, 0, null],
    ['vmAnnotations', due, 120, 0, null],
  ]);
  rows.forEach(([, next]) => expect(next).toBeGreaterThan(START));
});

test('a filter that leaves no part is explained', async () => {
  expect(noticesOf(await estate.ask({ queryType: 'collectorStatus', filters: { state: ['pending'] } }))[0]).toMatch(
    /^Nothing to show/,
  );
});

test('counts the parts of each section, and of each tenant', async () => {
  const columns = ['section', 'customer', 'collectorValue', 'parts', 'failed', 'overdue', 'errorCode'];
  const byTenant = await estate.rows({ queryType: 'collectorStatus', groupBy: 'tenant' }, columns);
  expect(byTenant.slice(0, 2)).toEqual([
    ['subscriptions', 'Fabrikam Österreich', 2, 1, 1, 0, 'AADSTS50020'],
    ['resourceHealth', 'Contoso', 1, 3, 1, 0, 'ProviderNotRegistered'],
  ]);
  expect(byTenant.slice(2).every((row) => row[2] === 0)).toBe(true);
  const bySection = await estate.rows({ queryType: 'collectorStatus', groupBy: 'section' }, [
    'section',
    'collectorValue',
    'parts',
    'failed',
  ]);
  expect(bySection.slice(0, 3)).toEqual([
    ['resourceHealth', 1, 4, 1],
    ['subscriptions', 1, 4, 1],
    ['alertRules', 0, 4, 0],
  ]);
});

test('an alert rule watches one number a section', async () => {
  const table = await estate.ask({ queryType: 'collectorStatus', groupBy: 'section', format: 'alerting' });
  expect(table.columns.map(({ name }) => name)).toEqual(['section', 'collectorValue']);
});
