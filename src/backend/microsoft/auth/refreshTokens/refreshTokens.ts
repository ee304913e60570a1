import type { Clock } from '../../../common/clock.ts';
import { CspError } from '../../../common/errors.ts';
import type { Logger } from '../../../common/log.ts';
import type { Credential } from '../../../settings/settings.ts';
import type { RefreshTokenState } from '../../api/credentialState.ts';
import { SIGN_IN } from '../../meanings/meaning.ts';
import { TokenLine } from './tokenLine.ts';
import type { TokenStore } from '../stores/tokenStore.ts';

export interface RefreshTokensOptions {
  /** Where a credential's tokens outlive the process; undefined: nowhere. */
  storeOf(credential: Credential): TokenStore | undefined;
  clock: Clock;
  log: Logger;
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

/** How often a store is looked into for one redemption: a broken one may have another token each time. */
const MOST_LOOKS = 3;

/**
 * Refresh tokens of the secure application model. Each redemption brings a new one, which is saved before it is used;
 * the old one stays valid until its own end and is kept until the new one has worked, so nothing is lost when a save
 * fails or the process dies between the two. https://learn.microsoft.com/entra/identity-platform/refresh-tokens
 */
export class RefreshTokens {
  readonly #options: RefreshTokensOptions;
  readonly #lines = new Map<string, TokenLine>();

  constructor(options: RefreshTokensOptions) {
    this.#options = options;
  }

  /**
   * Redeems with the newest saved token, and with older ones where Entra says that it is the token that is bad.
   *
   * @throws {CspError} what `redeem` throws; the store's problem where that is why there is no good token;
   * `SignInNeeded` where nobody has signed in yet.
   */
  async use<T extends { refreshToken: string | null }>(
    credential: Credential,
    redeem: (refreshToken: string) => Promise<T>,
  ): Promise<T> {
    const line = this.#line(credential);
    await line.loaded();
    const tried = new Set<string>();
    let first: unknown;
    let looked = 0;
    do {
      for (const token of line.candidates().filter((one) => !tried.has(one))) {
        tried.add(token);
        try {
          const result = await redeem(token);
          line.worked(token, result.refreshToken);
          return result;
        } catch (thrown) {
          first ??= thrown;
          if (!(thrown instanceof CspError && BAD_GRANT.has(thrown.code))) {
            throw thrown;
          }
          line.refused(token);
        }
      }
    } while (looked++ < MOST_LOOKS && (await line.renewed()));
    throw line.unread ?? first ?? notSignedIn(credential);
  }

  /**
   * Takes over what a sign-in through the editor brought: saved first, used then.
   *
   * @returns null, or what is wrong with keeping it; the token then lives in memory.
   */
  adopt(credential: Credential, refreshToken: string): Promise<CspError | null> {
    return this.#line(credential).adopt(refreshToken);
  }

  /** How it is kept, as far as is known by now; asks the store where nobody has yet. */
  state(credential: Credential): RefreshTokenState {
    const line = this.#line(credential);
    void line.loaded();
    return line.state();
  }

  /** The same, when the store has answered. Never throws. */
  async load(credential: Credential): Promise<RefreshTokenState> {
    const line = this.#line(credential);
    await line.loaded();
    return line.state();
  }

  /** Waits for saves under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((line) => line.settled()));
  }

  #line(credential: Credential): TokenLine {
    let line = this.#lines.get(credential.id);
    if (!line) {
      line = new TokenLine(credential, this.#options.storeOf(credential), this.#options);
      this.#lines.set(credential.id, line);
    }
    return line;
  }
}

function notSignedIn({ id, tenantId }: Credential): CspError {
  return new CspError(
    `Microsoft Entra for tenant ${tenantId} with credential "${id}": nobody has signed in yet. ${SIGN_IN} (SignInNeeded)`,
    { code: 'SignInNeeded', status: 401, source: 'downstream' },
  );
}
