import { WireError } from '../../core/http.ts';
import type { Reply } from '../../core/http.ts';

/** Codes of Partner Center. https://learn.microsoft.com/partner-center/developer/error-codes */
const CODES: Readonly<Record<string, { status: number; description: string }>> = {
  '900420': { status: 401, description: 'Tokens for the retired Azure AD Graph audience are not accepted.' },
  '900421': { status: 401, description: 'The token has no multi-factor authentication claim.' },
  '900329': { status: 403, description: 'This resource does not support app-only authentication.' },
  '900150': { status: 403, description: 'The role of the partner user does not have the rights for this call.' },
  '900308': { status: 403, description: 'The privileges of the delegated admin role are insufficient for this call.' },
  '900309': { status: 403, description: 'Access was blocked by Conditional Access.' },
  '90000': { status: 400, description: 'A token for the customer tenant could not be obtained.' },
  '2000': { status: 400, description: 'The continuation token is not valid, or there are no more pages.' },
  '1000': { status: 404, description: 'The entity was not found.' },
  '20002': { status: 404, description: 'There is no relationship between the partner and the customer.' },
  '60003': { status: 404, description: 'The tenant was not found.' },
  '900118': { status: 400, description: 'The customer id is not valid.' },
  Conflict: { status: 409, description: 'Permission entry already exists.' },
  '800002': { status: 400, description: 'The id is not a GUID.' },
};

export function partnerCenterReply(code: string): Reply | undefined {
  if (code === '429') {
    return tooManyRequests(57);
  }
  const known = CODES[code];
  return (
    known && { status: known.status, body: { code, description: known.description, data: [], source: 'PartnerFD' } }
  );
}

/** Throws the answer for one of the codes above. */
export function partnerCenterError(code: string): WireError {
  return new WireError(partnerCenterReply(code) ?? { status: 500 });
}

/** API Management in front of Partner Center words its own errors. */
export function managementError(statusCode: number, message: string): WireError {
  return new WireError({ status: statusCode, body: { statusCode, message } });
}

export function tooManyRequests(seconds: number): Reply {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` },
  };
}
