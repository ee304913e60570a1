import { noticesOf, type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
afterEach(() => estate.close());

const ask = async (filters: object = {}): Promise<Row[]> =>
  rowsOf(await estate.ask({ queryType: 'rateLimits', filters }));

test('tells what remains as the last answer of each API told', async () => {
  estate = await TestEstate.start();
  const [production] = await ask({ subscription: [SMALL.contosoProduction], api: ['Azure Resource Health'] });
  expect(production).toMatchObject({
    ...{ api: 'Azure Resource Health', customer: 'Contoso', subscription: 'Contoso Production', credential: 'partner' },
    ...{ state: 'Free', throttleValue: 0, throttledUntil: null, waiting: 0, running: 0, throttles: 0 },
    ...{ limit: 250, quotaHeader: 'x-ms-ratelimit-remaining-subscription-reads', observedAt: START },
  });
  const used = 1 - Number(production?.['remaining']) / 250;
  expect(production?.['shareUsed']).toBeCloseTo(used, 10);
  const [graph] = await ask({ customer: ['Contoso'], api: ['resourceGraph'] });
  expect(graph).toMatchObject({
    ...{ limit: 15, quotaHeader: 'x-ms-user-quota-remaining', subscription: null },
    ...{ remaining: expect.any(Number), resets: expect.any(Number) },
  });
  // Whole seconds, counted from when the answer came.
  expect(Math.abs(Number(graph?.['resets']) - (START + 5_000))).toBeLessThanOrEqual(5_000);
});

test('Partner Center tells nothing, so its calls are counted', async () => {
  estate = await TestEstate.start();
  const calls = estate.accessLog.records().filter(({ api }) => api === 'partnerCenter').length;
  expect(await ask({ api: ['partnerCenter'] })).toMatchObject([
    { customer: null, tenantId: null, quotaHeader: null, limit: 500, remaining: 500 - calls, shareUsed: calls / 500 },
  ]);
  expect(await ask({ api: ['partnerCenter'], customer: ['Contoso'] })).toEqual([]);
});

test('one subscription that is throttled is told apart, and is an alert until its time is over', async () => {
  estate = await TestEstate.start();
  estate.simulator.faults.add({
    ...{ service: 'resourceHealth', subscription: SMALL.contosoProduction, error: 'SubscriptionRequestsThrottled' },
    headers: { 'Retry-After': '900' },
  });
  await estate.after(5);
  const [row, ...others] = await ask({ state: ['Throttled'] });
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    ...{ api: 'Azure Resource Health', subscription: 'Contoso Production', state: 'Throttled', throttleValue: 1 },
    ...{ throttles: 1, lastThrottle: START + 300_000, throttledUntil: START + 1_200_000 },
  });
  const watched = async () => {
    const rows = rowsOf(await estate.ask({ queryType: 'rateLimits', filters: { customer: ['Contoso'] } }, true));
    return rows.filter(({ throttleValue }) => throttleValue === 1).map(({ api, subscription }) => [api, subscription]);
  };
  expect(await watched()).toEqual([['Azure Resource Health', 'Contoso Production']]);
  estate.clock.advance(901_000);
  expect(await watched()).toEqual([]);
});

test('says why there is nothing', async () => {
  estate = await TestEstate.start({ begin: false });
  const table = await estate.ask({ queryType: 'rateLimits' });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table).join(' ')).toMatch(/Nothing to show/);
});
