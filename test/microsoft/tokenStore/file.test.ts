import { stat, writeFile } from 'node:fs/promises';
import { errorOf } from '../harness.ts';
import { CREDENTIAL, entra, SECOND, use, TokenShelf } from './tokenShelf.ts';

let shelf: TokenShelf;
beforeEach(async () => {
  shelf = await TokenShelf.open();
});
afterEach(() => shelf.close());

test('the file is the server account’s alone and gives nothing away', async () => {
  const tokens = shelf.start();
  await use(tokens, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(tokens, entra({ 'MARK-second': 'MARK-3' }).redeem, SECOND);
  expect(await shelf.files()).toHaveLength(1);
  expect((await stat(await shelf.path())).mode & 0o777).toBe(0o600);
  expect(await shelf.text()).not.toMatch(/MARK|key one/);
  expect((await shelf.text()).includes(Buffer.from('MARK').toString('base64').slice(0, 5))).toBe(false);
  expect(await shelf.store().load(SECOND)).toMatchObject({ current: 'MARK-3' });
});

test('a key is replaced: the first encrypts, all decrypt', async () => {
  const one = shelf.start();
  await use(one, entra({ 'MARK-typed': 'MARK-2' }).redeem);
  await use(one, entra({ 'MARK-second': 'MARK-b' }).redeem, SECOND);
  const rotated = shelf.start(shelf.store(['key two', 'key one']));
  await use(rotated, entra({ 'MARK-2': 'MARK-3' }).redeem);
  const fresh = shelf.store(['key two']);
  expect(await fresh.load(CREDENTIAL)).toMatchObject({ current: 'MARK-3' });
  expect(await fresh.load(SECOND)).toMatchObject({ current: 'MARK-b' });
  expect((await errorOf(shelf.store(['key one']).load(CREDENTIAL))).code).toBe('TokenStoreWrongKey');
});

test('another data source can not open the file, nor one credential the other’s tokens', async () => {
  await use(shelf.start(), entra({ 'MARK-typed': 'MARK-2' }).redeem);
  const other = shelf.store(['key one'], '2/uid');
  expect(await other.load(CREDENTIAL)).toBeNull();
  const mine = await shelf.path();
  const file = JSON.parse(await shelf.text()) as { records: Record<string, unknown> };
  await writeFile(mine, JSON.stringify({ ...file, records: { second: file.records.partner } }));
  expect((await errorOf(shelf.store().load(SECOND))).code).toBe('TokenStoreDamaged');
});
