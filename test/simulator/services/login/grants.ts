import { randomUUID } from 'node:crypto';
import type { Exchange, Reply } from '../../core/http.ts';
import { guid, Random } from '../../core/random.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RefreshGrant } from '../../core/tokens.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { aadsts } from './errors.ts';
import { admitApplication, audienceOf, authenticateClient, findTenant, knownResource, redeem } from './model.ts';

interface Issue {
  tenant: Tenant;
  app: Application;
  audience: string;
  scopes: string[];
  /** Absent: app-only. */
  grant?: RefreshGrant;
}

/** One call of the token endpoint. v1 names a resource and answers numbers as strings, v2 names scopes. */
export async function token(
  simulation: Simulation,
  exchange: Exchange,
  tenantName: string,
  version: 1 | 2,
): Promise<Reply> {
  const { now } = exchange;
  const form = new URLSearchParams(exchange.body);
  const tenant = findTenant(simulation, tenantName, now);
  const grantType = form.get('grant_type');
  if (!grantType) {
    throw aadsts(900144, now, "'grant_type'.");
  }
  const app = authenticateClient(simulation, form, tenant, now);
  const appOnly = grantType === 'client_credentials';
  if (!appOnly && grantType !== 'refresh_token') {
    throw aadsts(70003, now, `'${grantType}'.`);
  }
  if (appOnly && ['common', 'organizations'].includes(tenantName.toLowerCase())) {
    throw aadsts(50059, now);
  }
  const target =
    version === 2
      ? audienceOf(simulation, form.get('scope'), now, { defaultOnly: appOnly })
      : v1Target(simulation, form, now);
  if (appOnly) {
    admitApplication(simulation, app, tenant, now);
    return issue(simulation, exchange, { tenant, app, ...target }, form, version);
  }
  const grant = redeem(simulation, form.get('refresh_token'), app, tenant, now);
  return issue(simulation, exchange, { tenant, app, ...target, grant }, form, version);
}

function v1Target(simulation: Simulation, form: URLSearchParams, now: number): { audience: string; scopes: string[] } {
  const resource = form.get('resource');
  if (!resource) {
    throw aadsts(900144, now, "'resource'.");
  }
  return { audience: knownResource(simulation, resource, now), scopes: [] };
}

async function issue(
  simulation: Simulation,
  exchange: Exchange,
  wanted: Issue,
  form: URLSearchParams,
  version: 1 | 2,
): Promise<Reply> {
  const { tenant, app, audience, grant } = wanted;
  const issuedAt = Math.floor(exchange.now / 1000);
  // Microsoft Entra varies the lifetime between 60 and 90 minutes.
  const lifetime = new Random(`${tenant.id} ${audience} ${exchange.now}`).int(3600, 5399);
  const common = {
    iss: `${simulation.cloud.issuer}${tenant.id}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetime,
    tid: tenant.id,
  };
  const user = simulation.world.data.partnerUser;
  const identity = grant
    ? {
        idtyp: 'user',
        oid: userObjectId(simulation, tenant),
        upn: user.userPrincipalName,
        name: user.displayName,
        scp: 'user_impersonation',
        amr: grant.amr,
      }
    : { idtyp: 'app', oid: guid(`sp ${app.clientId} ${tenant.id}`), roles: [] };
  const accessToken = await simulation.tokens.sign({
    ...common,
    ...identity,
    aud: audience,
    appid: app.clientId,
    appidacr: '1',
    sub: identity.oid,
    uti: randomUUID(),
    ver: '1.0',
  });
  const scope = wanted.scopes.join(' ') || `${audience}/user_impersonation`;
  const numbers =
    version === 2 ? { expires_in: lifetime, ext_expires_in: lifetime } : v1Numbers(issuedAt, lifetime, audience);
  const body = { token_type: 'Bearer', ...numbers, access_token: accessToken };
  const userBody = grant && {
    scope,
    refresh_token: simulation.tokens.refreshToken({ ...grant, issuedAt: exchange.now }),
    id_token: await idToken(simulation, exchange, wanted, common),
    ...(form.get('client_info') === '1' && { client_info: clientInfo(simulation) }),
  };
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: { ...body, ...userBody },
  };
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
  exchange: Exchange,
  wanted: Issue,
  common: Record<string, string | number>,
): Promise<string> {
  const user = simulation.world.data.partnerUser;
  return simulation.tokens.sign({
    ...common,
    iss: `${exchange.origin}/${wanted.tenant.id}/v2.0`,
    aud: wanted.app.clientId,
    oid: userObjectId(simulation, wanted.tenant),
    sub: guid(`sub ${wanted.app.clientId} ${wanted.tenant.id}`),
    preferred_username: user.userPrincipalName,
    name: user.displayName,
    ver: '2.0',
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
