import { createHash } from 'node:crypto';
import type { Credential } from '../../../settings/settings.ts';

/** A line of refresh tokens of one sign-in: the newest, and the one before it that is known to have worked. */
export interface TokenRecord {
  current: string;
  previous: string | null;
  /** `applicationPrint()`: a token is bound to the application and tenant that it was made for. */
  application: string;
  /** What the settings held when the line began, as a print; null where another program put the token into the store. */
  from: string | null;
  /** ms since the epoch. */
  savedAt: number;
  /** When a token of the line was last redeemed, ms; null: not known. */
  lastUsedAt: number | null;
}

/** What a refresh token is bound to, as a name that says nothing. */
export function applicationPrint(credential: Credential): string {
  return print(`${credential.tenantId}\n${credential.clientId}`);
}

/** Whether a stored line is the credential's: of its application, and no token was typed into the settings since. */
export function belongsTo(record: TokenRecord, credential: Credential): boolean {
  const { refreshToken } = credential;
  const overtaken = refreshToken !== null && record.from !== null && record.from !== settingsPrint(credential);
  return record.application === applicationPrint(credential) && !overtaken;
}

/** @param before the line that is continued, or that a sign-in ends; null where only the settings have a token. */
export function nextRecord(
  credential: Credential,
  before: TokenRecord | null,
  tokens: Pick<TokenRecord, 'current' | 'previous'>,
  now: number,
): TokenRecord {
  // Taking the token out of the settings is no new sign-in: the line goes on as what it began.
  const kept = credential.refreshToken === null ? before?.from : null;
  return {
    ...tokens,
    application: applicationPrint(credential),
    from: kept ?? settingsPrint(credential),
    savedAt: now,
    lastUsedAt: now,
  };
}

/** The token is random, so it can't be guessed from this. */
function settingsPrint(credential: Credential): string {
  return print(credential.refreshToken ?? '');
}

function print(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
