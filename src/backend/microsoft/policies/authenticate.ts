import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { CspError } from '../../common/errors.ts';
import type { Call } from '../http/call.ts';
import { stateOf } from '../http/callState.ts';
import type { Account, TokenSource } from '../auth/tokenSource.ts';

/**
 * Sends the token of the call's credential and tenant. A 401 is answered once with a new token, since a token can be
 * revoked before its time; with the claims that a challenge names, as continuous access evaluation wants.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 *
 * Named like the library's policy, because Microsoft's clients add one of their own unless they see that name, and
 * theirs refuses the plain http that an operator may allow.
 */
export function authenticationPolicy(tokens: TokenSource): PipelinePolicy {
  return {
    name: 'bearerTokenAuthenticationPolicy',
    async sendRequest(request, next) {
      const state = stateOf(request);
      const { call } = state;
      if (call.scope === null) {
        return next(request);
      }
      const account = accountOf(call, call.scope);
      const token = await tokens.get(account, call);
      request.headers.set('Authorization', `Bearer ${token}`);
      try {
        return await next(request);
      } catch (thrown) {
        if (!(thrown instanceof CspError) || thrown.status !== 401 || NOT_THE_TOKENS_AGE.has(thrown.code)) {
          throw thrown;
        }
        const renewed = await tokens.renew(account, token, claimsOf(state.challenge), call);
        if (renewed === undefined) {
          throw thrown;
        }
        request.headers.set('Authorization', `Bearer ${renewed}`);
        return await next(request);
      } finally {
        request.headers.delete('Authorization');
      }
    },
  };
}

/** Codes of a 401 that a newer token of the same kind would get again. */
const NOT_THE_TOKENS_AGE = new Set([
  'InvalidAuthenticationTokenTenant',
  '900420',
  '900421',
  'AKV10032',
  'VaultOfAnotherTenant',
]);

function accountOf(call: Call, scope: string): Account {
  return { credentialId: call.credentialId, tenantId: call.tenantId, scope };
}

/** The `claims` of a `WWW-Authenticate` header, decoded; undefined where there are none. */
function claimsOf(challenge: string | null): string | undefined {
  const encoded = /\bclaims="([A-Za-z0-9+/_=-]{1,8192})"/.exec(challenge ?? '')?.[1];
  if (encoded === undefined) {
    return undefined;
  }
  const claims = Buffer.from(encoded, 'base64').toString('utf8');
  return claims.startsWith('{') ? claims : undefined;
}
