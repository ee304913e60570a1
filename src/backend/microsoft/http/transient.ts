import type { CspError } from '../../common/errors.ts';

/** Errors that another attempt may heal. 401 is the authentication policy's own matter. */
export function isTransient(error: CspError): boolean {
  return TRANSIENT_CODES.has(error.code) || (TRANSIENT_STATUS.has(error.status) && !LASTING_CODES.has(error.code));
}

const TRANSIENT_STATUS = new Set([408, 429, 500, 502, 503, 504]);
const TRANSIENT_CODES = new Set([
  'AADSTS90033',
  'AADSTS90006',
  'AADSTS90024',
  'AADSTS50033',
  'AADSTS90019',
  'AADSTS90055',
]);
const LASTING_CODES = new Set([
  'ResponseTooLarge',
  'BadResponse',
  'ForeignLink',
  'LoopInPages',
  'TooManyPages',
  'IncompleteResult',
  'ManagedIdentityUnreachable',
  'ProxyRefused',
]);
