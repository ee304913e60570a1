/** Whatever Microsoft's sign-in, Key Vault, a machine's identity service or Graph answer: a way in, or a sentence. */
import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import { settingsWith } from '../microsoft/credentialKinds.ts';
import { startHarness } from '../microsoft/harness.ts';
import type { FaultSpec } from '../simulator/core/faults.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { mutated, mutations, oddText, oddValue, runs, textOfJson } from './arbitraries.ts';
import { prepare, WAYS, type Ground, type Way } from './signInWays.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
/** In what errors say, where Microsoft's own text names people and addresses. */
const MARK = 'S3CR3T MARK';
const SECRET = /"(?:access_token|refresh_token|id_token|value)":"((?:[^"\\]|\\.){16,})"/g;

let ground: Ground;
beforeAll(async () => {
  ground = await prepare(await startHarness({ world: 'small', tls: false, clock: 'real', enforceLimits: false }));
});
afterEach(() => ground.harness.simulator.faults.clear());
afterAll(() => ground.harness.close());

/** Asks with the answer spoiled so; what comes of it is an answer or a sentence, and says none of these texts. */
async function asked({ host, path, ask }: Way, fault: FaultSpec, secrets: ReadonlySet<string>): Promise<void> {
  const { harness } = ground;
  const { faults } = harness.simulator;
  faults.clear();
  const added = faults.add({ host, path, ...fault });
  const from = harness.log.lines.length;
  const error = await ask(ground, { ...harness.options, reason: 'check' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(added.hits).toBeGreaterThan(0);
  if (error !== undefined) {
    expect(error).toBeInstanceOf(CspError);
    const { code, message } = error as CspError;
    expect(code).not.toBe('Internal');
    expect(message.length).toBeLessThan(1_500);
    expect(Buffer.from(message).toString()).toBe(message);
  }
  const said = [
    String(error),
    ...harness.log.lines.slice(from),
    JSON.stringify(harness.accessLog.records().slice(-20)),
  ].join();
  expect([MARK, ...secrets].filter((secret) => said.includes(secret))).toEqual([]);
}

test.each(WAYS)('$what, with any change of a good answer', async (way) => {
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const secrets = new Set<string>();
      const change = (body: unknown) => {
        const good = JSON.stringify(body ?? null);
        [...good.matchAll(SECRET)].forEach(([, secret]) => secrets.add(secret as string));
        return mutated(body, changes);
      };
      await asked(way, { change }, secrets);
    }),
    runs(8),
  );
});

const REFUSALS: readonly unknown[] = [
  { error: 'invalid_grant', error_description: `AADSTS70000: ${MARK}`, error_codes: [70000], trace_id: 'a-b' },
  { error: { code: 'Forbidden', message: MARK, innererror: { code: 'ForbiddenByRbac' } } },
  { error: { code: 'Unauthorized', message: `AKV10032: ${MARK}` } },
  { error: { code: 'Authorization_RequestDenied', message: MARK, innerError: { 'request-id': MARK } } },
  { code: 900421, description: MARK, data: [MARK] },
];
/** Of what a header can hold. */
const headerText = oddText.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 300));
const refusal = fc.record({
  status: fc.constantFrom(300, 302, 400, 401, 403, 404, 409, 410, 418, 429, 500, 502, 503, 599),
  body: fc.oneof(
    fc.tuple(fc.constantFrom(...REFUSALS), mutations).map(([body, changes]) => mutated(body, changes)),
    oddValue.map((value) => textOfJson(value)),
    oddText,
  ),
  headers: fc.record({
    'content-type': fc.constantFrom('application/json', 'text/html', 'text/plain', ''),
    'www-authenticate': fc.oneof(
      headerText,
      fc.constantFrom(
        'Basic realm=/etc/passwd',
        'Basic realm=/var/opt/../../etc/x.key',
        'Basic realm="/proc/self/environ.key"',
        'Bearer authorization="https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000"',
        'Bearer authorization="https://evil.example/", resource="https://vault.azure.net"',
        'Bearer realm="", error="insufficient_claims", claims="not base64"',
        'Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="',
      ),
    ),
    location: fc.oneof(headerText, fc.constantFrom('https://evil.example/', '//evil.example', '/again')),
    'retry-after': fc.oneof(headerText, fc.constantFrom('-1', '1e309', '99999999999', 'Thu, 01 Jan 1970 00:00:00 GMT')),
    'x-ms-request-id': headerText,
  }),
});

test.each(WAYS)('$what, refused in any words', async (way) => {
  await fc.assert(
    fc.asyncProperty(refusal, (fault) => asked(way, fault, new Set())),
    runs(8),
  );
});

/** Numbers that say how long something lives, as nobody sends them. */
const LIVES: readonly unknown[] = [{ toString: 5 }, { valueOf: 1 }, [[]], 1e308, '1e308', -1, 'NaN', '', null, true];

test.each(LIVES)('a token of the machine that lives %j is used, and asked for again within a day', async (lives) => {
  const { harness, identities } = ground;
  const change = settingsWith(harness.simulator, {
    credential: { kind: 'managedIdentity' },
    operator: { allowManagedIdentity: true, machine: { on: 'imds', origin: identities.imds } },
  });
  const microsoft = harness.another({ ...change, limits: { attempts: 1 } });
  harness.simulator.faults.add({ host: 'identity', merge: { expires_in: lives, expires_on: lives } });
  const access = { tenantId: SMALL.northwind, credentialId: 'tested' };
  const asked = () => harness.simulator.calls.list().filter(({ host }) => host === 'identity').length;
  const before = asked();
  await microsoft.listSubscriptions(access, harness.options);
  harness.clock.advance(86_400_000);
  // The simulator's own clock stands: to it the old token is as good as a new one.
  await microsoft.listSubscriptions(access, harness.options);
  expect(asked()).toBe(before + 2);
});

test.each([1e-300, 1e300, -1, '5', { toString: 5 }, null])('a device code of %j seconds', async (seconds) => {
  const { harness } = ground;
  harness.simulator.faults.add({ operation: 'devicecode', merge: { interval: seconds, expires_in: seconds } });
  const { intervalMs, expiresInMs } = await harness.another({}).beginDeviceSignIn('partner', harness.options);
  // Neither without a pause nor for ever; a timer of more than 24 days goes off at once.
  expect(intervalMs).toBeGreaterThanOrEqual(1_000);
  expect(intervalMs).toBeLessThanOrEqual(60_000);
  expect(expiresInMs).toBeLessThanOrEqual(3_600_000);
});
