import { CspError } from '../../common/errors.ts';
import { credentialOf } from '../../settings/credentialOf.ts';
import { isGuid } from '../../../shared/settingsChecks.ts';
import type { Credential, Settings } from '../../settings/settings.ts';
import type { Call } from '../http/call.ts';
import type { TokenEndpoint } from './application.ts';
import type { CredentialStates } from './credentialStates.ts';
import { tenantOfToken } from './jwt.ts';
import type { ManagedIdentity } from './managedIdentity.ts';
import { proofError } from './proofError.ts';
import type { Proofs } from './proofs.ts';
import { redeem } from './redeem.ts';
import type { RefreshTokens } from './refreshTokens/refreshTokens.ts';
import type { Account, Fetch, FreshToken, TokenCall } from './tokenSource.ts';

export interface TokenParts {
  settings: Settings;
  endpoint: TokenEndpoint;
  proofs: Proofs;
  refreshTokens: RefreshTokens;
  managedIdentity: ManagedIdentity;
  states: CredentialStates;
}

/** How each kind of credential gets an access token; what came of it is noted in the credential's state. */
export function tokenFetcher(parts: TokenParts): Fetch {
  const { settings, states } = parts;
  return async (account, claims, tokenCall) => {
    const credential = credentialOf(settings, account.credentialId);
    try {
      const fresh =
        credential.kind === 'managedIdentity'
          ? await ofMachine(parts, credential, account, tokenCall)
          : await ofApplication(parts, credential, account, claims, tokenCall);
      states.succeeded(credential.id);
      return fresh;
    } catch (thrown) {
      states.failed(credential, account, CspError.from(thrown));
      throw thrown;
    }
  };
}

function ofApplication(
  { endpoint, proofs, refreshTokens }: TokenParts,
  credential: Credential,
  account: Account,
  claims: string | undefined,
  tokenCall: TokenCall,
): Promise<FreshToken> {
  const { tenantId, scope } = account;
  const call = entraCall(endpoint, account, tokenCall);
  const once = (refreshToken: string | null) =>
    proofs.use(credential, tokenCall, (proof) =>
      redeem(endpoint, { credential, proof, tenantId, scope, refreshToken, claims }, call),
    );
  return credential.kind === 'secureApplicationModel' ? refreshTokens.use(credential, once) : once(null);
}

/** A managed identity's token is for its own tenant whichever is asked for, so it is asked only there. */
async function ofMachine(
  { managedIdentity }: TokenParts,
  credential: Credential,
  account: Account,
  tokenCall: TokenCall,
): Promise<FreshToken> {
  const { id, tenantId, clientId } = credential;
  if (isGuid(tenantId) && tenantId !== account.tenantId) {
    throw proofError(id, 'ManagedIdentityForeignTenant');
  }
  const resource = account.scope.replace(/\/\.default$/, '');
  const fresh = await managedIdentity.token(id, resource, clientId || null, tokenCall);
  if (tenantOfToken(fresh.token) !== account.tenantId) {
    throw proofError(id, 'ManagedIdentityForeignTenant');
  }
  return fresh;
}

function entraCall(endpoint: TokenEndpoint, account: Account, tokenCall: TokenCall): Call {
  return {
    api: 'entra',
    origin: endpoint.login,
    tenantId: account.tenantId,
    credentialId: account.credentialId,
    scope: null,
    path: '/{tenant}/oauth2/v2.0/token',
    subscriptionId: null,
    signal: tokenCall.signal,
    reason: tokenCall.reason,
  };
}
