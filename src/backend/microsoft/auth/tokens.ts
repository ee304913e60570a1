import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import { refusesCredential } from '../meanings/credential.ts';
import { untilAborted } from '../http/abort.ts';

/** Whose token for what: the key of everything here. */
export interface Account {
  credentialId: string;
  /** GUID, lower case. */
  tenantId: string;
  scope: string;
}

export interface TokenCall {
  signal: AbortSignal;
  /** `check` asks again where a failure is still remembered: somebody waits to see whether a repair helped. */
  reason: string;
}

export interface TokenSource {
  /** An access token for exactly this account. */
  get(account: Account, call: TokenCall): Promise<string>;
  /** A newer token than the one that was refused; undefined when that one was new already. */
  renew(account: Account, refused: string, claims: string | undefined, call: TokenCall): Promise<string | undefined>;
}

export interface FreshToken {
  token: string;
  lifetimeMs: number;
}

/** Asks Entra. Ends when the signal fires. */
export type Fetch = (account: Account, claims: string | undefined, call: TokenCall) => Promise<FreshToken>;

interface Entry {
  readonly tenantId: string;
  readonly token: string;
  readonly issuedAt: number;
  /** When a new one is asked for. */
  readonly renewAt: number;
}

interface Failure {
  readonly error: CspError;
  readonly until: number;
  readonly failures: number;
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
const FIRST_BACKOFF_MS = 15_000;
const LONGEST_BACKOFF_MS = 900_000;
const MOST_ENTRIES = 20_000;

/**
 * Access tokens by (credential, tenant, scope): kept until shortly before they end, asked for once however many wait,
 * and failures remembered for a growing while so that a broken tenant doesn't hammer Entra.
 */
export class TokenCache implements TokenSource {
  readonly #clock: Clock;
  readonly #fetch: Fetch;
  readonly #entries = new Map<string, Entry>();
  readonly #failures = new Map<string, Failure>();
  readonly #flights = new Map<string, Flight>();

  constructor(clock: Clock, fetch: Fetch) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  async get(account: Account, call: TokenCall): Promise<string> {
    const entry = this.#entries.get(keyOf(account));
    if (entry && entry.renewAt > this.#clock.now()) {
      return tokenFor(account, entry);
    }
    this.#throwRemembered(account, call);
    return tokenFor(account, await this.#share(account, undefined, call));
  }

  async renew(
    account: Account,
    refused: string,
    claims: string | undefined,
    call: TokenCall,
  ): Promise<string | undefined> {
    const key = keyOf(account);
    const entry = this.#entries.get(key);
    if (entry && entry.token !== refused && claims === undefined) {
      return tokenFor(account, entry);
    }
    if (entry && claims === undefined && this.#clock.now() - entry.issuedAt < YOUNG_MS) {
      return undefined;
    }
    this.#entries.delete(key);
    this.#throwRemembered(account, call);
    return tokenFor(account, await this.#share(account, claims, call));
  }

  /** A token that is asked for now, whatever is kept: somebody wants to know whether there still is one. */
  async anew(account: Account, call: TokenCall): Promise<string> {
    return tokenFor(account, await this.#share(account, undefined, call));
  }

  /** Drops a credential's tokens and failures: somebody has signed in anew. */
  forget(credentialId: string): void {
    for (const map of [this.#entries, this.#failures]) {
      for (const key of map.keys()) {
        if (key === credentialId || key.startsWith(`${credentialId}\n`)) {
          map.delete(key);
        }
      }
    }
  }

  #throwRemembered(account: Account, call: TokenCall): void {
    if (call.reason === 'check') {
      return;
    }
    const now = this.#clock.now();
    for (const key of [credentialKey(account), keyOf(account)]) {
      const failure = this.#failures.get(key);
      if (failure && failure.until > now) {
        const { error } = failure;
        const { code, status, source, requestId } = error;
        throw new CspError(error.message, { code, status, source, requestId, retryAfterMs: failure.until - now });
      }
    }
  }

  /** One request for all who wait. It is stopped only when nobody waits any more. */
  async #share(account: Account, claims: string | undefined, call: TokenCall): Promise<Entry> {
    const key = claims === undefined ? keyOf(account) : `${keyOf(account)}\n${claims}`;
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
    const key = keyOf(account);
    try {
      const { token, lifetimeMs } = await this.#fetch(account, claims, call);
      const issuedAt = this.#clock.now();
      const entry: Entry = {
        tenantId: account.tenantId,
        token,
        issuedAt,
        renewAt: issuedAt + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2),
      };
      bounded(this.#entries, key, entry);
      this.#failures.delete(key);
      this.#failures.delete(credentialKey(account));
      return entry;
    } catch (thrown) {
      this.#remember(account, thrown);
      throw thrown;
    }
  }

  #remember(account: Account, thrown: unknown): void {
    if (!(thrown instanceof CspError) || thrown.code === 'Cancelled') {
      return;
    }
    const key = refusesCredential(thrown.code) ? credentialKey(account) : keyOf(account);
    const now = this.#clock.now();
    const before = this.#failures.get(key);
    if (before && before.until > now) {
      // Of many that failed together only the first counts, or the wait would grow with their number.
      return;
    }
    const failures = (before?.failures ?? 0) + 1;
    const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    const until = now + Math.max(backoff, thrown.retryAfterMs ?? 0);
    bounded(this.#failures, key, { error: thrown, failures, until });
  }
}

/** The last look before a token leaves: it must be the one of the tenant that was asked for. */
function tokenFor(account: Account, entry: Entry): string {
  if (entry.tenantId !== account.tenantId) {
    throw new Error('The token cache mixed up two tenants.');
  }
  return entry.token;
}

function keyOf(account: Account): string {
  return `${account.credentialId}\n${account.tenantId}\n${account.scope}`;
}

function credentialKey(account: Account): string {
  return account.credentialId;
}

/** Sets an entry; the oldest goes when there are too many. */
function bounded<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_ENTRIES) {
    map.delete(map.keys().next().value as string);
  }
}
