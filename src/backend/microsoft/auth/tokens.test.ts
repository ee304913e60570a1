import { CspError } from '../../common/errors.ts';
import type { Account, FreshToken } from './tokenSource.ts';
import { TokenCache } from './tokens.ts';

const account: Account = { credentialId: 'partner', tenantId: 'tenant', scope: 'scope' };
const other: Account = { ...account, tenantId: 'other' };
const call = { signal: new AbortController().signal, reason: 'query' };

/** A cache over answers that the test gives, with the number of times that it was asked. */
function cacheOver(answer: (asked: number, account: Account) => Promise<FreshToken>) {
  const state = { now: 0, asked: 0 };
  const cache = new TokenCache({ now: () => state.now, sleep: () => Promise.resolve() }, (wanted) =>
    answer(++state.asked, wanted),
  );
  return { cache, state };
}

const refused = (code: string, retryAfterMs?: number) =>
  new CspError('no', { code, status: 400, source: 'downstream', ...(retryAfterMs !== undefined && { retryAfterMs }) });

test('keeps a token until five minutes before its end', async () => {
  const { cache, state } = cacheOver((asked) => Promise.resolve({ token: `token ${asked}`, lifetimeMs: 3_600_000 }));
  expect(await cache.get(account, call)).toBe('token 1');
  state.now = 3_299_999;
  expect(await cache.get(account, call)).toBe('token 1');
  state.now = 3_300_001;
  expect(await cache.get(account, call)).toBe('token 2');
});

test('a clock that is set back keeps a token no longer, and leaves a refused one and a failure for no longer', async () => {
  let answer = (asked: number) => Promise.resolve({ token: `token ${asked}`, lifetimeMs: 3_600_000 });
  const { cache, state } = cacheOver((asked) => answer(asked));
  state.now = 30_000_000;
  await cache.get(account, call);
  state.now = 0;
  expect(await cache.renew(account, 'token 1', undefined, call)).toBeUndefined();
  state.now = 60_001;
  expect(await cache.renew(account, 'token 1', undefined, call)).toBe('token 2');
  state.now = 30_000_000;
  expect(await cache.get(account, call)).toBe('token 3');
  state.now = 0;
  await cache.get(account, call);
  state.now = 3_300_001;
  answer = () => Promise.reject(refused('AADSTS50020'));
  await expect(cache.get(account, call)).rejects.toThrow();
  state.now = 0;
  await expect(cache.get(account, call)).rejects.toThrow();
  answer = () => Promise.resolve({ token: 'at last', lifetimeMs: 3_600_000 });
  state.now = 15_001;
  expect(await cache.get(account, call)).toBe('at last');
});

test('keeps a short-lived token for half its life', async () => {
  const { cache, state } = cacheOver((asked) => Promise.resolve({ token: `token ${asked}`, lifetimeMs: 200_000 }));
  await cache.get(account, call);
  state.now = 99_000;
  expect(await cache.get(account, call)).toBe('token 1');
  state.now = 101_000;
  expect(await cache.get(account, call)).toBe('token 2');
});

test('asks once for all who wait, and once for each account', async () => {
  const { cache, state } = cacheOver((_, wanted) => Promise.resolve({ token: wanted.tenantId, lifetimeMs: 3_600_000 }));
  const tokens = await Promise.all([account, other, account, other, account].map((one) => cache.get(one, call)));
  expect(tokens).toEqual(['tenant', 'other', 'tenant', 'other', 'tenant']);
  expect(state.asked).toBe(2);
});

test('waits longer after each failure in a row, and forgets them after a success', async () => {
  let good = false;
  const { cache, state } = cacheOver(() =>
    good ? Promise.resolve({ token: 'token', lifetimeMs: 400_000 }) : Promise.reject(refused('AADSTS50020')),
  );
  const waits: number[] = [];
  for (let time = 0; time < 9; time++) {
    await expect(cache.get(account, call)).rejects.toMatchObject({ code: 'AADSTS50020' });
    const remembered = await cache.get(account, call).catch((error: CspError) => error.retryAfterMs);
    waits.push((remembered as number) / 1000);
    state.now += remembered as number;
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  expect(state.asked).toBe(9);
  good = true;
  expect(await cache.get(account, call)).toBe('token');
  good = false;
  state.now += 400_000;
  await expect(cache.get(account, call)).rejects.toMatchObject({ code: 'AADSTS50020' });
  expect(await cache.get(account, call).catch((error: CspError) => error.retryAfterMs)).toBe(15_000);
});

test('many that fail together count as one failure', async () => {
  const { cache } = cacheOver(() => Promise.reject(refused('AADSTS7000215')));
  const tenants = Array.from({ length: 40 }, (_, index) => ({ ...account, tenantId: `tenant ${index}` }));
  await Promise.allSettled(tenants.map((one) => cache.get(one, call)));
  const error = await cache.get(other, call).catch((thrown: CspError) => thrown);
  expect(error).toMatchObject({ code: 'AADSTS7000215', retryAfterMs: 15_000 });
});

test('keeps to a longer wait that Entra asks for', async () => {
  const { cache } = cacheOver(() => Promise.reject(refused('AADSTS90055', 120_000)));
  await cache.get(account, call).catch(() => undefined);
  await expect(cache.get(account, call)).rejects.toMatchObject({ retryAfterMs: 120_000 });
});

test('stops asking when nobody waits any more, and remembers no failure for it', async () => {
  const stopped: boolean[] = [];
  const cache = new TokenCache(
    { now: () => 0, sleep: () => Promise.resolve() },
    (_, __, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped.push(true);
          reject(refused('Cancelled'));
        });
      }),
  );
  const callers = [new AbortController(), new AbortController()];
  const waits = callers.map((caller) => cache.get(account, { ...call, signal: caller.signal }));
  callers[0]?.abort();
  await expect(waits[0]).rejects.toMatchObject({ code: 'Cancelled' });
  expect(stopped).toEqual([]);
  callers[1]?.abort();
  await expect(waits[1]).rejects.toMatchObject({ code: 'Cancelled' });
  expect(stopped).toEqual([true]);
  const later = new AbortController();
  const again = cache.get(account, { ...call, signal: later.signal });
  later.abort();
  await expect(again).rejects.toMatchObject({ code: 'Cancelled' });
});
