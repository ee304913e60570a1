import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { CspError } from '../../common/errors.ts';
import type { Credential } from '../../settings/settings.ts';
import type { Call } from '../http/call.ts';
import { createApplication, type ApplicationProof, type TokenEndpoint } from './application.ts';
import { tenantOfToken } from './jwt.ts';

/** What a token is asked for with. */
export interface Redemption {
  credential: Credential;
  proof: ApplicationProof;
  /** GUID. */
  tenantId: string;
  scope: string;
  /** Secure application model only. */
  refreshToken: string | null;
  /** Of a claims challenge. */
  claims: string | undefined;
}

/** What came of it. */
export interface Redeemed {
  token: string;
  /** How long it lives from now, ms. */
  lifetimeMs: number;
  /** The new refresh token that came with it, if one did. */
  refreshToken: string | null;
}

/** For an answer that doesn't say how long its token lives. Entra's live an hour or more. */
export const UNSAID_LIFETIME_MS = 300_000;

/**
 * Gets one access token from Microsoft Entra through MSAL.
 *
 * @throws {CspError} what Entra refused, or `TokenOfAnotherTenant`.
 */
export async function redeem(endpoint: TokenEndpoint, redemption: Redemption, call: Call): Promise<Redeemed> {
  const { credential, proof, tenantId } = redemption;
  const { msal, network } = createApplication(endpoint, { clientId: credential.clientId, tenantId, proof }, call);
  let result: AuthenticationResult | null;
  try {
    result = await acquire(msal, redemption);
  } catch (thrown) {
    throw network.failure ?? msalError(thrown, redemption);
  }
  // MSAL passes on what the answer holds, whatever its type.
  const answered: unknown = result?.accessToken;
  const token = typeof answered === 'string' ? answered : '';
  const told = result?.tenantId ?? '';
  if (tenantOfToken(token) !== tenantId || (told !== '' && told.toLowerCase() !== tenantId)) {
    throw wrongTenant(redemption);
  }
  const left = (result?.expiresOn?.getTime() ?? 0) - Date.now();
  return { token, lifetimeMs: left > 0 ? left : UNSAID_LIFETIME_MS, refreshToken: network.refreshToken };
}

function acquire(msal: ConfidentialClientApplication, redemption: Redemption): Promise<AuthenticationResult | null> {
  const { scope, refreshToken, claims } = redemption;
  const common = { scopes: [scope], ...(claims !== undefined && { claims }) };
  return redemption.credential.kind === 'secureApplicationModel'
    ? msal.acquireTokenByRefreshToken({ ...common, refreshToken: refreshToken ?? '' })
    : msal.acquireTokenByClientCredential({ ...common, skipCache: true });
}

/** MSAL's own complaints. Only their code is kept: their text may hold claims and URLs. */
function msalError(thrown: unknown, redemption: Redemption): CspError {
  const code = (thrown as { errorCode?: unknown } | null)?.errorCode;
  const name = typeof code === 'string' && /^[a-z0-9_]{1,60}$/.test(code) ? code : 'unknown';
  return new CspError(
    `Microsoft Entra for tenant ${redemption.tenantId} with credential "${redemption.credential.id}": its answer could not be used. Check the sign-in endpoint in the settings and what stands between it and Entra. (MSAL ${name})`,
    { code: 'TokenAnswerUnusable', status: 502, source: 'downstream' },
  );
}

function wrongTenant(redemption: Redemption): CspError {
  return new CspError(
    `Microsoft Entra for tenant ${redemption.tenantId} with credential "${redemption.credential.id}": the token that came back is not for this tenant and was thrown away. Check the sign-in endpoint in the settings. (TokenOfAnotherTenant)`,
    { code: 'TokenOfAnotherTenant', status: 502, source: 'downstream' },
  );
}
