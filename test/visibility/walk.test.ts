import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { ROUTE_METHODS } from '../../src/backend/queries/routes/routes.ts';
import { found, marksOf } from './marks.ts';
import { EVERYBODY, type Subject, SUBJECTS } from './policy.ts';
import { Stage } from './stage.ts';
import { queriesOf, ROUTES, sentenceOf, textOf } from './walk.ts';

jest.setTimeout(120_000);

const TYPES = Object.keys(QUERY_TYPES) as QueryType[];
const ADMIN = SUBJECTS['an administrator'] as Subject;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

function marksFor({ sees }: Subject): string[] {
  const visible = sees ?? EVERYBODY;
  const hidden = EVERYBODY.filter((id) => !visible.includes(id));
  return marksOf(stage.estate.simulator.simulation, hidden, visible);
}

function answerOf({ caller }: Subject, model: object): Promise<string> {
  return stage.query(caller, model).then(textOf, sentenceOf);
}

test('every route is walked', () => {
  expect(Object.keys(ROUTES).sort()).toEqual([...ROUTE_METHODS.keys()].sort());
  expect(Object.values(ROUTES).filter((requests) => requests.length === 0)).toEqual([]);
});

test.each(TYPES)(
  '%s tells whoever sees everything of somebody, so that the walk has something to find',
  async (type) => {
    const everybody = marksOf(stage.estate.simulator.simulation, EVERYBODY, []);
    const answers = await Promise.all(queriesOf(type).map((model) => answerOf(ADMIN, model)));
    expect(found(answers.join('\n'), everybody).length).toBeGreaterThan(3);
  },
);

describe.each(Object.entries(SUBJECTS))('%s', (_, subject) => {
  test.each(TYPES)('is told nothing of the hidden by %s', async (type) => {
    const marks = marksFor(subject);
    for (const model of queriesOf(type)) {
      expect({ model, found: found(await answerOf(subject, model), marks) }).toEqual({ model, found: [] });
    }
  });

  test.each(Object.keys(ROUTES))('is told nothing of the hidden by the route %s', async (path) => {
    const marks = marksFor(subject);
    for (const request of ROUTES[path] ?? []) {
      const { text } = await stage.route(subject.caller, request);
      expect({ request, found: found(text, marks) }).toEqual({ request, found: [] });
    }
  });

  test('is told nothing of the hidden by Save & test, and may listen only where there is something to see', async () => {
    const nothing = subject.sees?.length === 0;
    const text = await stage.checkHealth(subject.caller);
    expect(found(text, marksFor(subject))).toEqual([]);
    expect(text).toContain(nothing ? 'shows you no customer' : subject.sees ? 'every customer' : 'verboseMessage');
    expect(stage.mayListen(subject.caller)).toBe(nothing ? 'permissionDenied' : 'ok');
  });
});

test('what the live channel tells is the same for everybody, and about nobody', async () => {
  const everybody = marksOf(stage.estate.simulator.simulation, EVERYBODY, []);
  expect(found(textOf([await stage.heard()]), everybody)).toEqual([]);
});
