import { copyFile, mkdir, rename } from 'node:fs/promises';
import pLimit from 'p-limit';
import { dataFile } from '../../../common/dataFile.ts';
import { CspError } from '../../../common/errors.ts';
import type { Clock } from '../../../common/clock.ts';
import type { Credential } from '../../../settings/settings.ts';
import { Seals } from './seal.ts';
import { fileProblem, storeProblem } from './storeProblem.ts';
import { emptyTokenFile, readTokenFile, writeTokenFile, type TokenFile } from './tokenFile.ts';
import type { TokenRecord } from '../refreshTokens/tokenRecord.ts';
import type { TokenStore } from './tokenStore.ts';

export interface LocalTokenStoreOptions {
  /** The operator's data folder; null: there is none. */
  directory: string | null;
  /** What tells data sources apart; two never share a file, and one's tokens can't be opened as another's. */
  identity: string;
  /** Key texts, the first for writing, all for reading. */
  keys: readonly string[];
  clock: Clock;
}

/** The plugin's own store of refresh tokens: one encrypted file a data source. */
export class LocalTokenStore implements TokenStore {
  readonly keptIn = 'local';
  readonly saveEveryMs = 0;
  readonly #options: LocalTokenStoreOptions;
  readonly #path: string | null;
  /** One at a time: every save replaces the whole file. */
  readonly #turn = pLimit(1);
  #seals: { salt: string; seals: Promise<Seals> } | undefined;

  constructor(options: LocalTokenStoreOptions) {
    this.#options = options;
    const { directory, identity } = options;
    this.#path = directory === null ? null : dataFile(directory, 'refresh-tokens', identity, 'json');
  }

  load(credential: Credential): Promise<TokenRecord | null> {
    return this.#turn(async () => {
      const path = this.#path;
      const file = path === null ? null : await readTokenFile(path);
      const sealed = file && Object.hasOwn(file.records, credential.id);
      return file && sealed ? this.#open(file, credential.id) : null;
    });
  }

  save(credential: Credential, record: TokenRecord): Promise<void> {
    return this.#turn(async () => {
      const { directory, keys } = this.#options;
      const path = this.#path;
      if (directory === null || path === null) {
        throw storeProblem('TokenStoreNoFolder', null);
      }
      if (keys.length === 0) {
        throw storeProblem('TokenStoreNoKey', null);
      }
      await mkdir(directory, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
        throw fileProblem(thrown, directory);
      });
      const file = await this.#toReplace(path, credential.id);
      await this.#put(file, credential.id, JSON.stringify(record));
      await writeTokenFile(path, file);
    });
  }

  /** The file as it is, without what can't be used any more, which is kept aside under another name. */
  async #toReplace(path: string, id: string): Promise<TokenFile> {
    let file: TokenFile | null;
    try {
      file = await readTokenFile(path);
    } catch (thrown) {
      const { code } = CspError.from(thrown);
      if (code !== 'TokenStoreDamaged' && code !== 'TokenStoreNewer') {
        throw thrown;
      }
      await rename(path, this.#aside(path)).catch((error: unknown) => {
        throw fileProblem(error, path);
      });
      return emptyTokenFile();
    }
    if (file && Object.hasOwn(file.records, id)) {
      await this.#open(file, id).catch(() =>
        copyFile(path, this.#aside(path)).catch((error: unknown) => {
          throw fileProblem(error, path);
        }),
      );
    }
    return file ?? emptyTokenFile();
  }

  /** Seals the new record, and the others anew where the key that they were sealed with is no longer the first. */
  async #put(file: TokenFile, id: string, text: string): Promise<void> {
    const seals = await this.#sealsOf(file);
    for (const [other, sealed] of Object.entries(file.records)) {
      const opened = seals.open(sealed, this.#context(other));
      if ('text' in opened) {
        file.records[other] = seals.seal(opened.text, this.#context(other));
      }
    }
    file.records[id] = seals.seal(text, this.#context(id));
  }

  async #open(file: TokenFile, id: string): Promise<TokenRecord> {
    const path = this.#path;
    if (this.#options.keys.length === 0) {
      throw storeProblem('TokenStoreNoKey', path);
    }
    const seals = await this.#sealsOf(file);
    const opened = seals.open(file.records[id] as TokenFile['records'][string], this.#context(id));
    if ('problem' in opened) {
      throw storeProblem(opened.problem === 'wrongKey' ? 'TokenStoreWrongKey' : 'TokenStoreDamaged', path);
    }
    return JSON.parse(opened.text) as TokenRecord;
  }

  #sealsOf(file: TokenFile): Promise<Seals> {
    if (this.#seals?.salt !== file.salt) {
      const seals = Seals.of(this.#options.keys, Buffer.from(file.salt, 'base64'));
      this.#seals = { salt: file.salt, seals };
    }
    return this.#seals.seals;
  }

  #context(id: string): string {
    return `${this.#options.identity}\n${id}`;
  }

  #aside(path: string): string {
    const time = new Date(this.#options.clock.now()).toISOString().replace(/[:.]/g, '-');
    return `${path}.unreadable-${time}`;
  }
}
