import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import { RecentAccess } from '../../../../test/microsoft/recentAccess.ts';
import type { Call } from './call.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createHttp, type Http } from './pipeline.ts';
import { createTransport } from './transport.ts';

const ignore = (): void => undefined;
const log: Logger = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => log };
const transport = createTransport({ ca: null, proxy: null, sockets: 8 });
let server: Server;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  transport.close();
  server.closeAllConnections();
  server.close();
});

function connection(limits: Partial<Limits>): Http {
  const tokens = { get: () => Promise.resolve('token'), renew: () => Promise.resolve(undefined) };
  return createHttp({
    transport,
    clock: systemClock,
    log,
    accessLog: new RecentAccess(),
    limits: { ...DEFAULT_LIMITS, attempts: 1, ...limits },
    concurrency: 5,
    tokens,
  });
}

function callOf(signal: AbortSignal, subscriptionId: string | null): Call {
  return {
    api: 'resourceManager',
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tenantId: 'tenant',
    credentialId: 'partner',
    scope: 'scope',
    path: '/',
    subscriptionId,
    signal,
    reason: 'query',
  };
}

function send(limits: Partial<Limits>, signal = new AbortController().signal): Promise<unknown> {
  const call = callOf(signal, null);
  return connection(limits).send(call, { url: `${call.origin}/` });
}

const BODY = Buffer.from(JSON.stringify({ value: 'x'.repeat(100_000) }));

test.each([
  ['plain', {}, BODY],
  ['compressed', { 'content-encoding': 'gzip' }, gzipSync(BODY, { level: 0 })],
])('a %s body that stops half-way ends with the attempt', async (_, headers, body) => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': body.length, ...headers });
    response.write(body.subarray(0, 50_000));
  };
  await expect(send({ attemptMs: 200 })).rejects.toMatchObject({ code: 'ETIMEDOUT', status: 503 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('some reason')), 100);
  await expect(send({}, controller.signal)).rejects.toMatchObject({ code: 'Cancelled', status: 499 });
});

test.each([
  ['plain', {}, BODY],
  ['compressed', { 'content-encoding': 'gzip' }, gzipSync(BODY, { level: 0 })],
])('a %s body that breaks off is a broken connection', async (_, headers, body) => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': body.length, ...headers });
    response.write(body.subarray(0, 50_000), () => response.destroy());
  };
  await expect(send({})).rejects.toMatchObject({ code: 'ECONNRESET', status: 503 });
});

test('a call that is cancelled before it starts asks nothing', async () => {
  let asked = 0;
  answer = (_request, response) => {
    asked += 1;
    response.end('{}');
  };
  await expect(send({}, AbortSignal.abort())).rejects.toMatchObject({ code: 'Cancelled' });
  expect(asked).toBe(0);
});

test('many calls of one signal leave no listener on it', async () => {
  answer = (_request, response) => void response.end('{}');
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 60 }, () => send({}, signal)));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('no more than so many at once to a host, and to a subscription', async () => {
  const open: ServerResponse[] = [];
  let most = 0;
  let quiet: NodeJS.Timeout | undefined;
  // Answered once no other comes, so that all that may come at once are there at once.
  answer = (_request, response) => {
    most = Math.max(most, open.push(response));
    clearTimeout(quiet);
    quiet = setTimeout(() => open.splice(0).forEach((one) => one.end('{}')), 30);
  };
  const http = connection({ perSubscription: 2 });
  const { signal } = new AbortController();
  const many = async (subscriptionOf: (index: number) => string | null): Promise<number> => {
    most = 0;
    const calls = Array.from({ length: 30 }, (_, index) => callOf(signal, subscriptionOf(index)));
    await Promise.all(calls.map((call) => http.send(call, { url: `${call.origin}/` })));
    return most;
  };
  expect(await many(() => null)).toBe(5);
  expect(await many(() => 'one')).toBe(2);
  expect(await many((index) => `subscription ${index % 3}`)).toBe(5);
});

test('who waits for a slot can stop waiting', async () => {
  answer = (_request, response) => void setTimeout(() => response.end('{}'), 200);
  const http = connection({ perSubscription: 1 });
  const controller = new AbortController();
  const first = callOf(new AbortController().signal, 'one');
  const second = callOf(controller.signal, 'one');
  const under = http.send(first, { url: `${first.origin}/` });
  const waiting = http.send(second, { url: `${second.origin}/` });
  const ended: string[] = [];
  void waiting.catch(() => ended.push('waiting'));
  void under.then(() => ended.push('under'));
  setTimeout(() => controller.abort(), 20);
  await expect(waiting).rejects.toMatchObject({ code: 'Cancelled' });
  await under;
  expect(ended).toEqual(['waiting', 'under']);
});
