import { AADSTS } from './entra.ts';
import { IDENTITY } from './identity.ts';

/** True where an error means that the whole credential is refused, so its other tenants would end the same way. */
export function refusesCredential(code: string): boolean {
  return [AADSTS, IDENTITY].some((table) => Object.hasOwn(table, code) && table[code]?.wholeCredential === true);
}
