import type { Clock } from '../../../common/clock.ts';
import type { CspError } from '../../../common/errors.ts';
import type { Logger } from '../../../common/log.ts';
import type { Credential } from '../../../settings/settings.ts';
import type { RefreshTokenState } from '../../api/credentialState.ts';
import type { TokenStore } from '../stores/tokenStore.ts';
import { StoredLine } from './storedLine.ts';
import { nextRecord, type TokenRecord } from './tokenRecord.ts';

/** A redemption that brought no new token is worth a save this often: only the time of its use is new. */
const NOTE_USE_EVERY_MS = 86_400_000;

/** The refresh tokens of one credential, from the store or the settings, and how they get into the store. */
export class TokenLine {
  readonly #credential: Credential;
  readonly #stored: StoredLine;
  readonly #clock: Clock;
  #loading: Promise<void> | undefined;
  readonly #refused = new Set<string>();
  /** What is saved, or would be if the store could be written; null: only the settings have a token, or nobody has. */
  #record: TokenRecord | null = null;
  #saving: Promise<void> | undefined;
  #settingsUsedAt: number | null = null;

  constructor(credential: Credential, store: TokenStore | undefined, options: { clock: Clock; log: Logger }) {
    this.#credential = credential;
    this.#stored = new StoredLine(credential, store, options);
    this.#clock = options.clock;
  }

  /** Why the store could not be read; null when it could. */
  get unread(): CspError | null {
    return this.#stored.unread;
  }

  /** Reads the store once, and again after a while where it could not be read and nothing newer is there. */
  async loaded(): Promise<void> {
    if (this.#record === null && this.#stored.isDue()) {
      this.#loading = this.#load();
    }
    await this.#loading;
  }

  /** Tokens to try, the newest first. */
  candidates(): string[] {
    const tokens = [this.#record?.current, this.#record?.previous, this.#credential.refreshToken];
    return [...new Set(tokens)].filter((token) => typeof token === 'string' && token !== '') as string[];
  }

  /** A token was redeemed, and this one came with the answer. While it is being saved the older one stays in use. */
  worked(used: string, renewed: string | null): void {
    const now = this.#clock.now();
    const record = this.#record;
    if (record === null) {
      this.#settingsUsedAt = now;
    } else {
      record.lastUsedAt = now;
    }
    const fresh = renewed !== null && renewed !== used;
    if (this.#isOvertaken(used) || !this.#isDue(used, fresh)) {
      return;
    }
    const [current, previous] = fresh ? [renewed, used] : [used, record?.previous ?? null];
    const tokens = { current, previous: previous === current ? null : previous };
    void this.#saveOnce(async () => {
      if (!(await this.#takeFromOthers(false))) {
        await this.#save(nextRecord(this.#credential, record, tokens, now));
      }
    });
  }

  /** Of many that redeemed the same token at once, one new token is enough. */
  #isOvertaken(used: string): boolean {
    const current = this.#record?.current;
    return this.#saving !== undefined || (current !== undefined && used !== current && !this.#refused.has(current));
  }

  #isDue(used: string, fresh: boolean): boolean {
    const record = this.#record;
    if (record === null || used !== record.current) {
      return true;
    }
    if (!this.#stored.isCurrent) {
      return fresh && this.#stored.maySave();
    }
    return this.#clock.now() - record.savedAt >= (fresh ? this.#stored.saveEveryMs : NOTE_USE_EVERY_MS);
  }

  /** Entra said that this token is no good. */
  refused(token: string): void {
    this.#refused.add(token);
  }

  /** A sign-in brought this token: it ends the line before, whose token is kept until the new one has worked. */
  async adopt(refreshToken: string): Promise<CspError | null> {
    await this.loaded();
    while (this.#saving) {
      await this.#saving;
    }
    const tokens = { current: refreshToken, previous: this.#record?.current ?? null };
    await this.#saveOnce(() => this.#save(nextRecord(this.#credential, this.#record, tokens, this.#clock.now())));
    return this.#stored.unsaved;
  }

  /** All tokens were refused: takes what somebody else has put into the store since. @returns whether there was any. */
  async renewed(): Promise<boolean> {
    await this.#saving;
    return this.#takeFromOthers(true);
  }

  async settled(): Promise<void> {
    await this.#saving;
  }

  state(): RefreshTokenState {
    const problem = (this.#stored.unsaved ?? this.#stored.unread)?.message ?? null;
    if (this.#record === null) {
      const keptIn = this.#credential.refreshToken === null ? 'none' : 'settings';
      return { keptIn, lastUsedAt: this.#settingsUsedAt, problem };
    }
    return { keptIn: this.#stored.keptIn, lastUsedAt: this.#record.lastUsedAt, problem };
  }

  async #load(): Promise<void> {
    this.#record = (await this.#stored.load()) ?? this.#record;
  }

  /** What others have saved, perhaps a new sign-in, must not be overwritten by an older line. */
  async #takeFromOthers(refused: boolean): Promise<boolean> {
    const news = await this.#stored.newerThan(this.#record, refused);
    if (news) {
      this.#record = news;
      this.#refused.clear();
    }
    return news !== null;
  }

  #saveOnce(save: () => Promise<void>): Promise<void> {
    this.#saving = save().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  /** The record is the one to use from when it is saved, or from when it is known that it can't be. */
  async #save(record: TokenRecord): Promise<void> {
    this.#refused.clear();
    await this.#stored.save(record);
    this.#record = record;
  }
}
