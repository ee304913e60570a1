/** Streams, metrics, health, and services that the plugin does not have: whatever comes over the wire. */
import fc from 'fast-check';
import {
  CollectMetricsRequest,
  CollectMetricsResponse,
  PublishStreamResponse,
  RunStreamRequest,
  SubscribeStreamRequest,
  SubscribeStreamResponse,
} from '../../../src/backend/grafana/generated/pluginv2.ts';
import { HealthCheckRequest } from '../../../src/backend/grafana/generated/health.ts';
import { LIVE_PATH } from '../../../src/shared/live.ts';
import { oddText, runs } from '../../fuzz/arbitraries.ts';
import { isSentence, textOf } from './judge.ts';
import { contextChange, headers, oddBytes, spoiled, spoils } from './messages.ts';
import { Rig } from './rig.ts';
import type { WireAnswer } from './wire.ts';

jest.setTimeout(180_000 * Number(process.env.FUZZ_FACTOR ?? 1));
/** How long a stream is listened to; nothing changes meanwhile, so a good one is silent. */
const LISTENED_MS = 30;

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.isSound());
afterAll(() => rig.close());

const channel = fc.record({
  path: fc.oneof(fc.constantFrom(LIVE_PATH, `/${LIVE_PATH}`, `${LIVE_PATH}/..`, ''), oddText),
  data: fc.oneof({ weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) }, { weight: 1, arbitrary: oddBytes }),
  headers,
});

/** What is no answer is a sentence; neither says a secret. */
function isHeard(answer: WireAnswer): boolean {
  rig.isClean(answer);
  if (answer.code !== 0) {
    isSentence(answer.details);
  }
  return answer.code === 0;
}

test('whatever channel is subscribed to, run or published to', async () => {
  await fc.assert(
    fc.asyncProperty(contextChange, channel, async (change, asked) => {
      const bytes = SubscribeStreamRequest.encode({ ...asked, pluginContext: rig.contextWith(change) }).finish();
      const subscribed = await rig.wire.ask('/pluginv2.Stream/SubscribeStream', bytes);
      if (isHeard(subscribed)) {
        const { status } = SubscribeStreamResponse.decode(subscribed.messages[0] as Buffer);
        // 0 is OK: only for the one channel that there is.
        expect(status === 0).toBe(asked.path === LIVE_PATH);
      }
      const run = await rig.wire.ask(
        '/pluginv2.Stream/RunStream',
        RunStreamRequest.encode({ ...asked, pluginContext: rig.contextWith(change) }).finish(),
        LISTENED_MS,
      );
      if (isHeard(run)) {
        run.messages.forEach((packet) => JSON.parse(textOf(packet.subarray(packet.indexOf('{')))));
      }
      const published = await rig.wire.ask('/pluginv2.Stream/PublishStream', bytes);
      expect(PublishStreamResponse.decode(published.messages[0] as Buffer).status).toBe(2);
    }),
    runs(40),
  );
});

test('metrics are Prometheus text, as many after odd questions as before', async () => {
  const series = async (bytes: Uint8Array) => {
    const answer = await rig.wire.ask('/pluginv2.Diagnostics/CollectMetrics', bytes);
    if (!isHeard(answer)) {
      return undefined;
    }
    const { metrics } = CollectMetricsResponse.decode(answer.messages[0] as Buffer);
    const lines = textOf(metrics?.prometheus ?? Buffer.alloc(0)).split('\n');
    expect(lines.filter((line) => !/^(#.*|[a-zA-Z_:][\w:]*(\{.*\})? [-+\w.]+|)$/.test(line))).toEqual([]);
    return lines.length;
  };
  const before = (await series(Buffer.alloc(0))) as number;
  await fc.assert(
    fc.asyncProperty(contextChange, spoils, async (change, places) => {
      const message = { pluginContext: rig.contextWith(change) };
      await series(CollectMetricsRequest.encode(message).finish());
      await series(spoiled(CollectMetricsRequest.encode(message).finish(), places));
    }),
    runs(10),
  );
  expect(await series(Buffer.alloc(0))).toBeLessThan(before + 100);
});

const SERVED = [
  ...['Data/QueryData', 'Resource/CallResource', 'Diagnostics/CheckHealth', 'Diagnostics/CollectMetrics'],
  ...['Stream/SubscribeStream', 'Stream/RunStream', 'Stream/PublishStream'],
].map((method) => `/pluginv2.${method}`);
const OTHERS = ['/grpc.health.v1.Health/Check', '/plugin.GRPCBroker/StartStream', '/plugin.GRPCStdio/StreamStdio'];

test('noise where a message is expected', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SERVED, ...OTHERS), fc.uint8Array({ maxLength: 300 }), async (path, bytes) => {
      isHeard(await rig.wire.ask(path, bytes, LISTENED_MS));
    }),
    runs(40),
  );
});

test('health of a service of any name', async () => {
  await fc.assert(
    fc.asyncProperty(oddText, async (service) => {
      isHeard(await rig.wire.ask('/grpc.health.v1.Health/Check', HealthCheckRequest.encode({ service }).finish()));
    }),
    runs(20),
  );
});

/** Of Grafana's services those that a data source without a Kubernetes API of its own leaves out. */
test.each([
  'AdmissionControl/ValidateAdmission',
  'AdmissionControl/MutateAdmission',
  'ResourceConversion/ConvertObjects',
  'Data/QueryChunkedData',
  'Data/NoSuchMethod',
])('%s is not served, and says so', async (method) => {
  const answer = await rig.wire.ask(`/pluginv2.${method}`, Buffer.from([10, 2, 8, 1]));
  expect(answer.code).toBe(12);
});
