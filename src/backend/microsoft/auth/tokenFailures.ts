import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import { Until } from '../../common/until.ts';
import { refusesCredential } from '../meanings/credential.ts';
import { accountKey, AccountMap, credentialKey } from './accountMap.ts';
import type { Account, TokenCall } from './tokenSource.ts';

interface Failure {
  readonly error: CspError;
  readonly until: Until;
  readonly failures: number;
}

const FIRST_BACKOFF_MS = 15_000;
const LONGEST_BACKOFF_MS = 900_000;

/** Tokens that were refused, remembered for a growing while: of an account, or of a credential where that is bad. */
export class TokenFailures {
  readonly #clock: Clock;
  readonly #failures = new AccountMap<Failure>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws {CspError} what is still remembered, with the time that is left of it. */
  throwRemembered(account: Account, call: TokenCall): void {
    if (call.reason === 'check') {
      return;
    }
    const now = this.#clock.now();
    for (const key of [credentialKey(account), accountKey(account)]) {
      const failure = this.#failures.get(key);
      const retryAfterMs = failure?.until.leftMs(now) ?? 0;
      if (failure && retryAfterMs > 0) {
        const { error } = failure;
        const { code, status, source, requestId } = error;
        throw new CspError(error.message, { code, status, source, requestId, retryAfterMs });
      }
    }
  }

  remember(account: Account, thrown: unknown): void {
    if (!(thrown instanceof CspError) || thrown.code === 'Cancelled') {
      return;
    }
    const key = refusesCredential(thrown.code) ? credentialKey(account) : accountKey(account);
    const now = this.#clock.now();
    const before = this.#failures.get(key);
    if (before && before.until.leftMs(now) > 0) {
      // Of many that failed together only the first counts, or the wait would grow with their number.
      return;
    }
    const failures = (before?.failures ?? 0) + 1;
    const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    const until = new Until(now, Math.max(backoff, thrown.retryAfterMs ?? 0));
    this.#failures.set(key, { error: thrown, failures, until });
  }

  /** A token came: neither the account nor its credential is refused. */
  healed(account: Account): void {
    this.#failures.delete(accountKey(account));
    this.#failures.delete(credentialKey(account));
  }

  forget(credentialId: string): void {
    this.#failures.forget(credentialId);
  }
}
