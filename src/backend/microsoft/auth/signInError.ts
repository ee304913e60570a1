import { CspError } from '../../common/errors.ts';
import { AADSTS } from '../meanings/entra.ts';
import type { Meaning } from '../meanings/meaning.ts';
import { SIGN_IN } from '../meanings/signIn.ts';

/** An error of a sign-in, by one of our codes or Entra's. */
export function signInError(credentialId: string, code: string, status = 400): CspError {
  const { what, fix } = meaningOf(code) ?? (SIGN_IN.SignInFailed as Meaning);
  return new CspError(`Signing in for credential "${credentialId}": ${what} ${fix} (${code})`, {
    code,
    status,
    source: 'downstream',
  });
}

/**
 * What Entra sent back instead of a code. Of its description only the number is used: its text may name people.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#error-response
 */
export function authorizeError(credentialId: string, error: string, description: string): CspError {
  const number = /\bAADSTS\d{4,8}\b/.exec(description)?.[0];
  const code = /^[a-z_]{1,60}$/.test(error) ? error : 'SignInFailed';
  return signInError(credentialId, number !== undefined && meaningOf(number) ? number : code);
}

function meaningOf(code: string): Meaning | undefined {
  const table = code.startsWith('AADSTS') ? AADSTS : SIGN_IN;
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
