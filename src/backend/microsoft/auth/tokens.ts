import type { Clock } from '../../common/clock.ts';
import { Until } from '../../common/until.ts';
import { untilAborted } from '../http/abort.ts';
import { accountKey, AccountMap } from './accountMap.ts';
import { TokenFailures } from './tokenFailures.ts';
import type { Account, Fetch, TokenCall, TokenSource } from './tokenSource.ts';

interface Entry {
  readonly tenantId: string;
  readonly token: string;
  /** For so long a refusal has nothing to do with its age. */
  readonly young: Until;
  /** For so long no new one is asked for. */
  readonly good: Until;
}

interface Flight {
  readonly result: Promise<Entry>;
  readonly stop: AbortController;
  waiters: number;
}

/** Tokens are replaced this long before they end, as MSAL does; short-lived ones after half their life. */
const MARGIN_MS = 300_000;
/** A token younger than this wasn't refused for its age. */
const YOUNG_MS = 60_000;

/**
 * Access tokens by (credential, tenant, scope): kept until shortly before they end, asked for once however many wait,
 * and failures remembered for a growing while so that a broken tenant doesn't hammer Entra.
 */
export class TokenCache implements TokenSource {
  readonly #clock: Clock;
  readonly #fetch: Fetch;
  readonly #entries = new AccountMap<Entry>();
  readonly #failures: TokenFailures;
  readonly #flights = new Map<string, Flight>();

  constructor(clock: Clock, fetch: Fetch) {
    this.#clock = clock;
    this.#failures = new TokenFailures(clock);
    this.#fetch = fetch;
  }

  async get(account: Account, call: TokenCall): Promise<string> {
    const entry = this.#entries.get(accountKey(account));
    if (entry && entry.good.leftMs(this.#clock.now()) > 0) {
      return tokenFor(account, entry);
    }
    this.#failures.throwRemembered(account, call);
    return tokenFor(account, await this.#share(account, undefined, call));
  }

  async renew(
    account: Account,
    refused: string,
    claims: string | undefined,
    call: TokenCall,
  ): Promise<string | undefined> {
    const key = accountKey(account);
    const entry = this.#entries.get(key);
    if (entry && entry.token !== refused && claims === undefined) {
      return tokenFor(account, entry);
    }
    if (entry && claims === undefined && entry.young.leftMs(this.#clock.now()) > 0) {
      return undefined;
    }
    this.#entries.delete(key);
    this.#failures.throwRemembered(account, call);
    return tokenFor(account, await this.#share(account, claims, call));
  }

  /** A token that is asked for now, whatever is kept: somebody wants to know whether there still is one. */
  async anew(account: Account, call: TokenCall): Promise<string> {
    return tokenFor(account, await this.#share(account, undefined, call));
  }

  /** Drops a credential's tokens and failures: somebody has signed in anew. */
  forget(credentialId: string): void {
    this.#entries.forget(credentialId);
    this.#failures.forget(credentialId);
  }

  /** One request for all who wait. It is stopped only when nobody waits any more. */
  async #share(account: Account, claims: string | undefined, call: TokenCall): Promise<Entry> {
    const key = claims === undefined ? accountKey(account) : `${accountKey(account)}\n${claims}`;
    let flight = this.#flights.get(key);
    if (!flight) {
      const stop = new AbortController();
      flight = {
        result: this.#ask(account, claims, { ...call, signal: stop.signal }).finally(() => this.#flights.delete(key)),
        stop,
        waiters: 0,
      };
      this.#flights.set(key, flight);
    }
    flight.waiters += 1;
    try {
      return await untilAborted(flight.result, call.signal);
    } finally {
      flight.waiters -= 1;
      if (flight.waiters === 0 && call.signal.aborted) {
        // A later caller must not join a flight that is being stopped.
        this.#flights.delete(key);
        flight.stop.abort();
      }
    }
  }

  async #ask(account: Account, claims: string | undefined, call: TokenCall): Promise<Entry> {
    try {
      const { token, lifetimeMs } = await this.#fetch(account, claims, call);
      const issuedAt = this.#clock.now();
      const entry: Entry = {
        tenantId: account.tenantId,
        token,
        young: new Until(issuedAt, YOUNG_MS),
        good: new Until(issuedAt, Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2)),
      };
      this.#entries.set(accountKey(account), entry);
      this.#failures.healed(account);
      return entry;
    } catch (thrown) {
      this.#failures.remember(account, thrown);
      throw thrown;
    }
  }
}

/** The last look before a token leaves: it must be the one of the tenant that was asked for. */
function tokenFor(account: Account, entry: Entry): string {
  if (entry.tenantId !== account.tenantId) {
    throw new Error('The token cache mixed up two tenants.');
  }
  return entry.token;
}
