/** How much of an answer is taken: just under the limit all of it, just over it nothing, however it is packed. */
import { deflateSync, gzipSync } from 'node:zlib';
import { CONTOSO, errorOf, startHarness } from './harness.ts';
import { MOST_BYTES, prepare, WAYS, type Ground } from '../fuzz/signInWays.ts';

const LIMIT = 300_000;
const TENANTS = '^/tenants';

let ground: Ground;
beforeAll(async () => {
  ground = await prepare(await startHarness({ world: 'small', tls: false, clock: 'real', enforceLimits: false }));
});
afterEach(() => ground.harness.simulator.faults.clear());
afterAll(() => ground.harness.close());

/** The same JSON, with space after it up to so many bytes. */
const padded = (body: unknown, length: number): Buffer => Buffer.from(JSON.stringify(body).padEnd(length));

const PACKED: [packing: string, headers: Record<string, string>, pack: (bytes: Buffer) => Buffer][] = [
  ['as it is', { 'content-encoding': 'identity' }, (bytes) => bytes],
  ['in gzip', { 'content-encoding': 'gzip' }, (bytes) => gzipSync(bytes)],
  ['in gzip that does not get smaller', { 'content-encoding': 'gzip' }, (bytes) => gzipSync(bytes, { level: 0 })],
  ['in deflate', { 'content-encoding': 'deflate' }, (bytes) => deflateSync(bytes)],
];

test.each(PACKED)('an answer %s is taken up to the limit', async (_, headers, pack) => {
  const { harness } = ground;
  const microsoft = harness.another({ limits: { bodyBytes: LIMIT, attempts: 1 } });
  const ask = (length: number) => {
    harness.simulator.faults.clear();
    const change = (body: unknown) => pack(padded(body, length));
    harness.simulator.faults.add({ path: TENANTS, headers, change });
    return microsoft.listTenants(CONTOSO, harness.options);
  };
  // What is not packed is counted with its packing, which gzip without compression makes longer.
  const room = Math.max(0, pack(Buffer.alloc(LIMIT)).length - LIMIT);
  expect((await ask(LIMIT - room)).rows.length).toBeGreaterThan(0);
  const error = await errorOf(ask(LIMIT + 1));
  expect(error.code).toBe('ResponseTooLarge');
  expect(error.message).toContain('larger than the plugin takes');
});

test.each(WAYS)('$what: an answer over the limit is refused with a sentence', async ({ host, path, ask }) => {
  const { harness } = ground;
  harness.simulator.faults.add({ host, path, change: (body) => padded(body, MOST_BYTES + 1) });
  const error = await errorOf(ask(ground, { ...harness.options, reason: 'check' }));
  expect(error.code).toBe('ResponseTooLarge');
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
] as const)('a %s bomb costs no more than the limit, however small it is', async (encoding, pack) => {
  const { harness } = ground;
  const bomb = pack(Buffer.alloc(512 * 1024 * 1024, ' '));
  expect(bomb.length).toBeLessThan(1024 * 1024);
  harness.simulator.faults.add({ path: TENANTS, headers: { 'content-encoding': encoding }, change: () => bomb });
  const microsoft = harness.another({ limits: { attempts: 1 } });
  const before = process.memoryUsage.rss();
  const error = await errorOf(microsoft.listTenants(CONTOSO, harness.options));
  expect(error.code).toBe('ResponseTooLarge');
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 * 1024);
});
