/** Settings of any shape, changed between calls: each is checked, asked and called as Grafana does. */
import fc from 'fast-check';
import {
  CallResourceRequest,
  CallResourceResponse,
  CheckHealthRequest,
  CheckHealthResponse,
  QueryDataRequest,
  type DataSourceInstanceSettings,
} from '../../../src/backend/grafana/generated/pluginv2.ts';
import { mutated, mutations, oddText, runs } from '../../fuzz/arbitraries.ts';
import { modelOf } from '../../fuzz/models.ts';
import { toContext } from '../host/messages.ts';
import { areAnswers, isSentence, textOf } from './judge.ts';
import { int64, oddBytes } from './messages.ts';
import { Rig } from './rig.ts';

jest.setTimeout(180_000 * Number(process.env.FUZZ_FACTOR ?? 1));
/** In every secret that is made here, and nowhere else. */
const MARK = 'S3CR3T-MARK';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.isSound());
afterAll(() => rig.close());

/** Named as ours are, or as nobody's; long ones, many lines, half a PEM. */
const secrets = fc.dictionary(
  fc.oneof(
    fc.constantFrom('credential.partner.clientSecret', 'credential.partner.refreshToken', 'tlsCaCertificate'),
    fc.constantFrom(
      'credential.direct.clientSecret',
      'credential.direct.certificate',
      'tokenStoreKey',
      'proxyPassword',
    ),
    oddText,
  ),
  fc
    .tuple(oddText, fc.constantFrom('', '\n', '-----BEGIN CERTIFICATE-----\n', '-----BEGIN PRIVATE KEY-----\n'))
    .map(([text, before]) => `${before}${MARK}${text}`),
  { maxKeys: 4 },
);

const change = fc.record({
  jsonData: fc.oneof({ weight: 4, arbitrary: mutations }, { weight: 1, arbitrary: oddBytes }),
  secrets,
  /** Whether the good secrets are among them. */
  whole: fc.boolean(),
  name: oddText,
  url: oddText,
  id: int64,
});

let updated = 1_800_000_000_000;
function settingsOf(asked: typeof change extends fc.Arbitrary<infer T> ? T : never): DataSourceInstanceSettings {
  const { jsonData, secureJsonData } = rig.simulator;
  const good = toContext({ settings: { ...rig.settings, uid: 'changing', updated: (updated += 1_000) } });
  return {
    ...(good.dataSourceInstanceSettings as DataSourceInstanceSettings),
    name: asked.name,
    url: asked.url,
    id: asked.id,
    jsonData: Buffer.isBuffer(asked.jsonData) ? asked.jsonData : Buffer.from(mutated(jsonData, asked.jsonData)),
    decryptedSecureJsonData: { ...(asked.whole && secureJsonData), ...asked.secrets },
  };
}

test('whatever is saved, Save & test says what is wrong, and queries and routes answer', async () => {
  await fc.assert(
    fc.asyncProperty(change, async (asked) => {
      const pluginContext = {
        ...toContext({}),
        dataSourceInstanceSettings: settingsOf(asked),
        user: { login: 'ada', name: 'Ada', email: '', role: 'Admin' },
      };
      const health = CheckHealthRequest.encode({ pluginContext, headers: {} }).finish();
      const queries = ['customers', 'credentials', 'rateLimits'].map((type, index) => ({
        refId: `Q${index}`,
        maxDataPoints: 100n,
        intervalMS: 1_000n,
        timeRange: { fromEpochMS: BigInt(Date.now() - 3_600_000), toEpochMS: BigInt(Date.now()) },
        json: Buffer.from(JSON.stringify({ ...modelOf('customers'), queryType: type, filters: {}, sort: '' })),
        queryType: '',
      }));
      const data = QueryDataRequest.encode({ pluginContext, headers: {}, queries, format: 0 }).finish();
      const resource = { pluginContext, path: 'tree', url: 'tree', method: 'GET', headers: {}, body: Buffer.alloc(0) };
      const [checked, answered, called] = await Promise.all([
        rig.wire.ask('/pluginv2.Diagnostics/CheckHealth', health),
        rig.wire.ask('/pluginv2.Data/QueryData', data),
        rig.wire.ask('/pluginv2.Resource/CallResource', CallResourceRequest.encode(resource).finish()),
      ]);
      for (const answer of [checked, answered, called]) {
        expect(answer.code).toBe(0);
        expect(Buffer.concat(answer.messages).includes(MARK)).toBe(false);
        rig.isClean(answer);
      }
      const { message, jsonDetails } = CheckHealthResponse.decode(checked.messages[0] as Buffer);
      isSentence(message);
      JSON.parse(textOf(jsonDetails));
      areAnswers(answered.messages[0] as Buffer, ['Q0', 'Q1', 'Q2']);
      expect([200, 400, 413]).toContain(CallResourceResponse.decode(called.messages[0] as Buffer).code);
    }),
    runs(25),
  );
  expect(rig.plugin.stderr.filter(({ text }) => text.includes(MARK))).toEqual([]);
});

test('settings that come back are served as before', async () => {
  const again = { ...rig.settings, uid: 'changing', updated: updated + 1_000 };
  for (const end = Date.now() + 60_000; ;) {
    const { responses } = await rig.plugin.queryData({
      settings: again,
      queries: [{ refId: 'A', model: { queryType: 'customers' } }],
    });
    if (responses['A']?.error === '' || Date.now() > end) {
      expect(responses['A']).toMatchObject({ error: '', status: 200 });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
});
