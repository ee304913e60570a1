import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../common/clock.ts';
import type { Logger } from '../common/log.ts';
import { RecentAccess } from './accessLog.ts';
import type { Call } from './call.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createHttp } from './pipeline.ts';
import { createTransport } from './transport.ts';

const ignore = (): void => undefined;
const log: Logger = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => log };
const transport = createTransport(null, 8);
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

function send(limits: Partial<Limits>, signal = new AbortController().signal): Promise<unknown> {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = { get: () => Promise.resolve('token'), renew: () => Promise.resolve(undefined) };
  const all = { ...DEFAULT_LIMITS, attempts: 1, ...limits };
  const http = createHttp({
    transport,
    clock: systemClock,
    log,
    accessLog: new RecentAccess(),
    limits: all,
    concurrency: 8,
    tokens,
  });
  const call: Call = {
    api: 'resourceManager',
    origin,
    tenantId: 'tenant',
    credentialId: 'partner',
    scope: 'scope',
    path: '/',
    subscriptionId: null,
    signal,
    reason: 'query',
  };
  return http.send(call, { url: `${origin}/` });
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
