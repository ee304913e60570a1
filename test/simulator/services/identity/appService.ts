import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { chooseIdentity, machineToken, oauthError } from './machineToken.ts';

/** What an app finds in the environment variable IDENTITY_HEADER. */
export const IDENTITY_HEADER = '853b9a84-5bfa-4b22-a3f3-0b9a43d9ad8a';

/**
 * Token endpoint of App Service, Functions and Container Apps.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function appServiceToken(simulation: Simulation, exchange: Exchange): Promise<Reply> {
  const { headers, query } = exchange;
  if (headers['x-identity-header'] !== IDENTITY_HEADER) {
    return { status: 401, body: { statusCode: 401, message: 'X-IDENTITY-HEADER is missing or wrong.' } };
  }
  if (query.get('api-version') !== '2019-08-01') {
    return { status: 400, body: { statusCode: 400, message: 'Unsupported api-version.' } };
  }
  const resource = query.get('resource');
  if (!resource) {
    return { status: 400, body: { statusCode: 400, message: "Required parameter 'resource' is missing." } };
  }
  const identity = chooseIdentity(simulation, query, {
    clientId: 'client_id',
    principalId: ['principal_id', 'object_id'],
    resourceId: ['mi_res_id', 'msi_res_id'],
  });
  if (!identity) {
    throw new WireError(oauthError('invalid_request', 'No User Assigned or Delegated Managed Identity found'));
  }
  const token = await machineToken(simulation, exchange, identity, resource);
  return {
    status: 200,
    body: {
      access_token: token.accessToken,
      client_id: identity.clientId,
      expires_on: String(token.expiresOn),
      not_before: String(token.notBefore),
      resource,
      token_type: 'Bearer',
    },
  };
}
