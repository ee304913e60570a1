import Papa from 'papaparse';
import { noticesOf, type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const ask = async (filters: object = {}, more: object = {}): Promise<Row[]> =>
  rowsOf(await estate.ask({ queryType: 'apiAccessLog', filters, ...more }));

test('has a row for each call that Microsoft got, with its request id', async () => {
  const rows = await ask();
  const received = estate.simulator.calls.counts().total;
  expect(rows.length).toBeGreaterThan(30);
  expect(rows).toHaveLength(received);
  expect(rows.filter(({ api, requestId }) => requestId === null && api !== 'Microsoft Entra')).toEqual([]);
  expect(rows.filter(({ path }) => /[0-9a-f]{8}-|@/.test(String(path)))).toEqual([]);
});

test('says to whom, why and how it went', async () => {
  const [health] = await ask({
    subscription: [SMALL.contosoProduction],
    api: ['Azure Resource Health'],
    reason: ['collector:resourceHealth'],
  });
  expect(health).toMatchObject({
    ...{ time: START, customer: 'Contoso', tenant: 'Contoso', tenantId: SMALL.contoso, credential: 'partner' },
    ...{ subscription: 'Contoso Production', method: 'GET', state: 'Ok', status: 200, errorCode: null, retries: 0 },
    ...{ reason: 'collector:resourceHealth', stale: false },
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.ResourceHealth/availabilityStatuses',
  });
});

test('is narrowed by state, status, error, API and reason', async () => {
  const failed = await ask({ state: ['Failed'] });
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.filter(({ errorCode }) => errorCode === null)).toEqual([]);
  expect(await ask({ errorCode: ['aadsts50020'] })).toMatchObject([
    { customer: 'Fabrikam Österreich', api: 'Microsoft Entra' },
  ]);
  expect((await ask({ status: ['4xx'] })).length).toBe(failed.length);
  expect(await ask({ status: ['429'] })).toEqual([]);
  const collected = await ask({ reason: ['collector'] });
  expect(new Set(collected.map(({ reason }) => String(reason).split(':')[0]))).toEqual(new Set(['collector']));
  expect((await ask({ api: ['partnerCenter'] })).length).toBe((await ask({ api: ['Partner Center'] })).length);
  await expect(ask({ status: ['many'] })).rejects.toThrow(/'many'.*statuses such as 429/);
});

test('counts by API, tenant, status and reason, and the counts agree', async () => {
  const all = (await ask()).length;
  for (const groupBy of ['api', 'tenant', 'status', 'reason']) {
    const rows = await ask({}, { groupBy });
    expect(rows.reduce((sum, { calls }) => sum + Number(calls), 0)).toBe(all);
    expect(new Set(rows.map((row) => row[groupBy === 'tenant' ? 'tenantId' : groupBy])).size).toBe(rows.length);
  }
  const [fabrikam] = await ask({ tenant: [SMALL.fabrikam] }, { groupBy: 'tenant' });
  expect(fabrikam).toMatchObject({ customer: 'Fabrikam Österreich', failed: expect.any(Number), lastCall: START });
  expect(Number(fabrikam?.['failed'])).toBeGreaterThan(0);
});

test('shows the newest where there are more, and says so', async () => {
  const table = await estate.ask({ queryType: 'apiAccessLog', limit: 5 });
  expect(rowsOf(table)).toHaveLength(5);
  expect(noticesOf(table).join(' ')).toMatch(/newest 5 calls/);
  const late = await estate.askAll({ queryType: 'apiAccessLog' }, { from: START + 1, to: START + 2 });
  expect(late.flatMap(noticesOf)).toEqual([expect.stringMatching(/no call to Microsoft in this time range/)]);
});

test('an alert counts what failed, with a row for every tenant', async () => {
  const rows = rowsOf(await estate.ask({ queryType: 'apiAccessLog', filters: { reason: ['collector'] } }, true));
  expect(rows.map(({ customer, failed }) => [customer, Number(failed) > 0]).sort()).toEqual([
    ['Contoso', true],
    ['Fabrikam Österreich', false],
    // Its account may not read events of the tenant as a whole.
    ['Northwind Traders', true],
    ['Tailwind Traders', false],
  ]);
});

test('offers what there is to choose from', async () => {
  const options = async (kind: string) =>
    (
      (await estate.route('options', { kind, queryType: 'apiAccessLog' })).body as { options: { value: string }[] }
    ).options.map(({ value }) => value);
  expect(await options('api')).toEqual(expect.arrayContaining(['resourceGraph', 'partnerCenter', 'entra']));
  expect(await options('reason')).toEqual(expect.arrayContaining(['collector:alerts', 'discovery:customers']));
  expect(await options('errorCode')).toContain('AADSTS50020');
  expect(await options('status')).toContain('429');
});

describe('exported', () => {
  const download = async (query: [string, string][], role = 'Editor') => {
    const answer = await estate.routeAs(role, 'accessLog/export', query);
    const pieces = [];
    if (answer.status === 200) {
      for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
        pieces.push(piece);
      }
    }
    return { ...answer, text: Buffer.concat(pieces).toString() };
  };

  test('it is CSV of the same calls, a file to be saved', async () => {
    const { headers, text } = await download([]);
    expect(headers).toMatchObject({ 'Content-Type': 'text/csv; charset=utf-8' });
    expect(headers?.['Content-Disposition']).toBe('attachment; filename="azure-csp-calls-2026-11-20.csv"');
    const { data, errors } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
    expect(errors).toEqual([]);
    const rows = await ask();
    const names = (list: object[]) =>
      list
        .map((row) => ['customer', 'path', 'requestId', 'reason'].map((name) => row[name as never] ?? '').join())
        .sort();
    expect(names(data)).toEqual(names(rows));
  });

  test('it takes the filters of the query type, and times', async () => {
    const { text } = await download([
      ['customer', 'Contoso'],
      ['api', 'resourceHealth'],
      ['api', 'resourceGraph'],
      ['from', '2026-11-20T12:00:00Z'],
    ]);
    const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
    expect(new Set(data.map(({ customer, api }) => `${customer} ${api}`))).toEqual(
      new Set(['Contoso Azure Resource Health', 'Contoso Azure Resource Graph']),
    );
    expect((await download([['from', String(START + 1)]])).text.trim().split('\r\n')).toHaveLength(1);
    expect(await download([['from', 'soon']])).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("'soon'") },
    });
    expect(await download([['status', 'many']])).toMatchObject({ status: 400 });
  });

  test('only people who may change things get it, and a formula stays text', async () => {
    expect(await download([], 'Viewer')).toMatchObject({ status: 403, body: { code: 'Forbidden' } });
    const [call] = estate.accessLog.records();
    estate.accessLog.add({ ...call!, at: START + 1, reason: '=HYPERLINK("x") by somebody' });
    expect(
      (
        await download([
          ['from', String(START + 1)],
          ['to', String(START + 1)],
        ])
      ).text,
    ).toContain(`"'=HYPERLINK(""x"")`);
  });
});
