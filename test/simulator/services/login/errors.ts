import { randomUUID } from 'node:crypto';
import { WireError } from '../../core/http.ts';
import type { Reply } from '../../core/http.ts';

interface AadstsInfo {
  error: string;
  text: string;
  /** HTTP status; default 400. */
  status?: number;
  suberror?: string;
  /** A Conditional Access claims challenge goes with it. */
  claims?: true;
}

const credential = { error: 'invalid_client', status: 401 } as const;
const grant = { error: 'invalid_grant' } as const;
const request = { error: 'invalid_request' } as const;
const denied = { error: 'access_denied' } as const;
const busy = { error: 'temporarily_unavailable', status: 503 } as const;
const mfa = { ...grant, suberror: 'basic_action', claims: true } as const;

/** Every code that an operator meets. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const AADSTS: Readonly<Record<number, AadstsInfo>> = {
  7000215: { ...credential, text: 'Invalid client secret provided. Send the secret value, not the secret id.' },
  7000222: { ...credential, text: 'The provided client secret keys are expired.' },
  7000218: { ...credential, text: "The request body must contain 'client_assertion' or 'client_secret'." },
  700025: { ...credential, text: 'The client is public, so no client assertion or secret may be presented.' },
  700027: { ...credential, text: 'The signature of the client assertion failed validation.' },
  700021: { ...credential, text: 'The client assertion names another application than client_id.' },
  700023: { ...credential, text: 'The audience of the client assertion does not match the issuer of the realm.' },
  700024: { ...credential, text: 'The client assertion is not within its valid time range.' },
  50027: { ...request, text: 'The JWT token is invalid or malformed.' },
  90011: { ...request, text: 'Unexpected client assertion type.' },
  700030: { ...credential, text: 'The certificate subject name or issuer is not authorized.' },
  7000112: { error: 'unauthorized_client', text: 'The application is disabled.' },
  7000229: { ...credential, text: 'The client application has no service principal in this tenant.' },
  700016: { error: 'unauthorized_client', text: 'The application was not found in the directory.' },
  700011: {
    error: 'unauthorized_client',
    text: 'The application with this identifier was not found in the directory.',
  },
  650051: { error: 'invalid_client', text: 'The service principal is already present or is being created.' },
  650052: {
    error: 'invalid_client',
    text: 'The organization has no subscription or service principal for the resource.',
  },
  650056: { ...request, text: 'The resource is not among the permissions that the application requires.' },
  650057: {
    error: 'invalid_resource',
    text: 'The resource is not listed in the requested permissions of the application.',
  },
  65001: {
    ...grant,
    suberror: 'consent_required',
    text: 'The user or administrator has not consented to use the application.',
  },
  65004: { ...denied, text: 'The user declined to consent.' },
  90094: { error: 'consent_required', text: 'Administrator consent is required.' },
  90099: {
    error: 'unauthorized_client',
    text: 'The application has not been authorized in the tenant for partner delegated administration.',
  },
  70000: { ...grant, suberror: 'bad_token', text: 'The provided grant is invalid or malformed.' },
  70008: {
    ...grant,
    suberror: 'bad_token',
    text: 'The authorization code or refresh token has expired due to inactivity.',
  },
  700082: { ...grant, suberror: 'bad_token', text: 'The refresh token has expired due to inactivity of 90 days.' },
  70043: { ...grant, suberror: 'bad_token', text: 'The refresh token has expired due to sign-in frequency checks.' },
  700084: {
    ...grant,
    suberror: 'bad_token',
    text: 'The refresh token was issued to a single page app and has a fixed, limited lifetime.',
  },
  54005: { ...grant, text: 'The authorization code was already redeemed.' },
  700005: { ...grant, text: 'The authorization code was issued for another tenant.' },
  500112: { error: 'invalid_client', text: 'The reply address does not match the one of the authorization request.' },
  501481: { ...grant, text: 'The code_verifier does not match the code_challenge of the authorization request.' },
  50148: { ...grant, text: 'The code_verifier for the code_challenge of the authorization request is missing.' },
  501491: { ...request, text: 'The code_challenge has an invalid size or method.' },
  50058: { error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
  700054: { error: 'unsupported_response_type', text: 'The response_type is not enabled for the application.' },
  90023: { ...request, text: 'The request has an unsupported value.' },
  70016: { error: 'authorization_pending', text: 'Authorization is pending. Continue polling.' },
  70018: { error: 'bad_verification_code', text: 'The verification code is not known.' },
  70020: { error: 'expired_token', text: 'The device code has expired.' },
  50089: { ...grant, text: 'The flow token has expired.' },
  50173: { ...grant, suberror: 'bad_token', text: 'The provided grant has been revoked; a fresh sign-in is needed.' },
  50076: { ...mfa, text: 'Multi-factor authentication is required.' },
  50079: { ...mfa, text: 'The user must enroll in multi-factor authentication.' },
  50072: { ...mfa, text: 'The user must enroll in multi-factor authentication.' },
  50074: {
    error: 'interaction_required',
    suberror: 'basic_action',
    claims: true,
    text: 'Strong authentication is required.',
  },
  50078: { ...mfa, text: 'The presented multi-factor authentication has expired.' },
  50055: { ...grant, suberror: 'user_password_expired', text: 'The password is expired.' },
  50057: { ...grant, text: 'The user account is disabled.' },
  50126: { ...grant, text: 'Invalid username or password.' },
  50053: { ...grant, text: 'The account is locked or the address is blocked.' },
  50020: {
    error: 'interaction_required',
    text: 'The user account from the identity provider does not exist in the tenant.',
  },
  50034: { ...grant, text: 'The user account does not exist in the directory.' },
  50177: { ...grant, text: 'The user account needs to be added as an external user in the tenant first.' },
  50105: { ...grant, text: 'The user is not assigned to a role for the application.' },
  50059: { ...request, text: 'No tenant-identifying information was found in the request.' },
  53000: {
    error: 'interaction_required',
    suberror: 'message_only',
    claims: true,
    text: 'The device is not compliant.',
  },
  53001: {
    error: 'interaction_required',
    suberror: 'message_only',
    claims: true,
    text: 'The device is not domain joined.',
  },
  53003: {
    ...grant,
    suberror: 'message_only',
    claims: true,
    text: 'Access has been blocked by Conditional Access policies.',
  },
  530032: { ...grant, text: 'Access was blocked by a security policy of the tenant.' },
  530034: { ...grant, text: 'A delegated administrator was blocked because of suspicious account activity.' },
  53011: { ...grant, text: 'The user was blocked because of risk on the home tenant.' },
  90002: { ...request, text: 'The tenant was not found.' },
  900023: {
    ...request,
    text: 'The specified tenant identifier is neither a valid DNS name nor a valid external domain.',
  },
  5000224: { ...request, text: 'This resource is not available for the tenant.' },
  500011: { error: 'invalid_resource', text: 'The resource principal was not found in the tenant.' },
  500021: { ...denied, text: 'Access to the tenant is denied by tenant restrictions.' },
  500022: { ...denied, text: 'Access to the tenant is denied by tenant restrictions.' },
  500212: { ...denied, text: 'The cross-tenant access policy of the home tenant does not allow this.' },
  500213: { ...denied, text: 'The cross-tenant access policy of the resource tenant does not allow this.' },
  90038: { ...request, text: 'The tenant belongs to another national cloud.' },
  900382: { ...request, text: 'Confidential clients are not supported across clouds.' },
  900432: { ...request, text: 'Confidential clients are not supported across clouds.' },
  50194: { ...request, text: 'The application is not configured as multi-tenant.' },
  50011: { ...request, text: 'The redirect URI does not match those of the application.' },
  70011: { error: 'invalid_scope', text: 'The provided scope is not valid.' },
  28002: { error: 'invalid_scope', text: 'The provided scope is not valid when requesting an access token.' },
  70003: { error: 'unsupported_grant_type', text: 'The grant type is not supported.' },
  900144: { ...request, text: 'The request body must contain a parameter that is missing.' },
  9002313: { ...request, text: 'The request is malformed or invalid.' },
  50196: { ...grant, text: 'The server terminated the operation because the client is in a request loop.' },
  90055: { error: 'temporarily_unavailable', status: 429, text: 'The tenant is being throttled.' },
  90033: { ...busy, text: 'A transient error has occurred.' },
  90006: { ...busy, error: 'server_error', text: 'External service error.' },
  90024: { ...busy, text: 'The request budget was exceeded for a moment.' },
  50033: { ...busy, text: 'A retryable error has occurred.' },
  90019: { ...busy, error: 'server_error', text: 'No tenant-identifying information was found.' },
  700229: { ...credential, text: 'Only application tokens can be used as a federated identity credential.' },
  70021: { ...credential, text: 'No matching federated identity record was found.' },
  700211: { ...credential, text: 'No matching federated identity record was found for the issuer.' },
  700212: { ...credential, text: 'No matching federated identity record was found for the audience.' },
  700213: { ...credential, text: 'No matching federated identity record was found for the subject.' },
};

const CHALLENGE = JSON.stringify({
  access_token: { capolids: { essential: true, values: ['0b8e1c5e-0000-4000-8000-000000000001'] } },
});

/** The token endpoint's error answer. */
export function aadstsReply(code: number, now: number, detail = ''): Reply {
  const info = AADSTS[code] ?? { error: 'invalid_request', text: 'Error.' };
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trace = randomUUID();
  const correlation = randomUUID();
  const status = info.status ?? 400;
  return {
    status,
    ...(status === 429 && { headers: { 'retry-after': '5' } }),
    body: {
      error: info.error,
      error_description: `AADSTS${code}: ${info.text}${detail && ` ${detail}`} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(info.suberror && { suberror: info.suberror }),
      ...(info.claims && { claims: CHALLENGE }),
    },
  };
}

export function aadsts(code: number, now: number, detail?: string): WireError {
  return new WireError(aadstsReply(code, now, detail));
}
