import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { findTenant } from './model.ts';

/** OpenID Connect metadata of one tenant, or of `common` with Microsoft's `{tenantid}` placeholder. */
export function openidConfiguration(
  simulation: Simulation,
  exchange: Exchange,
  tenantName: string,
  version: 1 | 2,
): Reply {
  const tenant = findTenant(simulation, tenantName, exchange.now);
  const shared = ['common', 'organizations'].includes(tenantName.toLowerCase());
  const base = `${exchange.origin}/${shared ? tenantName : tenant.id}`;
  const oauth = version === 2 ? `${base}/oauth2/v2.0` : `${base}/oauth2`;
  const issuer = `${exchange.origin}/${shared ? '{tenantid}' : tenant.id}/v2.0`;
  return {
    status: 200,
    body: {
      token_endpoint: `${oauth}/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/${version === 2 ? 'v2.0/' : ''}keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: version === 2 ? issuer : `${simulation.cloud.issuer}${tenant.id}/`,
      authorization_endpoint: `${oauth}/authorize`,
      device_authorization_endpoint: `${oauth}/devicecode`,
      end_session_endpoint: `${oauth}/logout`,
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'oid', 'tid', 'preferred_username', 'name', 'ver'],
      tenant_region_scope: null,
      cloud_instance_name: new URL(exchange.origin).host,
    },
  };
}

/** Instance discovery: tells MSAL that this authority is one cloud of its own. */
export function instanceDiscovery(exchange: Exchange): Reply {
  const { host } = new URL(exchange.origin);
  const authority = exchange.query.get('authorization_endpoint') ?? `${exchange.origin}/common/oauth2/v2.0/authorize`;
  const tenant = new URL(authority, exchange.origin).pathname.split('/')[1] ?? 'common';
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${exchange.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}
