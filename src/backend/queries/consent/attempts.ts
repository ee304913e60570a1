import { randomBytes } from 'node:crypto';
import type { SignInStatus } from '../../../shared/signIn.ts';
import { CspError } from '../../common/errors.ts';
import type { Clock } from '../../common/clock.ts';

/** Who began a sign-in, and where: nobody else may end it or look at it, from no other data source. */
export interface Owner {
  login: string;
  orgId: number;
  uid: string;
}

/** One sign-in that has begun; kept for a while after its end, so that the editor can ask how it went. */
export interface Attempt {
  /** Names it to the config editor. */
  readonly id: string;
  /** Comes back from Entra with the code; the secret that ties the callback to this attempt. */
  readonly state: string;
  readonly owner: Owner;
  readonly credentialId: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
  /** Of a sign-in by authorization code. */
  code?: { redirectUri: string; codeVerifier: string };
  status: SignInStatus;
}

const LIFETIME_MS = 600_000;
/** How long its end can be looked at. */
const KEPT_MS = 3_600_000;
/** Of one person at one data source; the oldest gives way. */
const MOST_OF_ONE = 5;
const MOST = 500;

/**
 * Sign-ins under way. One for the whole process: saving the data source makes a new instance of it, and a sign-in that
 * was begun before must still come home.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Attempt>();
  readonly #idByState = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(owner: Owner, credentialId: string, lifetimeMs = LIFETIME_MS): Attempt {
    this.#tidy();
    const own = [...this.#byId.values()].filter((one) => isSame(one.owner, owner) && one.status.state === 'pending');
    own.slice(0, Math.max(0, own.length + 1 - MOST_OF_ONE)).forEach((one) => this.#drop(one));
    if (this.#byId.size >= MOST) {
      throw new CspError('Too many sign-ins are under way. Wait some minutes and begin again.', {
        code: 'TooManySignIns',
        status: 429,
        source: 'downstream',
      });
    }
    const attempt: Attempt = {
      id: randomBytes(16).toString('base64url'),
      state: randomBytes(32).toString('base64url'),
      owner,
      credentialId,
      expiresAt: this.#clock.now() + lifetimeMs,
      status: { state: 'pending', sentence: 'Waiting for the sign-in.' },
    };
    this.#byId.set(attempt.id, attempt);
    this.#idByState.set(attempt.state, attempt.id);
    return attempt;
  }

  /** The attempt that a state belongs to, once: whoever brings it again gets nothing, whatever came of the first time. */
  take(state: string): Attempt | undefined {
    const attempt = this.#byId.get(this.#idByState.get(state) ?? '');
    this.#idByState.delete(state);
    return attempt;
  }

  /** Somebody's own attempt. */
  find(id: string, owner: Owner): Attempt | undefined {
    const attempt = this.#byId.get(id);
    return attempt && isSame(attempt.owner, owner) ? attempt : undefined;
  }

  isExpired({ expiresAt }: Attempt): boolean {
    return this.#clock.now() >= expiresAt;
  }

  #tidy(): void {
    const now = this.#clock.now();
    for (const attempt of this.#byId.values()) {
      if (now >= attempt.expiresAt + KEPT_MS) {
        this.#drop(attempt);
      }
    }
  }

  #drop({ id, state }: Attempt): void {
    this.#byId.delete(id);
    this.#idByState.delete(state);
  }
}

/** Whether a sign-in is of the same person and data source. */
export function isSame(one: Owner, other: Owner): boolean {
  return one.login === other.login && one.orgId === other.orgId && one.uid === other.uid;
}
