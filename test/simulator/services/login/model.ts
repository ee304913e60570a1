import type { Simulation } from '../../core/simulation.ts';
import type { RefreshGrant } from '../../core/tokens.ts';
import { refreshTokenExpired } from '../../core/tokens.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { aadsts } from './errors.ts';

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Resources that a token may be asked for in a cloud, by the origin that scopes begin with. */
function resourcesOf({ cloud }: Simulation): string[] {
  return [...Object.values(cloud.audiences).flat(), cloud.metrics, RETIRED_GRAPH];
}

const RETIRED_GRAPH = 'https://graph.windows.net';

const SIGN_IN_SCOPES = new Set(['openid', 'profile', 'offline_access', 'email']);

/** Tenant of a sign-in path; `common` and `organizations` stand for the user's home. */
export function findTenant(simulation: Simulation, name: string, now: number): Tenant {
  if (['common', 'organizations'].includes(name.toLowerCase())) {
    return simulation.world.data.partner;
  }
  if (!GUID.test(name) && !DOMAIN.test(name)) {
    throw aadsts(900023, now, `'${name}'.`);
  }
  const tenant = simulation.world.tenant(name);
  if (!tenant) {
    throw aadsts(90002, now, `'${name}'.`);
  }
  return tenant;
}

/** What the refresh token stands for, once it may be redeemed in this tenant. */
export function redeem(
  simulation: Simulation,
  token: string | null,
  app: Application,
  tenant: Tenant,
  now: number,
): RefreshGrant {
  if (!token) {
    throw aadsts(900144, now, "'refresh_token'.");
  }
  const grant = simulation.tokens.readRefreshToken(token);
  if (!grant) {
    throw aadsts(9002313, now);
  }
  if (grant.clientId !== app.clientId) {
    throw aadsts(70000, now);
  }
  const issuedAt = grant.issuedAt || simulation.clock.start;
  if (refreshTokenExpired({ ...grant, issuedAt }, now)) {
    throw aadsts(700082, now);
  }
  const revokedAt = simulation.world.sessionsRevokedAt(now);
  if (revokedAt !== undefined && issuedAt <= revokedAt) {
    throw aadsts(50173, now);
  }
  admitConsented(simulation, app, tenant, now);
  return { ...grant, issuedAt };
}

/** Whether the partner's user gets into the tenant at all. */
export function admitUser(simulation: Simulation, tenant: Tenant, now: number): void {
  const { world } = simulation;
  if (tenant.id !== world.data.partner.id && !world.gdapActive(tenant, now)) {
    throw aadsts(50020, now, `Tenant '${tenant.displayName}'.`);
  }
  if (!world.conditionalAccessAllows(tenant, now)) {
    throw aadsts(53003, now);
  }
}

/** The user gets in, and the application was consented to. */
export function admitConsented(simulation: Simulation, app: Application, tenant: Tenant, now: number): void {
  admitUser(simulation, tenant, now);
  if (!simulation.world.consented(tenant, app.clientId, now)) {
    throw aadsts(65001, now, `Application '${app.displayName}'.`);
  }
}

/** A service principal of the application has to exist in the tenant. */
export function admitApplication(simulation: Simulation, app: Application, tenant: Tenant, now: number): void {
  if (!simulation.world.consented(tenant, app.clientId, now)) {
    throw aadsts(7000229, now, `'${app.clientId}' in '${tenant.displayName}'.`);
  }
}

/** The one resource that these scopes name, which becomes the token's audience. */
export function audienceOf(
  simulation: Simulation,
  scope: string | null,
  now: number,
  options: { defaultOnly: boolean },
): { audience: string; scopes: string[] } {
  const scopes = (scope ?? '').split(/\s+/).filter((part) => part && !SIGN_IN_SCOPES.has(part));
  if (scopes.length === 0) {
    throw scope === null ? aadsts(900144, now, "'scope'.") : aadsts(70011, now, `'${scope}'.`);
  }
  const parsed = scopes.map((part) => /^(?<resource>.+)\/(?<permission>[\w.]+)$/.exec(part)?.groups);
  const audiences = new Set(parsed.map((part) => part?.resource?.replace(/\/+$/, '').toLowerCase()));
  const [audience] = audiences;
  const badDefault = options.defaultOnly && parsed.some((part) => part?.permission !== '.default');
  if (audiences.size !== 1 || !audience || badDefault) {
    throw aadsts(70011, now, `'${scope ?? ''}'.`);
  }
  return { audience: knownResource(simulation, audience, now), scopes };
}

/** What a person's sign-in asks for; scopes of the sign-in alone stand for Microsoft Graph's profile. */
export function signInScopes(
  simulation: Simulation,
  scope: string,
  now: number,
): { audience: string; scopes: string[]; openid: boolean; offline: boolean } {
  const all = scope.split(/\s+/).filter(Boolean);
  const own = all.every((part) => SIGN_IN_SCOPES.has(part));
  const graph = simulation.cloud.audiences.graph[0] ?? '';
  const target = own ? { audience: graph, scopes: all } : audienceOf(simulation, scope, now, { defaultOnly: false });
  return { ...target, openid: all.includes('openid'), offline: all.includes('offline_access') };
}

/** The resource of a request to the v1 endpoint, or of scopes. */
export function knownResource(simulation: Simulation, resource: string, now: number): string {
  const name = resource.replace(/\/+$/, '').toLowerCase();
  if (name === simulation.cloud.tokenExchange.toLowerCase()) {
    return simulation.cloud.tokenExchange;
  }
  const { partnerCenter, resourceManager, graph, keyVault } = simulation.origins;
  const own = [partnerCenter, resourceManager, graph, keyVault].filter(Boolean).map((origin) => new URL(origin).port);
  const isOwn = /^https?:\/\//.test(name) && own.includes(new URL(name).port) && name.includes(':', 6);
  if (!resourcesOf(simulation).includes(name) && !isOwn) {
    throw aadsts(500011, now, `'${resource}'.`);
  }
  return name;
}
