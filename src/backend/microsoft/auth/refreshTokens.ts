import { createHash } from 'node:crypto';
import { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import type { Credential } from '../../settings/settings.ts';

/**
 * Where refresh tokens that Entra renewed outlive the process. Whoever implements it keeps them as secret as
 * `secureJsonData` is.
 */
export interface TokenStore {
  load(key: string): Promise<string | null>;
  save(key: string, token: string): Promise<void>;
}

interface Known {
  current: string;
  /** What worked before `current` came; kept until `current` has worked too. */
  previous: string | null;
  /** As the settings have it, the last resort. */
  configured: string;
}

/** Codes that say that this very refresh token is no good, so that an older one may be. */
const BAD_GRANT = new Set([
  'AADSTS70000',
  'AADSTS70008',
  'AADSTS700082',
  'AADSTS50173',
  'AADSTS9002313',
  'AADSTS700084',
  'AADSTS70043',
]);

/**
 * Refresh tokens of the secure application model. Each redemption brings a new one; the old one stays valid until its
 * own end, so nothing is lost when a save fails.
 * https://learn.microsoft.com/entra/identity-platform/refresh-tokens
 */
export class RefreshTokens {
  readonly #store: TokenStore | undefined;
  readonly #log: Logger;
  readonly #known = new Map<string, Promise<Known>>();
  readonly #saving = new Map<string, Promise<void>>();

  constructor(store: TokenStore | undefined, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  /** Redeems with the newest token, and with older ones where Entra says that it is the token that is bad. */
  async use<T extends { refreshToken: string | null }>(
    credential: Credential,
    redeem: (refreshToken: string) => Promise<T>,
  ): Promise<T> {
    const known = await this.#of(credential);
    const candidates = [...new Set([known.current, known.previous, known.configured])].filter(
      (token) => token !== null && token !== '',
    ) as string[];
    let first: unknown;
    for (const token of candidates) {
      try {
        const result = await redeem(token);
        this.#worked(credential, known, token, result.refreshToken);
        return result;
      } catch (thrown) {
        first ??= thrown;
        if (!(thrown instanceof CspError && BAD_GRANT.has(thrown.code))) {
          throw thrown;
        }
      }
    }
    throw first;
  }

  #worked(credential: Credential, known: Known, used: string, renewed: string | null): void {
    if (renewed === null || renewed === used) {
      known.current = known.current === used ? used : known.current;
      return;
    }
    known.previous = used;
    known.current = renewed;
    this.#save(credential, known);
  }

  #of(credential: Credential): Promise<Known> {
    let known = this.#known.get(credential.id);
    if (!known) {
      known = this.#load(credential);
      this.#known.set(credential.id, known);
    }
    return known;
  }

  async #load(credential: Credential): Promise<Known> {
    const configured = credential.refreshToken ?? '';
    try {
      const stored = await this.#store?.load(storeKey(credential));
      return { current: stored ?? configured, previous: null, configured };
    } catch {
      this.#log.warn('The renewed refresh token could not be read; the one in the settings is used', {
        credential: credential.id,
      });
      return { current: configured, previous: null, configured };
    }
  }

  /** One save at a time for each credential; while one is under way only the newest token waits. */
  #save(credential: Credential, known: Known): void {
    const store = this.#store;
    if (!store || this.#saving.has(credential.id)) {
      return;
    }
    const saved = known.current;
    const saving = store
      .save(storeKey(credential), saved)
      .catch(() =>
        this.#log.warn(
          'The renewed refresh token could not be saved; the one in the settings stays in use after a restart',
          { credential: credential.id },
        ),
      )
      .finally(() => {
        this.#saving.delete(credential.id);
        if (known.current !== saved) {
          this.#save(credential, known);
        }
      });
    this.#saving.set(credential.id, saving);
  }
}

/** A new sign-in in the settings has a key of its own, so an older grant's renewals can't come back. */
function storeKey(credential: Credential): string {
  const print = createHash('sha256')
    .update(`${credential.tenantId}\n${credential.clientId}\n${credential.refreshToken ?? ''}`)
    .digest('hex');
  return `${credential.id}.${print.slice(0, 32)}`;
}
