import { CspError } from '../../common/errors.ts';
import type { LogFields, Logger } from '../../common/log.ts';
import type { Credential } from '../../settings/settings.ts';
import { RefreshTokens, type TokenStore } from './refreshTokens.ts';

const credential: Credential = {
  id: 'partner',
  kind: 'secureApplicationModel',
  tenantId: 'tenant',
  clientId: 'client',
  proof: { by: 'clientSecret', clientSecret: 'secret' },
  refreshToken: 'first',
  refreshTokenVault: null,
};
const lines: string[] = [];
const keep = (message: string, fields?: LogFields) => void lines.push(JSON.stringify({ message, fields }));
const log: Logger = { trace: keep, debug: keep, info: keep, warn: keep, error: keep, with: () => log };
const bad = new CspError('no', { code: 'AADSTS70000', status: 400, source: 'downstream' });

function memory(): { store: TokenStore; saved: Map<string, string> } {
  const saved = new Map<string, string>();
  const save = (key: string, token: string) => Promise.resolve(void saved.set(key, token));
  return { saved, store: { load: (key) => Promise.resolve(saved.get(key) ?? null), save } };
}

/** Redeems like Entra: notes what was used and gives the next token. */
function redeemer(answers: Record<string, string | CspError | null>): {
  used: string[];
  redeem: (token: string) => Promise<{ refreshToken: string | null }>;
} {
  const used: string[] = [];
  return {
    used,
    redeem: (token) => {
      used.push(token);
      const answer = answers[token] ?? null;
      return answer instanceof CspError ? Promise.reject(answer) : Promise.resolve({ refreshToken: answer });
    },
  };
}

test('uses the newest token, also after a restart', async () => {
  const { store, saved } = memory();
  const { used, redeem } = redeemer({ first: 'second', second: 'third' });
  const tokens = new RefreshTokens(store, log);
  await tokens.use(credential, redeem);
  await tokens.use(credential, redeem);
  expect(used).toEqual(['first', 'second']);
  await new Promise((resolve) => setImmediate(resolve));
  expect([...saved.values()]).toEqual(['third']);
  await new RefreshTokens(store, log).use(credential, redeem);
  expect(used).toEqual(['first', 'second', 'third']);
});

test('goes back to the token that worked when the new one is bad, then to the one in the settings', async () => {
  const { used, redeem } = redeemer({ first: 'second', second: 'third', third: bad });
  const tokens = new RefreshTokens(undefined, log);
  await tokens.use(credential, redeem);
  await tokens.use(credential, redeem);
  await tokens.use(credential, redeem);
  expect(used).toEqual(['first', 'second', 'third', 'second']);
  const all = redeemer({ first: bad, second: bad, third: bad });
  await expect(tokens.use(credential, all.redeem)).rejects.toBe(bad);
  expect(all.used).toEqual(['third', 'second', 'first']);
});

test('an error that is not about the token is not tried with others', async () => {
  const other = new CspError('no', { code: 'AADSTS50020', status: 400, source: 'downstream' });
  const { used, redeem } = redeemer({ first: other });
  await expect(new RefreshTokens(undefined, log).use(credential, redeem)).rejects.toBe(other);
  expect(used).toEqual(['first']);
});

test('a new sign-in in the settings is not shadowed by what an older one left in the store', async () => {
  const { store } = memory();
  const { used, redeem } = redeemer({ first: 'second' });
  await new RefreshTokens(store, log).use(credential, redeem);
  await new RefreshTokens(store, log).use({ ...credential, refreshToken: 'pasted' }, redeem);
  expect(used).toEqual(['first', 'pasted']);
});

test('a store that fails costs a warning, without the token in it', async () => {
  const fails = () => Promise.reject(new Error('disk full: second'));
  const tokens = new RefreshTokens({ load: fails, save: fails }, log);
  const { used, redeem } = redeemer({ first: 'second' });
  await tokens.use(credential, redeem);
  await tokens.use(credential, redeem);
  await new Promise((resolve) => setImmediate(resolve));
  expect(used).toEqual(['first', 'second']);
  expect(lines.length).toBe(2);
  expect(lines.join()).not.toMatch(/"first"|second/);
});
