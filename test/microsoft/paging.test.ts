import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', behaviour: { armPageSize: 3, healthPageSize: 3 } });
});
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

test('lists are read to their last page', async () => {
  const { microsoft, options, simulator } = harness;
  const before = simulator.calls.counts().total;
  expect((await microsoft.listResources(CONTOSO, SMALL.contosoProduction, options)).rows.length).toBe(24);
  expect((await microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options)).rows.length).toBe(8);
  // One token, eight pages, three pages.
  expect(simulator.calls.counts().total - before).toBe(12);
});

test.each(['absent', 'error2000'] as const)("Partner Center's list ends with %s", async (partnerCenterEnd) => {
  const { microsoft, options, simulator } = harness;
  Object.assign(simulator.simulation.behaviour, { partnerCenterEnd, partnerCenterBom: true });
  expect((await microsoft.listCustomers(options)).rows.length).toBe(3);
  Object.assign(simulator.simulation.behaviour, { partnerCenterEnd: 'absent', partnerCenterBom: false });
});

const lists: [string, string, (harness: Harness) => Promise<unknown>][] = [
  [
    'resourceManager',
    'Resource Manager',
    ({ microsoft, options }) => microsoft.listResources(CONTOSO, SMALL.contosoProduction, options),
  ],
  [
    'resourceHealth',
    'Resource Health',
    ({ microsoft, options }) => microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options),
  ],
  ['partnerCenter', 'Partner Center', ({ microsoft, options }) => microsoft.listCustomers(options)],
];

test.each(lists)('%s: a next page on another host is refused and said', async (service, name, list) => {
  const { simulator } = harness;
  await list(harness);
  simulator.faults.add({ service, effect: 'foreignNextLink', count: 1 });
  const error = await errorOf(list(harness));
  expect(error).toMatchObject({ code: 'ForeignLink', status: 502, source: 'downstream' });
  expect(error.message).toContain(name);
  expect(error.message).toContain('leads to collector.invalid instead of 127.0.0.1');
});

test.each(lists.slice(0, 2))(
  '%s: pages that lead in a circle are an error, not a short list',
  async (service, _, list) => {
    const { simulator } = harness;
    simulator.faults.add({ service, effect: 'endlessNextLink' });
    expect(await errorOf(list(harness))).toMatchObject({ code: 'LoopInPages' });
  },
);

test('Partner Center: the same token again is an error, and so is an end before the total', async () => {
  const { microsoft, options, simulator } = harness;
  const next = {
    uri: '/customers?size=500&seekOperation=Next',
    method: 'GET',
    headers: [{ key: 'MS-ContinuationToken', value: 'again' }],
  };
  const fault = simulator.faults.add({
    service: 'partnerCenter',
    status: 200,
    body: { totalCount: 0, items: [], links: { next } },
  });
  expect(await errorOf(microsoft.listCustomers(options))).toMatchObject({ code: 'LoopInPages' });
  simulator.faults.clear(fault.id);
  simulator.faults.add({ service: 'partnerCenter', status: 200, body: { totalCount: 9, items: [] } });
  expect(await errorOf(microsoft.listCustomers(options))).toMatchObject({ code: 'IncompleteResult' });
});

test('Resource Graph: the same token again is an error', async () => {
  const { microsoft, options, simulator } = harness;
  simulator.faults.add({
    service: 'resourceGraph',
    status: 200,
    body: { count: 0, data: [], resultTruncated: 'true', $skipToken: 'again' },
  });
  expect(await errorOf(microsoft.listInventory(CONTOSO, [SMALL.contosoProduction], options))).toMatchObject({
    code: 'LoopInPages',
  });
});

test('Resource Graph: a cut result without a way on is an error', async () => {
  const { microsoft, options, simulator } = harness;
  simulator.faults.add({
    service: 'resourceGraph',
    status: 200,
    body: { count: 0, data: [], resultTruncated: 'true' },
  });
  const error = await errorOf(microsoft.listInventory(CONTOSO, [SMALL.contosoProduction], options));
  expect(error).toMatchObject({ code: 'IncompleteResult' });
});

test('Resource Graph: more rows than there are is an error, for some of them came twice', async () => {
  const { microsoft, options, simulator } = harness;
  const ask = { kql: 'resources | project id', subscriptionIds: [SMALL.contosoProduction], limit: 1_000 };
  const whole = await microsoft.queryGraph(CONTOSO, ask, options);
  simulator.faults.add({ service: 'resourceGraph', effect: 'repeatedPage' });
  const error = await errorOf(microsoft.queryGraph(CONTOSO, ask, options));
  expect(error).toMatchObject({ code: 'IncompleteResult', message: expect.stringContaining('gave rows twice') });
  expect(whole.rows.length).toBe(whole.total);
});

test('Resource Graph: subscriptions that were left out are an error', async () => {
  const { microsoft, options, simulator } = harness;
  simulator.faults.add({
    service: 'resourceGraph',
    status: 200,
    headers: { 'x-ms-tenant-subscription-limit-hit': 'true' },
    body: { count: 0, data: [], resultTruncated: 'false' },
  });
  expect(await errorOf(microsoft.listInventory(CONTOSO, [SMALL.contosoProduction], options))).toMatchObject({
    code: 'IncompleteResult',
  });
});

test('more pages than allowed is an error, not a cut', async () => {
  const { another, options } = harness;
  const microsoft = another({ limits: { pages: 2 } });
  expect(await errorOf(microsoft.listResources(CONTOSO, SMALL.contosoProduction, options))).toMatchObject({
    code: 'TooManyPages',
  });
});

test('a redirect is not followed', async () => {
  const { microsoft, options, simulator } = harness;
  const before = simulator.calls.counts().total;
  simulator.faults.add({
    service: 'resourceManager',
    status: 302,
    headers: { location: `${simulator.simulation.origins.login}/elsewhere` },
    body: '',
  });
  const error = await errorOf(microsoft.listSubscriptions(CONTOSO, options));
  expect(error).toMatchObject({ code: 'Http302', status: 302 });
  expect(error.message).toContain('redirect');
  expect(simulator.calls.counts().total - before).toBe(1);
});
