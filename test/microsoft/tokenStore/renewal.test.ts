import { CspError } from '../../../src/backend/common/errors.ts';
import { errorOf } from '../harness.ts';
import { BAD_TOKEN, CREDENTIAL, entra, use, TokenShelf } from './tokenShelf.ts';

const DAY = 86_400_000;
let shelf: TokenShelf;
beforeEach(async () => {
  shelf = await TokenShelf.open();
});
afterEach(() => shelf.close());

test('a renewed token is saved before it is used, and used after a restart', async () => {
  const { redeem, used } = entra({ 'MARK-typed': 'MARK-2', 'MARK-2': 'MARK-3' });
  const seen: (string | undefined)[] = [];
  const tokens = shelf.start();
  for (let turn = 0; turn < 2; turn++) {
    await tokens.use(CREDENTIAL, async (token) => {
      seen.push(token, (await shelf.store().load(CREDENTIAL))?.current);
      return redeem(token);
    });
    await tokens.settled();
  }
  expect(seen).toEqual(['MARK-typed', undefined, 'MARK-2', 'MARK-2']);
  expect(await shelf.store().load(CREDENTIAL)).toMatchObject({ current: 'MARK-3', previous: 'MARK-2' });
  await use(shelf.start(), redeem);
  expect(used).toEqual(['MARK-typed', 'MARK-2', 'MARK-3']);
});

test('the token before is kept until the new one has worked', async () => {
  await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  // The process ends here, between the save and the first use; and the new token turns out to be bad.
  const { redeem, used } = entra({ 'MARK-2': BAD_TOKEN, 'MARK-typed': 'MARK-4' });
  await use(shelf.start(), redeem, { ...CREDENTIAL });
  expect(used).toEqual(['MARK-2', 'MARK-typed']);
  expect(await shelf.store().load(CREDENTIAL)).toMatchObject({ current: 'MARK-4', previous: 'MARK-typed' });
});

test('of many redemptions at once one new token is kept, and none is used before it is saved', async () => {
  let number = 0;
  const redeem = () => Promise.resolve({ refreshToken: `MARK-new-${++number}` });
  const tokens = shelf.start();
  const used: string[] = [];
  await Promise.all(
    Array.from({ length: 50 }, () =>
      tokens.use(CREDENTIAL, (token) => {
        used.push(token);
        return redeem();
      }),
    ),
  );
  await tokens.settled();
  expect(new Set(used)).toEqual(new Set(['MARK-typed']));
  expect(await shelf.store().load(CREDENTIAL)).toMatchObject({ current: 'MARK-new-1', previous: 'MARK-typed' });
});

test('a token that is typed in later wins over the line in the store, and a sign-in over an older one typed in', async () => {
  await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const pasted = { ...CREDENTIAL, refreshToken: 'MARK-pasted' };
  const { redeem, used } = entra({ 'MARK-pasted': 'MARK-5' });
  await use(shelf.start(), redeem, pasted);
  expect(used).toEqual(['MARK-pasted']);

  const tokens = shelf.start();
  expect(await tokens.adopt(pasted, 'MARK-signed-in')).toBeNull();
  expect(await shelf.store().load(CREDENTIAL)).toMatchObject({ current: 'MARK-signed-in', previous: 'MARK-5' });
  const after = entra({});
  await use(shelf.start(), after.redeem, pasted);
  await use(shelf.start(), after.redeem, { ...pasted, refreshToken: null });
  await use(shelf.start(), after.redeem, { ...pasted, refreshToken: 'MARK-typed-again' });
  expect(after.used).toEqual(['MARK-signed-in', 'MARK-signed-in', 'MARK-typed-again']);
});

test('what another Grafana server has saved since is taken over and not overwritten', async () => {
  const one = shelf.start();
  const two = shelf.start();
  await use(one, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(two, entra({ 'MARK-2': 'MARK-3' }).redeem);
  shelf.clock.advance(1_000);
  // Somebody signs in anew on the second server, which ends the older sign-in.
  await two.adopt(CREDENTIAL, 'MARK-signed-in');
  const { redeem, used } = entra({ 'MARK-2': BAD_TOKEN, 'MARK-typed': BAD_TOKEN, 'MARK-signed-in': 'MARK-4' });
  await use(one, redeem);
  expect(used).toEqual(['MARK-2', 'MARK-typed', 'MARK-signed-in']);

  shelf.clock.advance(1_000);
  await two.adopt(CREDENTIAL, 'MARK-again');
  await use(one, entra({ 'MARK-4': 'MARK-5' }).redeem);
  expect(await shelf.store().load(CREDENTIAL)).toMatchObject({ current: 'MARK-again' });
  const after = entra({});
  await use(one, after.redeem);
  expect(after.used).toEqual(['MARK-again']);
});

test('a line that was made for another application is not used', async () => {
  await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const { redeem, used } = entra({});
  await use(shelf.start(), redeem, { ...CREDENTIAL, clientId: '11111111-0000-4000-8000-0000000000ff' });
  expect(used).toEqual(['MARK-typed']);
});

test('the state tells where the token is kept and when it was last used', async () => {
  const tokens = shelf.start();
  expect(await tokens.load({ ...CREDENTIAL, refreshToken: null })).toEqual({
    keptIn: 'none',
    lastUsedAt: null,
    problem: null,
  });
  const used = shelf.start();
  expect(await used.load(CREDENTIAL)).toMatchObject({ keptIn: 'settings', lastUsedAt: null });
  await use(used, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const at = shelf.clock.now();
  shelf.clock.advance(10 * DAY);
  expect(await shelf.start().load(CREDENTIAL)).toEqual({ keptIn: 'local', lastUsedAt: at, problem: null });
});

test('an error that is not about the token is not tried with others', async () => {
  const other = new CspError('no', { code: 'AADSTS50020', status: 400, source: 'downstream' });
  const { redeem, used } = entra({ 'MARK-typed': other });
  expect(await errorOf(shelf.start().use(CREDENTIAL, redeem))).toBe(other);
  expect(used).toEqual(['MARK-typed']);
});
