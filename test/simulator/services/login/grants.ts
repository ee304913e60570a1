import { realHost } from '../../core/clouds.ts';
import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RefreshGrant } from '../../core/tokens.ts';
import type { Tenant } from '../../world/model.ts';
import { authenticateClient } from './clientAuthentication.ts';
import type { AuthenticatedClient } from './clientAuthentication.ts';
import { authorizationCode } from './codeGrant.ts';
import { deviceCodeGrant } from './deviceCode.ts';
import { aadsts } from './errors.ts';
import { issue } from './issue.ts';
import type { Issue } from './issue.ts';
import { admitApplication, audienceOf, findTenant, knownResource, redeem } from './model.ts';

/** A request of the token endpoint whose client proved itself. */
export interface TokenRequest {
  client: AuthenticatedClient;
  tenant: Tenant;
  tenantName: string;
  form: URLSearchParams;
  version: 1 | 2;
  now: number;
}

type Grant = (simulation: Simulation, request: TokenRequest) => Issue;

/** RFC 8628's name, and the short one that MSAL sends. */
const DEVICE_CODE = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'];

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  ...Object.fromEntries(DEVICE_CODE.map((name) => [name, deviceCodeGrant])),
  client_credentials: clientCredentials,
  refresh_token: refreshToken,
};

/** One call of the token endpoint. v1 names a resource and answers numbers as strings, v2 names scopes. */
export async function token(
  simulation: Simulation,
  exchange: Exchange,
  tenantName: string,
  version: 1 | 2,
): Promise<Reply> {
  const { now, origin } = exchange;
  const form = new URLSearchParams(exchange.body);
  checkCloud(simulation, origin, form, now);
  const tenant = findTenant(simulation, tenantName, now);
  const grantType = form.get('grant_type');
  if (!grantType) {
    throw aadsts(900144, now, "'grant_type'.");
  }
  const client = await authenticateClient(simulation, {
    form,
    tenant,
    tenantName,
    origin,
    now,
    publicGrant: isPublicGrant(simulation, grantType, form),
  });
  const grant = GRANTS[grantType];
  if (!grant) {
    throw aadsts(70003, now, `'${grantType}'.`);
  }
  const wanted = grant(simulation, { client, tenant, tenantName, form, version, now });
  return issue(simulation, wanted, { now, origin, version });
}

/** The sign-in host of another cloud knows where a tenant is, and lets no confidential client across. */
function checkCloud(simulation: Simulation, origin: string, form: URLSearchParams, now: number): void {
  const { clouds = [simulation.cloudName] } = realHost(new URL(origin).host) ?? {};
  if (!clouds.includes(simulation.cloudName)) {
    const confidential = form.has('client_secret') || form.has('client_assertion');
    throw aadsts(confidential ? 900382 : 90038, now);
  }
}

/** A public client may ask for a device code's tokens, and go on with what it got so. */
function isPublicGrant(simulation: Simulation, grantType: string, form: URLSearchParams): boolean {
  if (DEVICE_CODE.includes(grantType)) {
    return true;
  }
  const token = form.get('refresh_token');
  return grantType === 'refresh_token' && token !== null && simulation.tokens.readRefreshToken(token)?.public === true;
}

function clientCredentials(simulation: Simulation, request: TokenRequest): Issue {
  const { client, tenant, now } = request;
  if (['common', 'organizations'].includes(request.tenantName.toLowerCase())) {
    throw aadsts(50059, now);
  }
  const target = targetOf(simulation, request, true);
  admitApplication(simulation, client.app, tenant, now);
  return { client, tenant, ...target };
}

function refreshToken(simulation: Simulation, request: TokenRequest): Issue {
  const { client, tenant, form, now } = request;
  const target = targetOf(simulation, request, false);
  const grant = redeem(simulation, form.get('refresh_token'), client.app, tenant, now);
  return { client, tenant, ...target, user: userPart(request, grant) };
}

function userPart(request: TokenRequest, grant: RefreshGrant): NonNullable<Issue['user']> {
  const { form, version } = request;
  const openid = (form.get('scope') ?? '').split(/\s+/).includes('openid');
  return {
    grant,
    refreshToken: true,
    idToken: version === 1 || openid,
    clientInfo: form.get('client_info') === '1',
  };
}

function targetOf(
  simulation: Simulation,
  request: TokenRequest,
  defaultOnly: boolean,
): { audience: string; scopes: string[] } {
  const { form, now } = request;
  if (request.version === 2) {
    return audienceOf(simulation, form.get('scope'), now, { defaultOnly });
  }
  const resource = form.get('resource');
  if (!resource) {
    throw aadsts(900144, now, "'resource'.");
  }
  return { audience: knownResource(simulation, resource, now), scopes: [] };
}
