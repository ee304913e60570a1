import type { Reply } from '../../core/http.ts';
import { guid, Random } from '../../core/random.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RefreshGrant } from '../../core/tokens.ts';
import type { Tenant } from '../../world/model.ts';
import { principalId } from '../../world/access/principals.ts';
import { signAccessToken } from './accessToken.ts';
import type { AuthenticatedClient } from './clientAuthentication.ts';
import { permissionClaims } from './permissions.ts';

/** What a request of the token endpoint turned out to deserve. */
export interface Issue {
  client: AuthenticatedClient;
  tenant: Tenant;
  audience: string;
  scopes: string[];
  /** Absent: app-only. */
  user?: {
    grant: RefreshGrant;
    refreshToken: boolean;
    idToken: boolean;
    clientInfo: boolean;
    nonce?: string;
  };
}

const PROOF = { none: '0', secret: '1', certificate: '2' } as const;

/** The good answer of the token endpoint; v1 writes numbers as strings. */
export async function issue(
  simulation: Simulation,
  wanted: Issue,
  context: { now: number; origin: string; version: 1 | 2 },
): Promise<Reply> {
  const { tenant, audience, user } = wanted;
  const { app, proof } = wanted.client;
  const { now } = context;
  // Microsoft Entra varies the lifetime between 60 and 90 minutes.
  const lifetime = new Random(`${tenant.id} ${audience} ${now}`).int(3600, 5399);
  const accessToken = await signAccessToken(
    simulation,
    {
      tenantId: tenant.id,
      audience,
      clientId: app.clientId,
      objectId: user ? userObjectId(simulation, tenant) : principalId(app.clientId, tenant.id),
      proof: PROOF[proof],
      lifetime,
      claims: {
        ...(user ? userClaims(simulation, user.grant) : { idtyp: 'app' }),
        ...permissionClaims(simulation, wanted, now),
      },
    },
    now,
  );
  const numbers =
    context.version === 2
      ? { expires_in: lifetime, ext_expires_in: lifetime }
      : v1Numbers(Math.floor(now / 1000), lifetime, audience);
  const userBody = user && {
    scope: wanted.scopes.join(' ') || `${audience}/user_impersonation`,
    ...(user.refreshToken && { refresh_token: simulation.tokens.refreshToken({ ...user.grant, issuedAt: now }) }),
    ...(user.idToken && { id_token: await idToken(simulation, wanted, context, lifetime) }),
    ...(user.clientInfo && { client_info: clientInfo(simulation) }),
  };
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: { token_type: 'Bearer', ...numbers, access_token: accessToken, ...userBody },
  };
}

function userClaims(simulation: Simulation, grant: RefreshGrant): Record<string, unknown> {
  const { userPrincipalName, displayName } = simulation.world.data.partnerUser;
  return { idtyp: 'user', upn: userPrincipalName, name: displayName, amr: grant.amr };
}

function v1Numbers(issuedAt: number, lifetime: number, resource: string): Record<string, string> {
  return {
    expires_in: String(lifetime),
    ext_expires_in: String(lifetime),
    not_before: String(issuedAt),
    expires_on: String(issuedAt + lifetime),
    resource,
  };
}

function idToken(
  simulation: Simulation,
  wanted: Issue,
  context: { now: number; origin: string },
  lifetime: number,
): Promise<string> {
  const { tenant } = wanted;
  const { userPrincipalName, displayName } = simulation.world.data.partnerUser;
  const issuedAt = Math.floor(context.now / 1000);
  return simulation.tokens.sign({
    iss: `${context.origin}/${tenant.id}/v2.0`,
    aud: wanted.client.app.clientId,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetime,
    tid: tenant.id,
    oid: userObjectId(simulation, tenant),
    sub: guid(`sub ${wanted.client.app.clientId} ${tenant.id}`),
    preferred_username: userPrincipalName,
    name: displayName,
    ver: '2.0',
    ...(wanted.user?.nonce && { nonce: wanted.user.nonce }),
  });
}

/** The same person has another object id in every tenant. */
function userObjectId(simulation: Simulation, tenant: Tenant): string {
  const { partnerUser, partner } = simulation.world.data;
  return tenant.id === partner.id ? partnerUser.objectId : guid(`foreign ${partnerUser.objectId} ${tenant.id}`);
}

function clientInfo(simulation: Simulation): string {
  const { partnerUser, partner } = simulation.world.data;
  return Buffer.from(JSON.stringify({ uid: partnerUser.objectId, utid: partner.id })).toString('base64url');
}
