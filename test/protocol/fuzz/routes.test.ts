/** Calls of the plugin's routes, of any path, method, query and body, through the real protocol. */
import fc from 'fast-check';
import { ROUTE_METHODS } from '../../../src/backend/queries/routes/routes.ts';
import {
  CallResourceRequest,
  CallResourceResponse,
  type PluginContext,
} from '../../../src/backend/grafana/generated/pluginv2.ts';
import { mutated, mutations, oddText, oddValue, runs, textOfJson } from '../../fuzz/arbitraries.ts';
import { SMALL, SMALL_ALERTS } from '../../simulator/world/smallIds.ts';
import { toContext } from '../host.ts';
import { isSentence, textOf } from './judge.ts';
import { SPOILED, contextChange, headers, oddBytes, spoiled, spoils } from './messages.ts';
import { Rig } from './rig.ts';

const CALL_RESOURCE = '/pluginv2.Resource/CallResource';
const STATUSES = [200, 400, 403, 404, 405, 409, 413, 422, 429, 502, 503, 504];
const NAMES = [...ROUTE_METHODS.keys()];

jest.setTimeout(180_000 * Number(process.env.FUZZ_FACTOR ?? 1));

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => rig.isSound());
afterAll(() => rig.close());

/** A route as somebody could write it who hopes that two readers of a path differ. */
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom(
          '//',
          '/./',
          '/',
          '%2f',
          '%2F..%2f',
          '..',
          '/../',
          '?',
          '#',
          ';a=b',
          '\\',
          '%00',
          '\0',
          ' ',
          '%',
        ),
        fc.nat(3),
      )
      .map(([name, odd, where]) => {
        return [`${odd}${name}`, `${name}${odd}`, name.replace('/', odd), `x/${odd}/${name}`][where] ?? name;
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name) => name.toUpperCase()) },
  { weight: 2, arbitrary: oddText },
);

const PARAMETERS = [
  ...['parent', 'after', 'search', 'limit', 'kind', 'scope', 'queryType', 'namespace', 'metric', 'dimension', 'id'],
  ...['from', 'to', 'customer', 'attempt', 'code', 'state', 'error', 'error_description', 'session_state'],
];
const query = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(...PARAMETERS),
          fc.oneof(
            oddText,
            oddValue.map((value) => textOfJson(value)),
          ),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => `?${new URLSearchParams(pairs).toString()}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '?', '?%', '?%zz=%', '??', '?a=b=c&&&=', '?limit=1&limit=2', '?scope=%7B%22a', '#'),
  },
  { weight: 1, arbitrary: oddText },
);

/** What routes that change something take. Nothing in it changes the world of the simulator. */
const BODY = {
  id: SMALL_ALERTS.failedOrders,
  state: 'Acknowledged',
  comment: 'seen',
  credential: 'direct',
  appUrl: 'https://grafana.example.com/noc',
  tenantId: SMALL.contoso,
};
const body = fc.oneof(
  { weight: 4, arbitrary: mutations.map((changes) => Buffer.from(mutated(BODY, changes))) },
  { weight: 1, arbitrary: oddBytes },
);

const request = fc.record({
  path,
  query,
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 1, arbitrary: fc.constantFrom('', 'get', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE') },
    { weight: 1, arbitrary: oddText },
  ),
  body,
  headers: headers.map((pairs) =>
    Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, { values: [value, value] }])),
  ),
});

const contextWith = (change: Partial<PluginContext> | null): PluginContext | undefined =>
  change === null ? undefined : { ...toContext({ settings: rig.settings }), ...change };

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
      const message = { ...rest, url: `${rest.path}${asked}`, pluginContext: contextWith(change) };
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
