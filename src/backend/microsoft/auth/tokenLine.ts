import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import type { Credential } from '../../settings/settings.ts';
import type { RefreshTokenState } from '../api/credentialState.ts';
import { Alarm } from './alarm.ts';
import type { TokenStore } from './stores/tokenStore.ts';
import { belongsTo, nextRecord, type TokenRecord } from './tokenRecord.ts';

/** A store that could not be read or written is asked again after this long. */
const ASK_AGAIN_MS = 60_000;
/** A redemption that brought no new token is worth a save this often: only the time of its use is new. */
const NOTE_USE_EVERY_MS = 86_400_000;

/** The refresh tokens of one credential, from the store or the settings, and how they get into the store. */
export class TokenLine {
  readonly #credential: Credential;
  readonly #store: TokenStore | undefined;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  #loading: Promise<void> | undefined;
  #askAgainAt = 0;
  #saveAgainAt = 0;
  readonly #refused = new Set<string>();
  /** What is saved, or would be if the store could be written; null: only the settings have a token, or nobody has. */
  #record: TokenRecord | null = null;
  #inStore = false;
  #saving: Promise<void> | undefined;
  /** Why the store could not be read. */
  #unread: CspError | null = null;
  #unsaved: CspError | null = null;
  #settingsUsedAt: number | null = null;

  constructor(credential: Credential, store: TokenStore | undefined, { clock, log }: { clock: Clock; log: Logger }) {
    this.#credential = credential;
    this.#store = store;
    this.#clock = clock;
    this.#alarm = new Alarm(log, clock, { credential: credential.id });
  }

  get unread(): CspError | null {
    return this.#unread;
  }

  /** Reads the store once, and again after a while where it could not be read and nothing newer is there. */
  async loaded(): Promise<void> {
    if (this.#record === null && this.#clock.now() >= this.#askAgainAt) {
      this.#askAgainAt = Infinity;
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
      if (!(await this.#takeFromOthers())) {
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
    const now = this.#clock.now();
    if (!this.#inStore) {
      return fresh && now >= this.#saveAgainAt;
    }
    return now - record.savedAt >= (fresh ? (this.#store?.saveEveryMs ?? 0) : NOTE_USE_EVERY_MS);
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
    return this.#unsaved;
  }

  /** All tokens were refused: takes what somebody else has put into the store since. @returns whether there was any. */
  async renewed(): Promise<boolean> {
    await this.#saving;
    return this.#takeFromOthers();
  }

  async settled(): Promise<void> {
    await this.#saving;
  }

  state(): RefreshTokenState {
    const problem = (this.#unsaved ?? this.#unread)?.message ?? null;
    if (this.#record === null) {
      const keptIn = this.#credential.refreshToken === null ? 'none' : 'settings';
      return { keptIn, lastUsedAt: this.#settingsUsedAt, problem };
    }
    const keptIn = this.#inStore && this.#store ? this.#store.keptIn : 'memory';
    return { keptIn, lastUsedAt: this.#record.lastUsedAt, problem };
  }

  async #load(): Promise<void> {
    try {
      const record = (await this.#store?.load(this.#credential)) ?? null;
      this.#unread = null;
      if (record && belongsTo(record, this.#credential)) {
        this.#record = record;
        this.#inStore = true;
      }
    } catch (thrown) {
      this.#unread = CspError.from(thrown);
      this.#askAgainAt = this.#clock.now() + ASK_AGAIN_MS;
      this.#alarm.raise('The refresh token could not be read from its store', this.#unread);
    }
  }

  /**
   * Another Grafana server, or this data source's instance before the last change of its settings, may have saved since;
   * what it saved, perhaps a new sign-in, must not be overwritten by an older line.
   */
  async #takeFromOthers(): Promise<boolean> {
    const stored = await this.#store?.load(this.#credential).catch(() => null);
    const mine = this.#record;
    const isNews =
      stored &&
      belongsTo(stored, this.#credential) &&
      (mine === null || (stored.current !== mine.current && stored.savedAt > mine.savedAt));
    if (isNews) {
      this.#record = stored;
      this.#inStore = true;
      this.#unread = null;
      this.#refused.clear();
    }
    return isNews === true;
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
    try {
      await this.#store?.save(this.#credential, record);
      this.#inStore = this.#store !== undefined;
      this.#unsaved = null;
      this.#unread = null;
    } catch (thrown) {
      this.#inStore = false;
      this.#saveAgainAt = this.#clock.now() + ASK_AGAIN_MS;
      this.#unsaved = CspError.from(thrown);
      this.#alarm.raise('The newest refresh token could not be saved and lives in memory only', this.#unsaved);
    }
    this.#record = record;
  }
}
