import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CspError } from '../../src/backend/common/errors.ts';
import { RefreshTokens } from '../../src/backend/microsoft/auth/refreshTokens/refreshTokens.ts';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { fileProblem } from '../../src/backend/microsoft/auth/stores/storeProblem.ts';
import type { Credential } from '../../src/backend/settings/settings.ts';
import { ManualClock } from '../estate/manualClock.ts';
import { errorOf, KeptLog } from './harness.ts';

const DAY = 86_400_000;
const credential: Credential = {
  id: 'partner',
  kind: 'secureApplicationModel',
  tenantId: '11111111-0000-4000-8000-000000000001',
  clientId: '11111111-0000-4000-8000-0000000000a1',
  proof: { by: 'clientSecret', clientSecret: 'secret' },
  refreshToken: 'MARK-typed',
  refreshTokenVault: null,
};
const second: Credential = { ...credential, id: 'second', refreshToken: 'MARK-second' };

let directory: string;
let log: KeptLog;
let clock: ManualClock;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tokens-'));
  log = new KeptLog();
  clock = new ManualClock();
});
afterEach(async () => {
  await chmod(directory, 0o700);
  await rm(directory, { recursive: true });
});

const store = (keys = ['key one'], identity = '1/uid', folder: string | null = directory) =>
  new LocalTokenStore({ directory: folder, identity, keys, clock });
/** A process of its own: nothing is shared with the others but the file. */
const start = (kept = store()) => new RefreshTokens({ storeOf: () => kept, clock, log });
const files = async () => (await readdir(directory)).sort();
const path = async () => join(directory, (await files())[0] as string);
const text = async () => readFile(await path(), 'utf8');

/** Stands in for Entra: notes what is redeemed, and gives what the table says. */
function entra(answers: Record<string, string | CspError | null>) {
  const used: string[] = [];
  return {
    used,
    redeem: (token: string) => {
      used.push(token);
      const answer = answers[token] ?? null;
      return answer instanceof CspError ? Promise.reject(answer) : Promise.resolve({ refreshToken: answer });
    },
  };
}
const bad = new CspError('no', { code: 'AADSTS70000', status: 400, source: 'downstream' });

async function use(tokens: RefreshTokens, redeem: ReturnType<typeof entra>['redeem'], who = credential): Promise<void> {
  await tokens.use(who, redeem);
  await tokens.settled();
}

test('a renewed token is saved before it is used, and used after a restart', async () => {
  const { redeem, used } = entra({ 'MARK-typed': 'MARK-2', 'MARK-2': 'MARK-3' });
  const seen: (string | undefined)[] = [];
  const tokens = start();
  for (let turn = 0; turn < 2; turn++) {
    await tokens.use(credential, async (token) => {
      seen.push(token, (await store().load(credential))?.current);
      return redeem(token);
    });
    await tokens.settled();
  }
  expect(seen).toEqual(['MARK-typed', undefined, 'MARK-2', 'MARK-2']);
  expect(await store().load(credential)).toMatchObject({ current: 'MARK-3', previous: 'MARK-2' });
  await use(start(), redeem);
  expect(used).toEqual(['MARK-typed', 'MARK-2', 'MARK-3']);
});

test('the token before is kept until the new one has worked', async () => {
  await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  // The process ends here, between the save and the first use; and the new token turns out to be bad.
  const { redeem, used } = entra({ 'MARK-2': bad, 'MARK-typed': 'MARK-4' });
  await use(start(), redeem, { ...credential });
  expect(used).toEqual(['MARK-2', 'MARK-typed']);
  expect(await store().load(credential)).toMatchObject({ current: 'MARK-4', previous: 'MARK-typed' });
});

test('of many redemptions at once one new token is kept, and none is used before it is saved', async () => {
  let number = 0;
  const redeem = () => Promise.resolve({ refreshToken: `MARK-new-${++number}` });
  const tokens = start();
  const used: string[] = [];
  await Promise.all(
    Array.from({ length: 50 }, () =>
      tokens.use(credential, (token) => {
        used.push(token);
        return redeem();
      }),
    ),
  );
  await tokens.settled();
  expect(new Set(used)).toEqual(new Set(['MARK-typed']));
  expect(await store().load(credential)).toMatchObject({ current: 'MARK-new-1', previous: 'MARK-typed' });
});

test('a token that is typed in later wins over the line in the store, and a sign-in over an older one typed in', async () => {
  await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const pasted = { ...credential, refreshToken: 'MARK-pasted' };
  const { redeem, used } = entra({ 'MARK-pasted': 'MARK-5' });
  await use(start(), redeem, pasted);
  expect(used).toEqual(['MARK-pasted']);

  const tokens = start();
  expect(await tokens.adopt(pasted, 'MARK-signed-in')).toBeNull();
  expect(await store().load(credential)).toMatchObject({ current: 'MARK-signed-in', previous: 'MARK-5' });
  const after = entra({});
  await use(start(), after.redeem, pasted);
  await use(start(), after.redeem, { ...pasted, refreshToken: null });
  await use(start(), after.redeem, { ...pasted, refreshToken: 'MARK-typed-again' });
  expect(after.used).toEqual(['MARK-signed-in', 'MARK-signed-in', 'MARK-typed-again']);
});

test('what another Grafana server has saved since is taken over and not overwritten', async () => {
  const one = start();
  const two = start();
  await use(one, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(two, entra({ 'MARK-2': 'MARK-3' }).redeem);
  clock.advance(1_000);
  // Somebody signs in anew on the second server, which ends the older sign-in.
  await two.adopt(credential, 'MARK-signed-in');
  const { redeem, used } = entra({ 'MARK-2': bad, 'MARK-typed': bad, 'MARK-signed-in': 'MARK-4' });
  await use(one, redeem);
  expect(used).toEqual(['MARK-2', 'MARK-typed', 'MARK-signed-in']);

  clock.advance(1_000);
  await two.adopt(credential, 'MARK-again');
  await use(one, entra({ 'MARK-4': 'MARK-5' }).redeem);
  expect(await store().load(credential)).toMatchObject({ current: 'MARK-again' });
  const after = entra({});
  await use(one, after.redeem);
  expect(after.used).toEqual(['MARK-again']);
});

test('a line that was made for another application is not used', async () => {
  await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const { redeem, used } = entra({});
  await use(start(), redeem, { ...credential, clientId: '11111111-0000-4000-8000-0000000000ff' });
  expect(used).toEqual(['MARK-typed']);
});

test('the file is the server account’s alone and gives nothing away', async () => {
  const tokens = start();
  await use(tokens, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(tokens, entra({ 'MARK-second': 'MARK-3' }).redeem, second);
  expect(await files()).toHaveLength(1);
  expect((await stat(await path())).mode & 0o777).toBe(0o600);
  expect(await text()).not.toMatch(/MARK|key one/);
  expect((await text()).includes(Buffer.from('MARK').toString('base64').slice(0, 5))).toBe(false);
  expect(await store().load(second)).toMatchObject({ current: 'MARK-3' });
});

test('a key is replaced: the first encrypts, all decrypt', async () => {
  const one = start();
  await use(one, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(one, entra({ 'MARK-second': 'MARK-b' }).redeem, second);
  const rotated = start(store(['key two', 'key one']));
  await use(rotated, entra({ 'MARK-2': 'MARK-3' }).redeem);
  const fresh = store(['key two']);
  expect(await fresh.load(credential)).toMatchObject({ current: 'MARK-3' });
  expect(await fresh.load(second)).toMatchObject({ current: 'MARK-b' });
  expect((await errorOf(store(['key one']).load(credential))).code).toBe('TokenStoreWrongKey');
});

test('another data source can not open the file, nor one credential the other’s tokens', async () => {
  await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const other = store(['key one'], '2/uid');
  expect(await other.load(credential)).toBeNull();
  const mine = await path();
  const file = JSON.parse(await text()) as { records: Record<string, unknown> };
  await writeFile(mine, JSON.stringify({ ...file, records: { second: file.records.partner } }));
  expect((await errorOf(store().load(second))).code).toBe('TokenStoreDamaged');
});

describe('a store that can’t be used', () => {
  const problem = async (tokens: RefreshTokens) => {
    const { redeem, used } = entra({ 'MARK-typed': 'MARK-n', 'MARK-n': 'MARK-m' });
    await use(tokens, redeem);
    await use(tokens, redeem);
    return { ...tokens.state(credential), used };
  };

  test.each<[string, string, (file: string) => Promise<unknown>]>([
    ['cut off', 'TokenStoreDamaged', (file) => truncate(file, 50)],
    ['empty', 'TokenStoreDamaged', (file) => truncate(file, 0)],
    ['of other JSON', 'TokenStoreDamaged', (file) => writeFile(file, '[1]')],
    ['of a newer version', 'TokenStoreNewer', (file) => writeFile(file, '{"format":2}')],
    [
      'changed',
      'TokenStoreDamaged',
      async (file) => {
        const changed = (await readFile(file, 'utf8')).replace(/"data":"./, (found) =>
          found.endsWith('A') ? '"data":"B' : '"data":"A',
        );
        await writeFile(file, changed);
      },
    ],
  ])('%s is kept aside, and a new one is begun', async (_, code, harm) => {
    await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const file = await path();
    await harm(file);
    const harmed = await readFile(file, 'utf8');
    expect((await errorOf(store().load(credential))).code).toBe(code);
    const { keptIn, problem: sentence, used } = await problem(start());
    expect({ keptIn, sentence, used }).toEqual({ keptIn: 'local', sentence: null, used: ['MARK-typed', 'MARK-n'] });
    const [, aside] = await files();
    expect(await readFile(join(directory, aside as string), 'utf8')).toBe(harmed);
    expect(log.lines.join('\n')).toContain(code);
  });

  test('of another key is kept aside as well', async () => {
    await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const { keptIn } = await problem(start(store(['key two'])));
    expect(keptIn).toBe('local');
    expect(await files()).toHaveLength(2);
  });

  test('without a key is not written, and says so once', async () => {
    const { keptIn, problem: sentence, used } = await problem(start(store([])));
    expect([keptIn, used]).toEqual(['memory', ['MARK-typed', 'MARK-n']]);
    expect(sentence).toMatch(/token store key.*TokenStoreNoKey/);
    expect(await files()).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });

  test.each<[string, string, () => Promise<LocalTokenStore>]>([
    ['no folder', 'TokenStoreNoFolder', () => Promise.resolve(store(['key one'], '1/uid', null))],
    // Of the system's own; root may write into any folder of the disk's.
    [
      'a folder that may only be read',
      'TokenStoreReadOnly',
      () => Promise.resolve(store(['key one'], '1/uid', '/sys/azure-csp')),
    ],
    [
      'a folder at the place of the file',
      'TokenStoreNotAFile',
      async () => {
        await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
        const file = await path();
        await rm(file);
        await mkdir(file);
        return store();
      },
    ],
    [
      'a file at the place of the folder',
      'TokenStoreNotAFile',
      async () => {
        await writeFile(join(directory, 'file'), '');
        return store(['key one'], '1/uid', join(directory, 'file', 'below'));
      },
    ],
  ])('with %s: the newest token lives in memory, and it shouts', async (_, code, make) => {
    const { keptIn, problem: sentence, used } = await problem(start(await make()));
    expect([keptIn, used]).toEqual(['memory', ['MARK-typed', 'MARK-n']]);
    expect(sentence).toContain(code);
    expect(log.lines.filter((line) => line.includes(code))).not.toHaveLength(0);
    expect(log.lines.join('\n')).not.toContain('MARK');
  });

  test.each([
    ['ENOSPC', 'TokenStoreFull'],
    ['EROFS', 'TokenStoreReadOnly'],
    ['EBUSY', 'TokenStoreLocked'],
    ['EIO', 'TokenStoreFailed'],
  ])('by the disk’s %s', (errno, code) => {
    const { message } = fileProblem(Object.assign(new Error(`${errno}: MARK`), { code: errno }), '/data/tokens.json');
    expect(message).toMatch(new RegExp(`The file: /data/tokens.json. \\(${code}\\)$`));
    expect(message).not.toContain('MARK');
  });

  test('that heals is written again, and it shouts once an hour meanwhile', async () => {
    const blocked = join(directory, 'blocked');
    await writeFile(blocked, '');
    const tokens = start(store(['key one'], '1/uid', blocked));
    let turn = 0;
    const redeem = () => Promise.resolve({ refreshToken: `MARK-${turn++}` });
    for (let minute = 0; minute < 90; minute += 1) {
      await use(tokens, redeem);
      clock.advance(60_000);
    }
    expect(log.lines.filter((line) => line.includes('could not be saved'))).toHaveLength(2);
    await rm(blocked);
    await use(tokens, redeem);
    expect(tokens.state(credential)).toMatchObject({ keptIn: 'local', problem: null });
  });

  test('is why there is no token, where nobody typed one in', async () => {
    await use(start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const signedIn = { ...credential, refreshToken: null };
    const error = await errorOf(start(store(['key two'])).use(signedIn, entra({}).redeem));
    expect(error.code).toBe('TokenStoreWrongKey');
    expect((await errorOf(start(store(['key one'], '3/uid')).use(signedIn, entra({}).redeem))).code).toBe(
      'SignInNeeded',
    );
  });
});

test('the state tells where the token is kept and when it was last used', async () => {
  const tokens = start();
  expect(await tokens.load({ ...credential, refreshToken: null })).toEqual({
    keptIn: 'none',
    lastUsedAt: null,
    problem: null,
  });
  const used = start();
  expect(await used.load(credential)).toMatchObject({ keptIn: 'settings', lastUsedAt: null });
  await use(used, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const at = clock.now();
  clock.advance(10 * DAY);
  expect(await start().load(credential)).toEqual({ keptIn: 'local', lastUsedAt: at, problem: null });
});

test('an error that is not about the token is not tried with others', async () => {
  const other = new CspError('no', { code: 'AADSTS50020', status: 400, source: 'downstream' });
  const { redeem, used } = entra({ 'MARK-typed': other });
  expect(await errorOf(start().use(credential, redeem))).toBe(other);
  expect(used).toEqual(['MARK-typed']);
});
