import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());
afterEach(() => estate.simulator.faults.clear());

const ask = (kql: string, more: Record<string, unknown> = {}, fromAlert = false) =>
  estate.ask({ queryType: 'resourceGraph', kql, ...more }, fromAlert);
const graphCalls = () => estate.simulator.calls.list().filter(({ service }) => service === 'resourceGraph');

/** What the world says exists in the subscriptions that can be read. */
function truth() {
  const { world } = estate.simulator.simulation;
  return [SMALL.contosoProduction, SMALL.contosoDevelopment, SMALL.contosoArchive, SMALL.northwindWeb].flatMap((id) => {
    const subscription = world.subscription(id, START);
    return subscription ? [...world.holdings(subscription, START).resources] : [];
  });
}

test('asks every tenant with its own token and joins the answers, with the customer in front', async () => {
  const table = await ask('resources | project id, name | order by id asc');
  expect(table.columns.map(({ name }) => name)).toEqual(['customer', 'customerId', 'tenantId', 'id', 'name']);
  const rows = rowsOf(table);
  expect(rows.map((row) => row['id']).sort()).toEqual(
    truth()
      .map(({ id }) => id)
      .sort(),
  );
  for (const row of rows) {
    const northwind = String(row['id']).includes(SMALL.northwindWeb);
    expect([row['customer'], row['tenantId']]).toEqual(
      northwind ? ['Northwind Traders', SMALL.northwind] : ['Contoso', SMALL.contoso],
    );
  }
  expect(
    new Set(
      graphCalls()
        .slice(-2)
        .map(({ tenant }) => tenant),
    ),
  ).toEqual(new Set([SMALL.contoso, SMALL.northwind]));
});

test('keeps to the chosen customers and subscriptions', async () => {
  const rows = rowsOf(await ask('resources | project id', { filters: { customer: ['Northwind Traders'] } }));
  expect(new Set(rows.map((row) => row['customer']))).toEqual(new Set(['Northwind Traders']));
  const some = rowsOf(await ask('resources | project id', { filters: { subscription: [SMALL.contosoDevelopment] } }));
  expect(some.length).toBeGreaterThan(0);
  expect(some.filter((row) => !String(row['id']).includes(SMALL.contosoDevelopment))).toEqual([]);
});

test('columns have the types of the answer; objects are their JSON, a column called like ours gets a number', async () => {
  const table = await ask(
    "resources | where name =~ 'vm-web-01' | project id, tenantId, tags, named = isnotempty(name)",
  );
  expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
    ['customer', 'string'],
    ['customerId', 'string'],
    ['tenantId', 'string'],
    ['id', 'string'],
    ['tenantId1', 'string'],
    ['tags', 'string'],
    ['named', 'boolean'],
  ]);
  expect(rowsOf(table)).toEqual([
    expect.objectContaining({ tenantId1: SMALL.contoso, tags: '{"env":"prod","team":"web"}', named: true }),
  ]);
  const counts = await ask('resources | summarize count() by type');
  expect(counts.columns.find(({ name }) => name === 'count_')?.type).toBe('float64');
});

test('sorts by a column of the answer, and cuts to the limit with a word', async () => {
  const rows = rowsOf(await ask('resources | project id, name', { sort: '-name' }));
  const names = rows.map((row) => String(row['name']).toLowerCase());
  expect(names).toEqual([...names].sort().reverse());
  const cut = await ask('resources | project id, name | order by id asc', { limit: 3 });
  expect(rowsOf(cut)).toHaveLength(3);
  expect(noticesOf(cut)).toEqual([`3 of ${truth().length} rows; narrow the scope or raise the limit.`]);
  await expect(ask('resources | project id', { sort: 'nme' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(/no column 'nme'.*tenantId, id/),
  });
});

test("a query that Azure can't read is refused once, in Azure's words and with the place", async () => {
  const before = graphCalls().length;
  await expect(ask('resources\n| whre name == "x"')).rejects.toMatchObject({
    status: 400,
    code: 'InvalidQuery',
    message: expect.stringMatching(/line 2, character 2, at 'whre'/),
  });
  expect(graphCalls().length - before).toBe(1);
  await expect(ask('nothere | take 1')).rejects.toThrow(/Table nothere was not found/);
});

test('a customer that fails costs the others nothing', async () => {
  estate.simulator.faults.add({ service: 'resourceGraph', tenant: SMALL.northwind, error: 'AuthorizationFailed' });
  const table = await ask('resources | project id, location');
  expect(noticesOf(table)).toEqual([expect.stringMatching(/^Nothing of Northwind Traders\..*AuthorizationFailed/)]);
  expect(new Set(rowsOf(table).map((row) => row['customer']))).toEqual(new Set(['Contoso']));
});

test('an alert rule gets the one number, with the text columns as labels', async () => {
  const table = await ask('resources | summarize number = count() by type', {}, true);
  expect(table.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
    ['customer', 'string'],
    ['customerId', 'string'],
    ['tenantId', 'string'],
    ['type', 'string'],
    ['number', 'float64'],
  ]);
  const machines = truth().filter(({ id, type }) => /virtualmachines$/i.test(type) && id.includes(SMALL.northwindWeb));
  expect(rowsOf(table)).toContainEqual(
    expect.objectContaining({
      customer: 'Northwind Traders',
      type: 'microsoft.compute/virtualmachines',
      number: machines.length,
    }),
  );
});

test.each([
  ['no number', 'resources | project id', /one number column; this one has none/],
  ['two numbers', 'resources | summarize a = count(), b = count() by type', /this one has 2: a, b/],
  ['rows that look alike', 'resources | extend one = 1 | project one', /two rows have the same/],
])('an alert rule with %s is refused', async (_, kql, sentence) => {
  await expect(ask(kql, {}, true)).rejects.toMatchObject({ status: 400, message: expect.stringMatching(sentence) });
});

test('an alert rule that misses a tenant compares its last answer, and fails when there is none', async () => {
  const kql = 'resources | summarize n = count() by location';
  const good = rowsOf(await ask(kql, {}, true));
  estate.clock.advance(5 * 60_000);
  estate.simulator.faults.add({ service: 'resourceGraph', tenant: SMALL.northwind, status: 500, body: {} });
  const older = await ask(kql, {}, true);
  expect(rowsOf(older)).toEqual(good);
  expect(noticesOf(older)).toEqual([expect.stringMatching(/Northwind Traders but an older answer/)]);
  await expect(ask(`${kql} | where n > 0`, {}, true)).rejects.toMatchObject({ source: 'downstream' });
});

test.each<[string, unknown, RegExp]>([
  ['no query', undefined, /empty/],
  ['blanks', '  \n', /empty/],
  ['a number', 5, /not text/],
  ['a variable that nothing filled in', 'resources | where name == ${name}', /dashboard variable/],
  ['a very long one', `resources // ${'x'.repeat(20_000)}`, /at most 20000/],
])('%s is refused with a sentence', async (_, kql, sentence) => {
  await expect(estate.ask({ queryType: 'resourceGraph', kql })).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(sentence),
  });
});

test('says so when the query finds nothing', async () => {
  const table = await ask("resources | where name == 'none' | project id");
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table)).toEqual(['Nothing to show: the query finds nothing in the subscriptions that were asked.']);
});
