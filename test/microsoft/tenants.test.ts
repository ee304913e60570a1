import { tenantOfToken } from '../../src/backend/microsoft/auth/jwt.ts';
import { errorOf, startHarness, type Harness } from './harness.ts';

const SCOPES = ['https://management.azure.com/.default', 'https://api.partnercenter.microsoft.com/.default'];
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'demo', clock: 'frozen', tls: false });
});
afterAll(() => harness.close());

/** The partner's application once with the user's refresh token and once alone. */
function bothKinds(): { jsonData: Record<string, unknown>; secureJsonData: Record<string, string> } {
  const { jsonData, secureJsonData } = harness.simulator;
  const partner = (jsonData.credentials as Record<string, string>[])[0]!;
  const credentials = [partner, { ...partner, id: 'application', kind: 'clientSecret' }];
  const secret = secureJsonData['credential.partner.clientSecret'] ?? '';
  return { jsonData: { credentials, tenants: [] }, secureJsonData: { 'credential.application.clientSecret': secret } };
}

/** A repeatable shuffle. */
function* numbers(seed: number): Generator<number, never, undefined> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("2,000 concurrent requests over many tenants and both credentials never get another tenant's token", async () => {
  const { clock, connection, simulator } = harness;
  const { tokens } = connection(bothKinds());
  const tenants = simulator.world.data.tenants.map((tenant) => tenant.id);
  const random = numbers(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next().value * from.length)] as T;
  let granted = 0;
  let refused = 0;
  const ask = async (): Promise<void> => {
    const account = { credentialId: pick(['partner', 'application']), tenantId: pick(tenants), scope: pick(SCOPES) };
    const controller = new AbortController();
    if (random.next().value < 0.05) {
      setTimeout(() => controller.abort(), 5);
    }
    const call = { signal: controller.signal, reason: 'query' };
    try {
      let token = await tokens.get(account, call);
      if (random.next().value < 0.1) {
        token = (await tokens.renew(account, token, '{"access_token":{}}', call)) ?? token;
      }
      granted += 1;
      expect(tenantOfToken(token)).toBe(account.tenantId);
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        unknown
      >;
      expect(claims.idtyp).toBe(account.credentialId === 'partner' ? 'user' : 'app');
      expect(`${String(claims.aud)}/.default`).toBe(account.scope);
    } catch (error) {
      expect(error).toHaveProperty('code', expect.stringMatching(/^(AADSTS\d+|Cancelled)$/));
      refused += 1;
    }
  };
  for (let round = 0; round < 4; round++) {
    await Promise.all(Array.from({ length: 500 }, ask));
    // Past the end of every token, so that they are all asked for again.
    clock.advance(2 * 3_600_000);
  }
  expect(granted + refused).toBe(2000);
  expect(granted).toBeGreaterThan(1000);
}, 60_000);

test('a token of another tenant is thrown away, whoever hands it out', async () => {
  const { another, options, simulator } = harness;
  const [first, second] = simulator.world.data.customers;
  const access = { tenantId: first!.id, credentialId: 'partner' };
  // A sign-in page in the way that answers every tenant with the same token.
  const { tokens } = harness.connection({});
  const token = await tokens.get({ credentialId: 'partner', tenantId: second!.id, scope: SCOPES[0]! }, options);
  const fault = simulator.faults.add({
    host: 'login',
    status: 200,
    body: { token_type: 'Bearer', expires_in: 3600, access_token: token },
  });
  const error = await errorOf(another({}).listSubscriptions(access, options));
  expect(error).toMatchObject({ code: 'TokenOfAnotherTenant', status: 502 });
  expect(error.message).not.toContain(token);
  simulator.faults.clear(fault.id);
  for (const access_token of ['', 'opaque', 'a.b.c', `x.${Buffer.from('null').toString('base64url')}.y`, 5]) {
    const odd = simulator.faults.add({
      host: 'login',
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, access_token },
    });
    expect((await errorOf(another({}).listSubscriptions(access, options))).code).toMatch(
      /^(TokenOfAnotherTenant|TokenAnswerUnusable)$/,
    );
    simulator.faults.clear(odd.id);
  }
});
