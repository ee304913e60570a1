import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../src/shared/queryTypes.ts';
import { SMALL, SMALL_ALERTS, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';
import type { Subject } from './policy.ts';
import { SUBJECTS } from './policy.ts';
import { Stage } from './stage.ts';
import { queriesOf, sentenceOf, textOf } from './walk.ts';

jest.setTimeout(120_000);

const VIEWER = SUBJECTS['a viewer of one customer'] as Subject;
const TYPES = Object.keys(QUERY_TYPES) as QueryType[];
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** Names of what is hidden from the viewer, and of what there isn't: of the same length. */
const HIDDEN: [filter: string, hidden: string, unknown: string][] = [
  ['customer', SMALL.northwind, '77777777-0000-4000-8000-000000000001'],
  ['customer', 'Northwind Traders', 'Northwind Trading'],
  ['tenant', SMALL.fabrikam, '77777777-0000-4000-8000-000000000001'],
  ['subscription', SMALL.northwindWeb, '77777777-0000-4000-8000-000000000001'],
  ['subscription', 'Northwind Web', 'Northwind Wob'],
  ['resource', SMALL_RESOURCES.north01, SMALL_RESOURCES.north01.replaceAll('5', '7')],
  ['resource', 'vm-north-01', 'vm-south-01'],
  ['tag', 'kind=internal', 'kind=external'],
  ['trackingId', 'ZT3N-PC8', 'ZT3N-PC9'],
];

async function answer(model: object, value: string): Promise<string> {
  const text = await stage.query(VIEWER.caller, model).then(textOf, sentenceOf);
  return text.replaceAll(value, '(asked)').replaceAll(value.toLowerCase(), '(asked)');
}

describe.each(TYPES)('%s', (type) => {
  const { filters }: QueryTypeInfo = QUERY_TYPES[type];
  const asked = HIDDEN.filter(([filter]) => (filters as readonly string[]).includes(filter));

  test.each(asked)('by the %s %s answers as if there were no such thing', async (filter, hidden, unknown) => {
    for (const model of queriesOf(type)) {
      const own = 'filters' in model ? (model.filters as object) : {};
      const of = (value: string) => answer({ ...model, filters: { ...own, [filter]: [value] } }, value);
      expect(await of(hidden)).toBe(await of(unknown));
    }
  });
});

test('an alert that is hidden is one that there isn’t', async () => {
  const ask = (id: string, path: string, method: 'GET' | 'POST') =>
    stage.route(
      { ...VIEWER.caller, user: { login: 'ada', email: '', role: 'Editor' } },
      method === 'GET' ? { path, method, query: { id } } : { path, method, body: { id, state: 'Closed' } },
    );
  const unknown = 'a1e27000-0000-4000-8000-0000000000ff';
  // Editors see Northwind here, and not Contoso.
  for (const [path, method] of [
    ['incidents/history', 'GET'],
    ['incidents/changestate', 'POST'],
  ] as const) {
    const hidden = await ask(SMALL_ALERTS.failedOrders, path, method);
    expect(hidden).toEqual(await ask(unknown, path, method));
    expect(hidden.status).toBe(404);
  }
});

test('answers that were read for somebody are not shown to others, though they are kept', async () => {
  const kql = 'resources | project id, name | where name contains "north"';
  const calls = () => stage.estate.simulator.calls.list().length;
  const ask = (name: string) => stage.query((SUBJECTS[name] as Subject).caller, { queryType: 'resourceGraph', kql });
  expect(textOf(await ask('an administrator'))).toContain('app-northwind');
  expect(textOf(await ask('a viewer of one customer'))).not.toContain('app-northwind');
  const before = calls();
  expect(textOf(await ask('somebody whom one rule allows what another denies'))).toContain('app-northwind');
  expect(calls()).toBe(before);
});

test('who may see nothing gets an error: without rows a panel counts 0, and alerts would look as if they resolved', async () => {
  const silent = await Stage.open({ rules: [{ subject: 'role', values: ['Viewer'], allow: { customers: ['*'] } }] });
  for (const caller of [
    { orgId: 1, fromAlert: true },
    { orgId: 1, fromAlert: false, user: { login: 'eve', email: '', role: 'Admin' } },
  ]) {
    const answer = silent.query(caller, { queryType: 'resourceHealth' });
    await expect(answer).rejects.toMatchObject({ status: 403, code: 'NotVisible' });
  }
  await silent.close();
});
