import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RefreshTokens } from '../../../src/backend/microsoft/auth/refreshTokens/refreshTokens.ts';
import type { LocalTokenStore } from '../../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { fileProblem } from '../../../src/backend/microsoft/auth/stores/storeProblem.ts';
import { errorOf } from '../harness.ts';
import { CREDENTIAL, entra, use, TokenShelf } from './tokenShelf.ts';

let shelf: TokenShelf;
beforeEach(async () => {
  shelf = await TokenShelf.open();
});
afterEach(() => shelf.close());

describe('a store that can’t be used', () => {
  const problem = async (tokens: RefreshTokens) => {
    const { redeem, used } = entra({ 'MARK-typed': 'MARK-n', 'MARK-n': 'MARK-m' });
    await use(tokens, redeem);
    await use(tokens, redeem);
    return { ...tokens.state(CREDENTIAL), used };
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
    await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const file = await shelf.path();
    await harm(file);
    const harmed = await readFile(file, 'utf8');
    expect((await errorOf(shelf.store().load(CREDENTIAL))).code).toBe(code);
    const { keptIn, problem: sentence, used } = await problem(shelf.start());
    expect({ keptIn, sentence, used }).toEqual({ keptIn: 'local', sentence: null, used: ['MARK-typed', 'MARK-n'] });
    const [, aside] = await shelf.files();
    expect(await readFile(join(shelf.directory, aside as string), 'utf8')).toBe(harmed);
    expect(shelf.log.lines.join('\n')).toContain(code);
  });

  test('of another key is kept aside as well', async () => {
    await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const { keptIn } = await problem(shelf.start(shelf.store(['key two'])));
    expect(keptIn).toBe('local');
    expect(await shelf.files()).toHaveLength(2);
  });

  test('without a key is not written, and says so once', async () => {
    const { keptIn, problem: sentence, used } = await problem(shelf.start(shelf.store([])));
    expect([keptIn, used]).toEqual(['memory', ['MARK-typed', 'MARK-n']]);
    expect(sentence).toMatch(/token store key.*TokenStoreNoKey/);
    expect(await shelf.files()).toEqual([]);
    expect(shelf.log.lines).toHaveLength(1);
  });

  test.each<[string, string, () => Promise<LocalTokenStore>]>([
    ['no folder', 'TokenStoreNoFolder', () => Promise.resolve(shelf.store(['key one'], '1/uid', null))],
    // Of the system's own; root may write into any folder of the disk's.
    [
      'a folder that may only be read',
      'TokenStoreReadOnly',
      () => Promise.resolve(shelf.store(['key one'], '1/uid', '/sys/azure-csp')),
    ],
    [
      'a folder at the place of the file',
      'TokenStoreNotAFile',
      async () => {
        await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
        const file = await shelf.path();
        await rm(file);
        await mkdir(file);
        return shelf.store();
      },
    ],
    [
      'a file at the place of the folder',
      'TokenStoreNotAFile',
      async () => {
        await writeFile(join(shelf.directory, 'file'), '');
        return shelf.store(['key one'], '1/uid', join(shelf.directory, 'file', 'below'));
      },
    ],
  ])('with %s: the newest token lives in memory, and it shouts', async (_, code, make) => {
    const { keptIn, problem: sentence, used } = await problem(shelf.start(await make()));
    expect([keptIn, used]).toEqual(['memory', ['MARK-typed', 'MARK-n']]);
    expect(sentence).toContain(code);
    expect(shelf.log.lines.filter((line) => line.includes(code))).not.toHaveLength(0);
    expect(shelf.log.lines.join('\n')).not.toContain('MARK');
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
    const blocked = join(shelf.directory, 'blocked');
    await writeFile(blocked, '');
    const tokens = shelf.start(shelf.store(['key one'], '1/uid', blocked));
    let turn = 0;
    const redeem = () => Promise.resolve({ refreshToken: `MARK-${turn++}` });
    for (let minute = 0; minute < 90; minute += 1) {
      await use(tokens, redeem);
      shelf.clock.advance(60_000);
    }
    expect(shelf.log.lines.filter((line) => line.includes('could not be saved'))).toHaveLength(2);
    await rm(blocked);
    await use(tokens, redeem);
    expect(tokens.state(CREDENTIAL)).toMatchObject({ keptIn: 'local', problem: null });
  });

  test('is why there is no token, where nobody typed one in', async () => {
    await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
    const signedIn = { ...CREDENTIAL, refreshToken: null };
    const error = await errorOf(shelf.start(shelf.store(['key two'])).use(signedIn, entra({}).redeem));
    expect(error.code).toBe('TokenStoreWrongKey');
    expect((await errorOf(shelf.start(shelf.store(['key one'], '3/uid')).use(signedIn, entra({}).redeem))).code).toBe(
      'SignInNeeded',
    );
  });
});
