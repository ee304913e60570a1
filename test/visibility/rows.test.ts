import { type Row, rowsOf, SMALL } from '../queries/estate.ts';
import { truthOf } from '../simulator/control/truth.ts';
import { GROUP_BY } from '../../src/shared/query.ts';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { EVERYBODY, type Subject, SUBJECTS } from './policy.ts';
import { Stage } from './stage.ts';
import { queriesOf } from './walk.ts';

jest.setTimeout(120_000);

const ADMIN = SUBJECTS['an administrator'] as Subject;
const SEEING = Object.entries(SUBJECTS).filter(([, { sees }]) => sees?.length !== 0);
/** Told in other words to who doesn't see everything, so they have a test of their own. */
const RETOLD: readonly string[] = ['credentials'];
const TYPES = (Object.keys(QUERY_TYPES) as QueryType[]).filter((type) => !RETOLD.includes(type));
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

async function ask({ caller }: Subject, model: object): Promise<Row[]> {
  return (await stage.query(caller, { format: 'table', ...model })).flatMap(rowsOf);
}

/** What an alert's ARM id has before its GUID. */
const ALERT = /^.*microsoft\.alertsmanagement\/alerts\//;
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Whose row it is; undefined: nobody's alone. */
function ownerOf(row: Row): string | undefined {
  const { snapshot } = stage.estate.seenBy(ADMIN.caller);
  const byName = [...snapshot.customers.values()].find(({ name }) => name === row['customer'])?.id;
  // Nodes of a graph have ids alone, which begin with a tenant's or with a subscription's.
  const id = GUID.exec(String(row['id']))?.[0] ?? '';
  const byId = snapshot.subscriptions.get(id)?.subscription.tenantId ?? snapshot.tenants.get(id)?.tenantId;
  return (row['customerId'] ?? row['tenantId'] ?? byName ?? byId ?? undefined) as string | undefined;
}

const first = (type: QueryType) => queriesOf(type).find((model) => 'kql' in model && /value/.test(String(model.kql)));

describe.each(SEEING)('%s', (_, subject) => {
  const sees = subject.sees ?? EVERYBODY;

  test.each(TYPES)('gets of %s the rows of whom he may see, all of them and as they are', async (type) => {
    const [usual] = queriesOf(type);
    const model = { ...(first(type) ?? usual), format: 'alerting' };
    const all = await ask(ADMIN, model);
    const own = all.filter((row) => {
      const owner = ownerOf(row);
      return owner === undefined ? type === 'collectorStatus' || subject.sees === null : sees.includes(owner);
    });
    expect(all.length).toBeGreaterThan(0);
    // Of the list of customers only as many are told as can be seen; of calls, new ones come with every question.
    expect(await ask(subject, model)).toEqual(own);
  });

  test('gets as many resources, states, alerts and events as the truth has of whom he may see', async () => {
    const truth = truthOf(stage.estate.simulator.simulation);
    const visible = truth.subscriptions({ visible: 'true' }).filter(({ tenantId }) => sees.includes(tenantId));
    const own = new Set(visible.map(({ subscriptionId }) => subscriptionId));
    const enabled = new Set(visible.filter(({ state }) => state === 'Enabled').map((one) => one.subscriptionId));
    const isOwn = ({ subscriptionId }: { subscriptionId: string }) => own.has(subscriptionId);
    const isRead = ({ subscriptionId }: { subscriptionId: string }) => enabled.has(subscriptionId);
    const told = async (queryType: QueryType, column: string) =>
      (await ask(subject, { queryType })).map((row) => String(row[column]).toLowerCase().replace(ALERT, '')).sort();
    const lower = (ids: string[]) => ids.map((id) => id.toLowerCase()).sort();

    const resources = truth.resources().filter(isOwn);
    expect(await told('resources', 'resourceId')).toEqual(lower(resources.map(({ resourceId }) => resourceId)));
    for (const groupBy of GROUP_BY) {
      const rows = await ask(subject, { queryType: 'healthSummary', groupBy });
      const sum = rows.reduce((total, row) => total + Number(row['resources']), 0);
      expect([groupBy, sum]).toEqual([groupBy, resources.length]);
    }
    const health = await ask(subject, { queryType: 'resourceHealth' });
    const states = health.filter((row) => row['healthState'] !== null).map((row) => String(row['resourceId']));
    expect(lower(states)).toEqual(
      lower(
        truth
          .resourceHealth()
          .filter(isRead)
          .map(({ resourceId }) => resourceId),
      ),
    );
    const alerts = truth.alerts().filter(isRead);
    expect(await told('incidents', 'alertId')).toEqual(lower(alerts.map(({ alertId }) => alertId)));
    for (const row of await ask(subject, { queryType: 'serviceHealthEvents' })) {
      const touched = truth.events().find(({ trackingId }) => trackingId === row['trackingId'])?.subscriptionIds ?? [];
      const count = touched.filter((id) => enabled.has(id)).length;
      expect([row['trackingId'], row['subscriptions']]).toEqual([row['trackingId'], count]);
    }
  });
});

test('credentials are those that lead to somebody who can be seen, without where they come from', async () => {
  const names = async (name: string) => {
    const rows = await ask(SUBJECTS[name] as Subject, { queryType: 'credentials' });
    return rows
      .filter(({ kind }) => kind !== 'gdap')
      .map((row) => [row['credential'], row['tenantId'], row['tenantNames']]);
  };
  expect(await names('a viewer of one customer')).toEqual([['partner', '', 'Contoso']]);
  expect(await names('somebody whom one rule allows what another denies')).toEqual([
    ['direct', '', 'Northwind Traders'],
  ]);
});

test('without a policy nothing is wrapped; nor for who sees everything', async () => {
  const { snapshot } = stage.estate.seenBy(ADMIN.caller);
  expect(snapshot).toBe(stage.estate.estate.snapshot());
  const open = await Stage.open(null);
  expect(open.estate.seenBy({ orgId: 1, fromAlert: false }).snapshot).toBe(open.estate.estate.snapshot());
  await open.close();
});

test('a picture is narrowed once for all who see the same', () => {
  const seen = (name: string) => stage.estate.seenBy((SUBJECTS[name] as Subject).caller).snapshot;
  expect(seen('a viewer of one customer')).toBe(seen('a person who tries an alert rule'));
  expect(seen('a viewer of one customer').customers.size).toBe(1);
  expect(seen('a viewer of one customer').tenants.has(SMALL.northwind)).toBe(false);
});
