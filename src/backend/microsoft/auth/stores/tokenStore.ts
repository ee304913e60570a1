import { createHash } from 'node:crypto';
import type { Credential } from '../../../settings/settings.ts';

/** A line of refresh tokens of one sign-in: the newest, and the one before it that is known to have worked. */
export interface TokenRecord {
  current: string;
  previous: string | null;
  /** `applicationPrint()`: a token is bound to the application and tenant that it was made for. */
  application: string;
  /**
   * `settingsPrint()` of what the settings held when the line began, so that a token that is typed in later wins; null
   * where another program put the token into the store.
   */
  from: string | null;
  /** ms since the epoch. */
  savedAt: number;
  /** When a token of the line was last redeemed, ms; null: not known. */
  lastUsedAt: number | null;
}

/** Where refresh tokens outlive the process, as secret as `secureJsonData` is. Throws only CspError. */
export interface TokenStore {
  readonly keptIn: 'local' | 'keyVault';
  /** How long a saved token serves before a newer one is worth a save, ms. An older one stays valid to its own end. */
  readonly saveEveryMs: number;
  /** null: nothing is kept for this credential. */
  load(credential: Credential): Promise<TokenRecord | null>;
  /** Returns when the record is safe: after that it is what `load` gives, also after a crash. */
  save(credential: Credential, record: TokenRecord): Promise<void>;
}

/** What a refresh token is bound to, as a name that says nothing. */
export function applicationPrint(credential: Credential): string {
  return print(`${credential.tenantId}\n${credential.clientId}`);
}

/** The settings' token as a name that says nothing: the token is random, so it can't be guessed from it. */
export function settingsPrint(credential: Credential): string {
  return print(credential.refreshToken ?? '');
}

function print(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
