/** Calls of the plugin's routes, of any path, method, query and body, through the real protocol. */
import fc from 'fast-check';
import { ROUTE_METHODS } from '../../../src/backend/queries/routes/routes.ts';
import { CallResourceRequest, CallResourceResponse } from '../../../src/backend/grafana/generated/pluginv2.ts';
import { runs } from '../../fuzz/arbitraries.ts';
import { toContext } from '../host/messages.ts';
import { body, NAMES, query, request } from './calls.ts';
import { isSentence, textOf } from './judge.ts';
import { contextChange, SPOILED, spoiled, spoils } from './messages.ts';
import { Rig } from './rig.ts';

const CALL_RESOURCE = '/pluginv2.Resource/CallResource';
const STATUSES = [200, 400, 403, 404, 405, 409, 413, 422, 429, 502, 503, 504];

jest.setTimeout(180_000 * Number(process.env.FUZZ_FACTOR ?? 1));

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.isSound());
afterAll(() => rig.close());

/** Status and headers first, then a body that is what its type says. */
function isResponse(messages: readonly Buffer[]): void {
  const [first, ...others] = messages.map((message) => CallResourceResponse.decode(message));
  expect(STATUSES).toContain(first?.code);
  expect(others.map(({ code }) => code).filter((code) => code !== 0)).toEqual([]);
  const text = textOf(Buffer.concat([first as CallResourceResponse, ...others].map((part) => part.body)));
  const type = first?.headers['Content-Type']?.values[0] ?? '';
  if (type.startsWith('text/html')) {
    expect(text).not.toMatch(/<(script|img|svg)/i);
  } else if (type.startsWith('application/json')) {
    const said = JSON.parse(text) as { error?: string; message?: string };
    if (first?.code !== 200) {
      isSentence(said.error ?? said.message ?? '');
    }
  } else {
    expect(type).toMatch(/^text\/csv/);
  }
}

test('whatever route is called with whatever, a status and what its type says come', async () => {
  await fc.assert(
    fc.asyncProperty(contextChange, request, async (change, { query: asked, ...rest }) => {
      const message = { ...rest, url: `${rest.path}${asked}`, pluginContext: rig.contextWith(change) };
      const answer = await rig.wire.ask(CALL_RESOURCE, CallResourceRequest.encode(message).finish());
      expect(answer.code).toBe(0);
      isResponse(answer.messages);
      rig.isClean(answer);
    }),
    runs(80),
  );
});

test('each route as an administrator, with its own method and odd input', async () => {
  const user = { login: 'ada', name: 'Ada', email: '', role: 'Admin' };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...NAMES), query, body, async (name, asked, bytes) => {
      const method = ROUTE_METHODS.get(name) ?? 'GET';
      const message = { path: name, url: `${name}${asked}`, method, body: bytes, headers: {} };
      const pluginContext = { ...toContext({ settings: rig.settings }), user };
      const answer = await rig.wire.ask(
        CALL_RESOURCE,
        CallResourceRequest.encode({ ...message, pluginContext }).finish(),
      );
      expect(answer.code).toBe(0);
      isResponse(answer.messages);
      rig.isClean(answer);
    }),
    runs(60),
  );
});

test('bytes that are no such message are refused, or answered as what they still say', async () => {
  await fc.assert(
    fc.asyncProperty(request, spoils, async ({ query: asked, ...rest }, places) => {
      const pluginContext = toContext({ settings: SPOILED });
      const message = { ...rest, url: `${rest.path}${asked}`, pluginContext };
      const answer = await rig.wire.ask(CALL_RESOURCE, spoiled(CallResourceRequest.encode(message).finish(), places));
      rig.isClean(answer);
      if (answer.code !== 0) {
        isSentence(answer.details);
      } else {
        isResponse(answer.messages);
      }
    }),
    runs(15),
  );
});
