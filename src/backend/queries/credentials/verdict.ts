import type { CredentialState } from '../../microsoft/api/credentialState.ts';
import type { GdapRelationship, Tenant } from '../../estate/model/tenants.ts';
import { DAY, daysSince, daysUntil } from '../tenants/entry.ts';

/** How a credential or a GDAP relationship is doing; final once released. 0 fine, 1 act within weeks, 2 act now. */
export const CREDENTIAL_STATES = {
  Ok: 0,
  EndsSoon: 1,
  /** The refresh token was not used for long; Entra ends it after 90 days. */
  Idle: 1,
  Ended: 2,
  Failing: 2,
  NotSignedIn: 2,
  /** A renewed refresh token can't be kept. */
  NotKept: 2,
} as const satisfies Record<string, 0 | 1 | 2>;
/** How a credential is doing. */
export type CredentialStateName = keyof typeof CREDENTIAL_STATES;

/** How a credential is doing, and what to do. */
export interface Verdict {
  state: CredentialStateName;
  /** What is the matter and what to do; null where nothing is. */
  sentence: string | null;
}

/** From so many days before its end on, somebody should act. */
const SOON_DAYS = 30;
/** https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export const IDLE_LIMIT_DAYS = 90;
const IDLE_DAYS = 60;

const FINE: Verdict = { state: 'Ok', sentence: null };
const WORDS = { clientSecret: 'client secret', certificate: 'certificate' } as const;

/** The worst thing first: an error tells more than the date that may have led to it. */
export function verdictOfCredential(credential: CredentialState, now: number): Verdict {
  const { id, expiresAt, expires, refreshToken, lastSuccessAt, lastError } = credential;
  if (lastError && (lastSuccessAt === null || lastError.at > lastSuccessAt)) {
    return { state: 'Failing', sentence: lastError.sentence };
  }
  if (refreshToken?.keptIn === 'none') {
    return {
      state: 'NotSignedIn',
      sentence: `Nobody has signed in for the credential "${id}" yet: do so in the data source's settings.`,
    };
  }
  if (refreshToken?.problem) {
    return { state: 'NotKept', sentence: refreshToken.problem };
  }
  const days = daysUntil(expiresAt, now);
  if (days !== null && days < SOON_DAYS) {
    const what = `The ${expires === null ? 'secret' : WORDS[expires]} of the credential "${id}"`;
    const fix = 'Make a new one in the app registration and put it into the settings before the old one is removed.';
    return days < 0
      ? { state: 'Ended', sentence: `${what} ended on ${date(expiresAt)}. ${fix}` }
      : { state: 'EndsSoon', sentence: `${what} ends on ${date(expiresAt)}. ${fix}` };
  }
  const idle = daysSince(refreshToken?.lastUsedAt ?? null, now);
  if (idle !== null && idle > IDLE_DAYS) {
    const left = Math.max(0, IDLE_LIMIT_DAYS - idle);
    return {
      state: 'Idle',
      sentence: `The refresh token of the credential "${id}" was not used for ${idle} days, and ends in ${left} more: let a tenant use it, or sign in again.`,
    };
  }
  return FINE;
}

/** One that extends itself never needs anybody, for as long as it is in force. */
export function verdictOfGdap(gdap: GdapRelationship, tenant: Tenant, now: number): Verdict {
  const { inForce, autoExtends, endsAt, status } = gdap;
  const fix = 'Ask the customer in Partner Center for a new one, and assign its roles to the security group.';
  const what = `The GDAP relationship "${gdap.name}" with ${tenant.name}`;
  if (!inForce) {
    return { state: 'Ended', sentence: `${what} is ${status}, and no other is in force. ${fix}` };
  }
  if (autoExtends || endsAt === null || endsAt - now >= SOON_DAYS * DAY) {
    return FINE;
  }
  return endsAt < now
    ? { state: 'Ended', sentence: `${what} ended on ${date(endsAt)}. ${fix}` }
    : { state: 'EndsSoon', sentence: `${what} ends on ${date(endsAt)}. ${fix}` };
}

function date(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 10);
}
