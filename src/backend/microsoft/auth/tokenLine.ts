import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import type { Credential } from '../../settings/settings.ts';
import type { RefreshTokenState } from '../credentialState.ts';
import { applicationPrint, settingsPrint, type TokenRecord, type TokenStore } from './stores/tokenStore.ts';

/** A store that could not be read or written is asked again after this long. */
const ASK_AGAIN_MS = 60_000;
/** A store that stays broken shouts this often. */
const SHOUT_EVERY_MS = 3_600_000;
/** A redemption that brought no new token is worth a save this often: only the time of its use is new. */
const NOTE_USE_EVERY_MS = 86_400_000;
/** Ours to choose, so no failure: the state says so, the log only once. */
const CHOSEN = new Set(['TokenStoreNoKey']);

/** The refresh tokens of one credential, from the store or the settings, and how they get into the store. */
export class TokenLine {
  readonly #credential: Credential;
  readonly #store: TokenStore | undefined;
  readonly #clock: Clock;
  readonly #log: Logger;
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
  readonly #shoutedAt = new Map<string, number>();

  constructor(credential: Credential, store: TokenStore | undefined, { clock, log }: { clock: Clock; log: Logger }) {
    this.#credential = credential;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
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
    void this.#save({ ...this.#begun(current), previous: previous === current ? null : previous });
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

  async adopt(refreshToken: string): Promise<CspError | null> {
    await this.loaded();
    await this.#saving;
    await this.#save({ ...this.#begun(refreshToken), previous: this.#record?.current ?? null });
    return this.#unsaved;
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
      if (record && this.#isOurs(record)) {
        this.#record = record;
        this.#inStore = true;
      }
    } catch (thrown) {
      this.#unread = CspError.from(thrown);
      this.#askAgainAt = this.#clock.now() + ASK_AGAIN_MS;
      this.#shout('The refresh token could not be read from its store', this.#unread);
    }
  }

  /** Made for this application, and not older than what somebody has typed into the settings since. */
  #isOurs(record: TokenRecord): boolean {
    const { refreshToken } = this.#credential;
    const overtaken = refreshToken !== null && record.from !== null && record.from !== settingsPrint(this.#credential);
    return record.application === applicationPrint(this.#credential) && !overtaken;
  }

  #begun(current: string): TokenRecord {
    const now = this.#clock.now();
    // Taking the token out of the settings is no new sign-in: the line goes on as what it began.
    const kept = this.#credential.refreshToken === null ? this.#record?.from : null;
    return {
      current,
      previous: null,
      application: applicationPrint(this.#credential),
      from: kept ?? settingsPrint(this.#credential),
      savedAt: now,
      lastUsedAt: now,
    };
  }

  /** The record is the one to use from when it is saved, or from when it is known that it can't be. */
  #save(record: TokenRecord): Promise<void> {
    const store = this.#store;
    this.#refused.clear();
    this.#saving = (async () => {
      try {
        await store?.save(this.#credential, record);
        this.#inStore = store !== undefined;
        this.#unsaved = null;
        this.#unread = null;
      } catch (thrown) {
        this.#inStore = false;
        this.#saveAgainAt = this.#clock.now() + ASK_AGAIN_MS;
        this.#unsaved = CspError.from(thrown);
        this.#shout('The newest refresh token could not be saved and lives in memory only', this.#unsaved);
      }
      this.#record = record;
    })().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  #shout(message: string, problem: CspError): void {
    const now = this.#clock.now();
    const chosen = CHOSEN.has(problem.code);
    const key = `${message} ${problem.code}`;
    if (now - (this.#shoutedAt.get(key) ?? -Infinity) < (chosen ? Infinity : SHOUT_EVERY_MS)) {
      return;
    }
    this.#shoutedAt.set(key, now);
    const fields = { credential: this.#credential.id, code: problem.code, problem: problem.message };
    if (chosen) {
      this.#log.warn(message, fields);
    } else {
      this.#log.error(message, fields);
    }
  }
}
