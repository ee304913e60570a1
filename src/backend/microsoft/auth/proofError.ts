import { CspError } from '../../common/errors.ts';
import { IDENTITY } from '../meanings/identity.ts';

/** An error in what a credential proves itself with, by its code in `meanings/identity.ts`. */
export function proofError(credentialId: string, code: keyof typeof IDENTITY & string, status = 400): CspError {
  const { what, fix } = IDENTITY[code] ?? { what: 'it can prove nothing.', fix: 'Check it in the settings.' };
  return new CspError(`Credential "${credentialId}": ${what} ${fix} (${code})`, { code, status, source: 'downstream' });
}
