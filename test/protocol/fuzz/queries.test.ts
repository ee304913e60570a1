/** Queries of any kind through the real protocol, asked of the built executable. */
import fc from 'fast-check';
import { QueryDataRequest } from '../../../src/backend/grafana/generated/pluginv2.ts';
import { modelOf } from '../../fuzz/models.ts';
import { runs } from '../../fuzz/arbitraries.ts';
import { toContext } from '../host/messages.ts';
import { areAnswers, isSentence } from './judge.ts';
import { contextChange, headers, queryRequest, SPOILED, spoiled, spoils } from './messages.ts';
import { Rig } from './rig.ts';

const QUERY_DATA = '/pluginv2.Data/QueryData';

jest.setTimeout(180_000 * Number(process.env.FUZZ_FACTOR ?? 1));

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.isSound());
afterAll(() => rig.close());

/** As they are on the wire, where there are no half characters. */
const refIdsOf = ({ queries }: Pick<QueryDataRequest, 'queries'>) =>
  queries.map(({ refId }) => Buffer.from(refId).toString());

test('whatever is asked, each refId has its own answer', async () => {
  await fc.assert(
    fc.asyncProperty(contextChange, queryRequest, async (change, request) => {
      const message = { ...request, pluginContext: rig.contextWith(change) };
      const answer = await rig.wire.ask(QUERY_DATA, QueryDataRequest.encode(message).finish());
      expect(answer).toMatchObject({ code: 0, messages: { length: 1 } });
      areAnswers(answer.messages[0] as Buffer, refIdsOf(request));
      rig.isClean(answer);
    }),
    runs(40),
  );
});

test('bytes that are no such message are refused, or answered as what they still say', async () => {
  await fc.assert(
    fc.asyncProperty(queryRequest, spoils, async (request, places) => {
      const pluginContext = toContext({ settings: SPOILED });
      const message = spoiled(QueryDataRequest.encode({ ...request, pluginContext }).finish(), places);
      const answer = await rig.wire.ask(QUERY_DATA, message);
      rig.isClean(answer);
      if (answer.code !== 0) {
        isSentence(answer.details);
      } else {
        areAnswers(answer.messages[0] as Buffer, refIdsOf(QueryDataRequest.decode(message)));
      }
    }),
    runs(15),
  );
});

test('whoever asks by whatever name sees nothing that a policy hides', async () => {
  const visibility = { rules: [{ subject: 'role', values: ['Admin'], allow: { customers: ['*'] } }] };
  const jsonData = { ...rig.simulator.jsonData, visibility };
  const hidden = { ...rig.settings, uid: 'hidden', jsonData };
  const json = Buffer.from(JSON.stringify({ queryType: 'customers' }));
  const query = { refId: 'A', maxDataPoints: 1n, intervalMS: 1n, timeRange: undefined, json, queryType: '' };
  await fc.assert(
    fc.asyncProperty(contextChange, headers, async (change, given) => {
      const pluginContext = change === null ? undefined : { ...toContext({ settings: hidden }), ...change };
      const message = QueryDataRequest.encode({ queries: [query], headers: given, format: 0, pluginContext }).finish();
      const answer = await rig.wire.ask(QUERY_DATA, message);
      areAnswers(answer.messages[0] as Buffer, ['A']);
      const shown = Buffer.concat(answer.messages).includes('Contoso');
      expect(shown && change?.user?.role !== 'Admin').toBe(false);
    }),
    runs(20),
  );
});

test("callers that leave before their answer take nobody else's turn", async () => {
  const leaving = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 20, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(queryRequest, leaving, async (request, times) => {
      const bytes = QueryDataRequest.encode({ ...request, pluginContext: rig.contextWith({}) }).finish();
      await Promise.all(times.map((ms) => rig.wire.ask(QUERY_DATA, bytes, ms)));
    }),
    runs(5),
  );
});

test.each([
  [1_000, 200],
  [1_001, 413],
  [5_000, 413],
])('%d queries in one request', async (length, status) => {
  const queries = Array.from({ length }, (_, index) => ({
    refId: `Q${index}`,
    maxDataPoints: 100n,
    intervalMS: 60_000n,
    timeRange: undefined,
    json: Buffer.from(JSON.stringify(index % 10 === 0 ? modelOf('customers') : { queryType: `no ${index}` })),
    queryType: '',
  }));
  const message = { queries, headers: {}, format: 0 as const, pluginContext: rig.contextWith({}) };
  const answer = await rig.wire.ask(QUERY_DATA, QueryDataRequest.encode(message).finish());
  const answers = areAnswers(answer.messages[0] as Buffer, refIdsOf(message));
  expect(answers.get('Q0')?.status).toBe(status);
});
