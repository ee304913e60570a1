import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { ManagedIdentity } from '../../world/model.ts';
import { chooseIdentity, machineToken, oauthError } from './machineToken.ts';
import type { MachineToken } from './machineToken.ts';

const API_VERSIONS = ['2018-02-01', '2019-08-01', '2021-02-01'];

/**
 * The Azure Instance Metadata Service's token endpoint.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export async function imdsToken(simulation: Simulation, exchange: Exchange): Promise<Reply> {
  const resource = checkMetadataRequest(exchange, API_VERSIONS);
  const identity = chooseIdentity(simulation, exchange.query, {
    clientId: 'client_id',
    principalId: ['object_id'],
    resourceId: ['msi_res_id'],
  });
  return metadataReply(await machineToken(simulation, exchange, found(identity), resource));
}

/** Checks that both IMDS and Azure Arc make; answers the resource. */
export function checkMetadataRequest(exchange: Exchange, apiVersions: readonly string[]): string {
  if (String(exchange.headers.metadata ?? '').toLowerCase() !== 'true') {
    throw new WireError(oauthError('bad_request_102', 'Required metadata header not specified'));
  }
  if (exchange.headers['x-forwarded-for'] !== undefined) {
    throw new WireError(oauthError('bad_request', 'Requests that were forwarded are not answered'));
  }
  const version = exchange.query.get('api-version');
  if (!version || !apiVersions.includes(version)) {
    const error = version ? `Bad request. api-version '${version}' is invalid` : 'Bad request. api-version is missing';
    throw new WireError({ status: 400, body: { error, 'newest-versions': apiVersions } });
  }
  const resource = exchange.query.get('resource');
  if (!resource) {
    throw new WireError(oauthError('invalid_request', "Required query variable 'resource' is missing"));
  }
  return resource;
}

export function found(identity: ManagedIdentity | undefined): ManagedIdentity {
  if (!identity) {
    throw new WireError(oauthError('invalid_request', 'Identity not found'));
  }
  return identity;
}

/** All numbers are strings. */
export function metadataReply(token: MachineToken): Reply {
  return {
    status: 200,
    body: {
      access_token: token.accessToken,
      client_id: token.identity.clientId,
      expires_in: String(token.lifetime),
      expires_on: String(token.expiresOn),
      ext_expires_in: String(token.lifetime),
      not_before: String(token.notBefore),
      resource: token.resource,
      token_type: 'Bearer',
    },
  };
}
