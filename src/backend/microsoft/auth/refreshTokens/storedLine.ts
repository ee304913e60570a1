import type { Clock } from '../../../common/clock.ts';
import { CspError } from '../../../common/errors.ts';
import type { Logger } from '../../../common/log.ts';
import { Until } from '../../../common/until.ts';
import type { Credential } from '../../../settings/settings.ts';
import type { RefreshTokenState } from '../../api/credentialState.ts';
import type { TokenStore } from '../stores/tokenStore.ts';
import { Alarm } from './alarm.ts';
import { belongsTo, type TokenRecord } from './tokenRecord.ts';

/** A store that could not be read or written is asked again after this long. */
const ASK_AGAIN_MS = 60_000;

/** One credential's line of refresh tokens as its store has it, and what is wrong with the store. Never throws. */
export class StoredLine {
  readonly #credential: Credential;
  readonly #store: TokenStore | undefined;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  #leftAlone = new Until(0, 0);
  #notSaved = new Until(0, 0);
  #isCurrent = false;
  #unread: CspError | null = null;
  #unsaved: CspError | null = null;

  constructor(credential: Credential, store: TokenStore | undefined, { clock, log }: { clock: Clock; log: Logger }) {
    this.#credential = credential;
    this.#store = store;
    this.#clock = clock;
    this.#alarm = new Alarm(log, clock, { credential: credential.id });
  }

  /** Why the store could not be read; null when it could. */
  get unread(): CspError | null {
    return this.#unread;
  }

  /** Why the newest record could not be saved; null when it could. */
  get unsaved(): CspError | null {
    return this.#unsaved;
  }

  /** Whether the store has the newest record. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** Where a record is kept that this has loaded or saved. */
  get keptIn(): RefreshTokenState['keptIn'] {
    return this.#isCurrent && this.#store ? this.#store.keptIn : 'memory';
  }

  /** How long a saved record may be older than the newest token, ms. */
  get saveEveryMs(): number {
    return this.#store?.saveEveryMs ?? 0;
  }

  /** Whether the store was never asked, or failed a while ago. */
  isDue(): boolean {
    return this.#leftAlone.leftMs(this.#clock.now()) === 0;
  }

  /** Whether no save has failed lately. */
  maySave(): boolean {
    return this.#notSaved.leftMs(this.#clock.now()) === 0;
  }

  /** What the store has; null where it has nothing of this credential's, or can't be read. */
  async load(): Promise<TokenRecord | null> {
    this.#leftAlone = new Until(this.#clock.now(), Infinity);
    try {
      const record = (await this.#store?.load(this.#credential)) ?? null;
      this.#unread = null;
      return record && belongsTo(record, this.#credential) ? this.#current(record) : null;
    } catch (thrown) {
      this.#unread = CspError.from(thrown);
      this.#leftAlone = new Until(this.#clock.now(), ASK_AGAIN_MS);
      this.#alarm.raise('The refresh token could not be read from its store', this.#unread);
      return null;
    }
  }

  /**
   * What somebody else has put into the store since: another Grafana server, or this data source's instance before the
   * last change of its settings. Null where there is nothing new.
   *
   * @param refused Entra takes none of mine any more: then what the store has is worth a try whatever its age, for it may
   * have answered with nonsense when it was asked first.
   */
  async newerThan(mine: TokenRecord | null, refused: boolean): Promise<TokenRecord | null> {
    const stored = await this.#store?.load(this.#credential).catch(() => null);
    const isNews =
      stored &&
      belongsTo(stored, this.#credential) &&
      (mine === null || (stored.current !== mine.current && (refused || stored.savedAt > mine.savedAt)));
    if (!isNews) {
      return null;
    }
    this.#unread = null;
    return this.#current(stored);
  }

  /** What can't be saved is said in the log. */
  async save(record: TokenRecord): Promise<void> {
    try {
      await this.#store?.save(this.#credential, record);
      this.#isCurrent = this.#store !== undefined;
      this.#unsaved = null;
      this.#unread = null;
    } catch (thrown) {
      this.#isCurrent = false;
      this.#notSaved = new Until(this.#clock.now(), ASK_AGAIN_MS);
      this.#unsaved = CspError.from(thrown);
      this.#alarm.raise('The newest refresh token could not be saved and lives in memory only', this.#unsaved);
    }
  }

  #current(record: TokenRecord): TokenRecord {
    this.#isCurrent = true;
    return record;
  }
}
