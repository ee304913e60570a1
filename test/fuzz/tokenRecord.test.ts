/** Whatever is answered while a refresh token is renewed or read: afterwards there is still one that opens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { tokenStores } from '../../src/backend/microsoft/auth/stores/tokenStores.ts';
import { opener } from '../microsoft/credentialKinds.ts';
import { CONTOSO, startHarness, type Change, type Harness } from '../microsoft/harness.ts';
import { mutated, mutations, oddText, oddValue, runs, textOfJson, type Mutation } from './arbitraries.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
const TOKEN = 'credential.partner.refreshToken';

let harness: Harness;
let folder: string;
let number = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-record-'));
  harness = await startHarness({ world: 'small', tls: false });
});
afterEach(async () => {
  await harness.close();
  rmSync(folder, { recursive: true });
});

/** Settings whose refresh tokens are kept in a file, or in Key Vault; typed in, or only there. */
function keptIn(place: 'local' | 'keyVault', identity: string, typed: boolean): Change {
  const { simulator, clock } = harness;
  const [partner, ...others] = simulator.jsonData.credentials as object[];
  const { row, secrets } = opener(simulator);
  const refreshTokenVault = {
    vaultUrl: simulator.simulation.origins.keyVault,
    name: `record-${identity}`,
    credential: 'opener',
  };
  const store = place === 'local' ? {} : { refreshTokenStore: 'keyVault', refreshTokenVault };
  const local = new LocalTokenStore({ directory: folder, identity, keys: ['a key that is long enough'], clock });
  return {
    jsonData: { credentials: [{ ...partner, ...store }, ...others, row] },
    secureJsonData: { ...secrets, ...(!typed && { [TOKEN]: '' }) },
    tokenStoreOf: tokenStores(local),
    limits: { attempts: 1 },
  };
}

/** Enters Contoso anew; false with a sentence where that does not work. */
async function opens(microsoft: Microsoft): Promise<boolean> {
  return microsoft.signIn(CONTOSO, 'resourceManager', { ...harness.options, reason: 'check' }).then(
    () => true,
    (thrown: unknown) => {
      expect(thrown).toBeInstanceOf(CspError);
      expect((thrown as CspError).code).not.toBe('Internal');
      return false;
    },
  );
}

/** Until what was answered is saved; it is not waited for by who asked. */
async function saved(microsoft: Microsoft, place: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 5))) {
    if (microsoft.credentialStates()[0]?.refreshToken?.keptIn === place) {
      return;
    }
  }
  throw new Error(`The refresh token was not kept in ${place}.`);
}

const trouble = fc.oneof(
  mutations.map((changes: Mutation[]) => ({ change: (body: unknown) => mutated(body, changes) })),
  fc.oneof(oddText, oddValue).map((value) => ({
    change: (body: unknown) => textOfJson({ ...(body as object), refresh_token: value, value }),
  })),
  fc.record({
    status: fc.constantFrom(400, 401, 500),
    body: fc.constantFrom({ error: 'invalid_grant', error_codes: [70000] }, { error: { code: 'Unauthorized' } }, ''),
  }),
);

test.each([
  ['local', 'login', '/oauth2/v2.0/token'],
  ['keyVault', 'login', '/oauth2/v2.0/token'],
  ['keyVault', 'keyVault', '/secrets/record'],
] as const)('a record in the %s store survives what %s answers', async (place, host, path) => {
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { minLength: 1, maxLength: 4 }), fc.boolean(), async (troubles, restarted) => {
      const { faults } = harness.simulator;
      const identity = String(number++);
      faults.clear();
      const first = harness.another(keptIn(place, identity, true));
      expect(await opens(first)).toBe(true);
      await saved(first, place);

      // From here on the record is all that there is.
      const later = harness.another(keptIn(place, identity, false));
      for (const one of troubles) {
        faults.clear();
        faults.add({ host, path, ...one });
        // A day, so that each renewal is worth a save.
        harness.clock.advance(86_400_000);
        await opens(restarted ? harness.another(keptIn(place, identity, false)) : later);
      }
      faults.clear();
      harness.clock.advance(86_400_000);
      expect(await opens(harness.another(keptIn(place, identity, false)))).toBe(true);
      expect(await opens(later)).toBe(true);
    }),
    runs(5),
  );
});

test.each(['half \ud83d', '\u0000', 'x'.repeat(100_000), 'Österreich'])(
  'a new refresh token that is none (%j) takes no place of the one that works',
  async (odd) => {
    const { faults } = harness.simulator;
    const first = harness.another(keptIn('local', 'odd', true));
    expect(await opens(first)).toBe(true);
    await saved(first, 'local');
    faults.add({ host: 'login', path: '/oauth2/v2.0/token', merge: { refresh_token: odd } });
    for (let round = 0; round < 3; round += 1) {
      harness.clock.advance(86_400_000);
      await opens(harness.another(keptIn('local', 'odd', false)));
    }
    faults.clear();
    expect(await opens(harness.another(keptIn('local', 'odd', false)))).toBe(true);
  },
);
