import { CspError } from '../../src/backend/common/errors.ts';
import { claimsOfToken } from '../../src/backend/microsoft/auth/jwt.ts';
import type { Account, FreshToken } from '../../src/backend/microsoft/auth/tokenSource.ts';
import { TokenCache } from '../../src/backend/microsoft/auth/tokens.ts';
import type { Identities } from '../simulator/identities.ts';
import { pemOf, type Row } from './credentialKinds.ts';
import { startHarness, type Harness } from './harness.ts';

const SCOPES = ['https://management.azure.com/.default', 'https://graph.microsoft.com/.default'];

/** A repeatable row of chances. */
function chances(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T };
}

/** What a token of this account says of itself. */
const written = ({ credentialId, tenantId, scope }: Account): string => `${credentialId}\n${tenantId}\n${scope}`;

test("100,000 requests of many tenants and credentials never get another one's token", async () => {
  const random = chances(11);
  const time = { now: 0 };
  const clock = { now: () => time.now, sleep: () => Promise.resolve() };
  let asked = 0;
  const fetch = async (account: Account, claims: string | undefined, call: { signal: AbortSignal }) => {
    const number = ++asked;
    for (let turns = Math.floor(random.next() * 4); turns > 0; turns--) {
      await Promise.resolve();
    }
    if (call.signal.aborted) {
      throw new CspError('Stopped.', { code: 'Cancelled', status: 499, source: 'downstream' });
    }
    const luck = random.next();
    if (luck < 0.05) {
      // A few refuse the whole credential, the others only this tenant.
      const code = luck < 0.002 ? 'AADSTS7000215' : 'AADSTS50020';
      throw new CspError(`${written(account)} is refused.`, { code, status: 400, source: 'downstream' });
    }
    const lifetimeMs = random.pick([60_000, 3_600_000, 5_400_000]);
    return { token: `${written(account)}\n${number}\n${claims ?? ''}`, lifetimeMs } satisfies FreshToken;
  };
  const cache = new TokenCache(clock, fetch);
  const credentials = Array.from({ length: 12 }, (_, index) => `credential-${index}`);
  const tenants = Array.from({ length: 300 }, (_, index) => `tenant-${index}`);
  const counts = { granted: 0, refused: 0, cancelled: 0 };
  const ask = async (): Promise<void> => {
    const account = {
      credentialId: random.pick(credentials),
      tenantId: random.pick(tenants),
      scope: random.pick(SCOPES),
    };
    const caller = new AbortController();
    if (random.next() < 0.1) {
      queueMicrotask(() => caller.abort());
    }
    const call = { signal: caller.signal, reason: random.next() < 0.05 ? 'check' : 'query' };
    try {
      let token = await cache.get(account, call);
      if (random.next() < 0.2) {
        token = (await cache.renew(account, token, random.next() < 0.5 ? '{"claims":1}' : undefined, call)) ?? token;
      }
      counts.granted += 1;
      if (!token.startsWith(`${written(account)}\n`)) {
        throw new Error(`${written(account)} got ${token}`);
      }
    } catch (thrown) {
      if (!(thrown instanceof CspError)) {
        throw thrown;
      }
      // A refusal of a tenant is that tenant's; one of a credential may come from any tenant of it.
      if (thrown.code === 'AADSTS50020' && thrown.message !== `${written(account)} is refused.`) {
        throw new Error(`${written(account)} heard: ${thrown.message}`, { cause: thrown });
      }
      counts[thrown.code === 'Cancelled' ? 'cancelled' : 'refused'] += 1;
    }
  };
  for (let round = 0; round < 100; round++) {
    await Promise.all(Array.from({ length: 1_000 }, ask));
    time.now += random.next() * 900_000;
    if (random.next() < 0.1) {
      cache.forget(random.pick(credentials));
    }
  }
  expect(counts.granted + counts.refused + counts.cancelled).toBe(100_000);
  expect(counts.granted).toBeGreaterThan(50_000);
  expect(counts.refused).toBeGreaterThan(1_000);
  expect(counts.cancelled).toBeGreaterThan(1_000);
}, 60_000);

describe('over HTTP', () => {
  let harness: Harness;
  let identities: Identities;
  beforeAll(async () => {
    harness = await startHarness({ world: 'demo', tls: false, clock: 'real', enforceLimits: false });
    identities = await harness.simulator.identities();
  });
  afterAll(() => harness.close());

  /** The partner's application with its user's refresh token, and alone by secret, certificate and managed identity. */
  function everyKind(): { jsonData: Row; secureJsonData: Record<string, string> } {
    const { jsonData, secureJsonData } = harness.simulator;
    const partner = (jsonData.credentials as Row[])[0] as Row;
    const { clientId } = partner;
    const secret = secureJsonData['credential.partner.clientSecret'] ?? '';
    const pem = pemOf(identities, String(clientId));
    return {
      jsonData: {
        credentials: [
          partner,
          { ...partner, id: 'userByCertificate', proof: 'certificate' },
          { ...partner, id: 'bySecret', kind: 'clientSecret' },
          { ...partner, id: 'byCertificate', kind: 'certificate' },
          {
            id: 'machine',
            kind: 'managedIdentity',
            tenantId: harness.simulator.world.data.applications.direct.tenantId,
          },
        ],
        tenants: [],
      },
      secureJsonData: {
        'credential.userByCertificate.certificate': pem,
        'credential.userByCertificate.refreshToken': secureJsonData['credential.partner.refreshToken'] ?? '',
        'credential.bySecret.clientSecret': secret,
        'credential.byCertificate.certificate': pem,
      },
    };
  }

  test('requests of every kind get the token of their own tenant, person or application', async () => {
    const { clock, connection, simulator } = harness;
    const operator = { allowManagedIdentity: true, machine: { on: 'imds', origin: identities.imds } as const };
    const { tokens } = connection({ ...everyKind(), operator });
    const ids = ['partner', 'userByCertificate', 'bySecret', 'byCertificate', 'machine'];
    const tenants = simulator.world.data.tenants.map((tenant) => tenant.id);
    const random = chances(5);
    let granted = 0;
    const ask = async (): Promise<void> => {
      const account = { credentialId: random.pick(ids), tenantId: random.pick(tenants), scope: random.pick(SCOPES) };
      const caller = new AbortController();
      if (random.next() < 0.05) {
        setTimeout(() => caller.abort(), 5);
      }
      const call = { signal: caller.signal, reason: 'query' };
      const renews = random.next() < 0.1;
      const outcome = await tokens
        .get(account, call)
        .then(
          async (token) => (renews ? await tokens.renew(account, token, '{"access_token":{}}', call) : token) ?? token,
        )
        .catch(CspError.from);
      if (outcome instanceof CspError) {
        expect(outcome.code).toMatch(/^(AADSTS\d+|Cancelled|ManagedIdentityForeignTenant)$/);
        return;
      }
      granted += 1;
      const { tid, aud, idtyp } = claimsOfToken(outcome) ?? {};
      const isPerson = ['partner', 'userByCertificate'].includes(account.credentialId);
      expect([tid, idtyp]).toEqual([account.tenantId, isPerson ? 'user' : 'app']);
      expect(account.scope === SCOPES[0] ? `${String(aud)}/.default` : SCOPES[1]).toBe(account.scope);
    };
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 600 }, ask));
      clock.advance(2 * 3_600_000);
    }
    expect(granted).toBeGreaterThan(700);
  }, 60_000);
});
