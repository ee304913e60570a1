import { createHash } from 'node:crypto';
import { codeExpired } from '../../core/signIns.ts';
import type { AuthorizationCode } from '../../core/signIns.ts';
import type { Simulation } from '../../core/simulation.ts';
import { aadsts } from './errors.ts';
import type { TokenRequest } from './grants.ts';
import type { Issue } from './issue.ts';
import { admitConsented, signInScopes } from './model.ts';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token */
export function authorizationCode(simulation: Simulation, request: TokenRequest): Issue {
  const { client, tenant, form, now } = request;
  const code = readCode(simulation, request);
  checkVerifier(code, form.get('code_verifier'), now);
  const asked = signInScopes(simulation, code.scope, now);
  const scope = form.get('scope');
  if (scope !== null && signInScopes(simulation, scope, now).audience !== asked.audience) {
    throw aadsts(70011, now, `'${scope}'.`);
  }
  admitConsented(simulation, client.app, tenant, now);
  code.redeemed = true;
  return userIssue(request, code, asked);
}

/** What a person's sign-in gives: what was asked for when it began decides which tokens there are. */
export function userIssue(
  request: Pick<TokenRequest, 'client' | 'tenant' | 'form' | 'now'>,
  signIn: Pick<AuthorizationCode, 'amr' | 'nonce'> & { public?: true },
  asked: { audience: string; scopes: string[]; openid: boolean; offline: boolean },
): Issue {
  const { client, tenant } = request;
  const { audience, scopes, openid, offline } = asked;
  return {
    client,
    tenant,
    audience,
    scopes,
    user: {
      grant: {
        clientId: client.app.clientId,
        issuedAt: request.now,
        amr: signIn.amr,
        ...(signIn.public && { public: true }),
      },
      refreshToken: offline,
      idToken: openid,
      clientInfo: request.form.get('client_info') === '1',
      ...(signIn.nonce && { nonce: signIn.nonce }),
    },
  };
}

function readCode(simulation: Simulation, request: TokenRequest): AuthorizationCode {
  const { client, tenant, form, now } = request;
  const value = form.get('code');
  if (!value) {
    throw aadsts(900144, now, "'code'.");
  }
  const code = simulation.signIns.code(value);
  if (!code || code.clientId !== client.app.clientId) {
    throw aadsts(70000, now);
  }
  if (code.tenantId !== tenant.id) {
    throw aadsts(700005, now);
  }
  if (code.redeemed) {
    throw aadsts(54005, now);
  }
  if (codeExpired(code, now)) {
    throw aadsts(70008, now);
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    throw aadsts(500112, now);
  }
  return code;
}

function checkVerifier({ challenge }: AuthorizationCode, verifier: string | null, now: number): void {
  if (!challenge) {
    return;
  }
  if (!verifier) {
    throw aadsts(50148, now);
  }
  const made = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  if (made !== challenge.value) {
    throw aadsts(501481, now);
  }
}
