import { decodeJwt } from 'jose';
import type { JWTPayload } from 'jose';
import type { Simulation } from '../../core/simulation.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { verifyCertificateAssertion } from './certificateAssertion.ts';
import { aadsts } from './errors.ts';
import { verifyFederatedAssertion } from './federatedAssertion.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A request of the token endpoint, as far as proving who the client is goes. */
export interface ClientRequest {
  form: URLSearchParams;
  tenant: Tenant;
  /** As the path has it: an id, a domain or `common`. */
  tenantName: string;
  /** Origin that the client reached us by. */
  origin: string;
  now: number;
  /** The grant may be asked for without a credential where the registration allows public client flows. */
  publicGrant: boolean;
}

/** How the client proved itself, in the words of the claim `appidacr`. */
export interface AuthenticatedClient {
  app: Application;
  proof: 'none' | 'secret' | 'certificate';
}

/** The application that a form or a query names, when the tenant knows it. */
export function findApplication(
  simulation: Simulation,
  clientId: string | null,
  tenant: Tenant,
  now: number,
): Application {
  if (!clientId) {
    throw aadsts(900144, now, "'client_id'.");
  }
  const found = simulation.registrations.application(clientId);
  if (!found || (!found.multiTenant && found.tenantId !== tenant.id)) {
    throw aadsts(700016, now, `'${clientId}' in '${tenant.displayName}'.`);
  }
  return found;
}

/** The application, once it proved itself by secret, certificate or a token of an issuer that it trusts. */
export async function authenticateClient(simulation: Simulation, request: ClientRequest): Promise<AuthenticatedClient> {
  const { form, now } = request;
  const app = findApplication(simulation, form.get('client_id'), request.tenant, now);
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  const isPublic = request.publicGrant && app.publicClientFlows === true;
  if (secret === null && assertion === null) {
    if (isPublic) {
      return { app, proof: 'none' };
    }
    throw aadsts(7000218, now);
  }
  if (isPublic) {
    throw aadsts(700025, now);
  }
  if (assertion !== null) {
    await verifyAssertion(simulation, app, assertion, request);
    return { app, proof: 'certificate' };
  }
  checkSecret(app, secret, now);
  return { app, proof: 'secret' };
}

function checkSecret(app: Application, given: string | null, now: number): void {
  const secret = app.secrets.find((candidate) => candidate.value === given);
  if (!secret) {
    throw aadsts(7000215, now);
  }
  if (secret.expiresAt !== undefined && secret.expiresAt <= now) {
    throw aadsts(7000222, now);
  }
}

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
async function verifyAssertion(
  simulation: Simulation,
  app: Application,
  assertion: string,
  request: ClientRequest,
): Promise<void> {
  if (request.form.get('client_assertion_type') !== JWT_BEARER) {
    throw aadsts(90011, request.now);
  }
  const claims = readClaims(assertion, request.now);
  // An application that vouches for itself names itself; any other issuer has to be one that it trusts.
  const ownIds = [claims.iss, claims.sub].map((id) => simulation.registrations.application(id ?? '')?.clientId);
  if (ownIds.some((id) => id !== undefined)) {
    await verifyCertificateAssertion(simulation, app, assertion, claims, request);
  } else {
    await verifyFederatedAssertion(simulation, app, assertion, claims, request.now);
  }
}

function readClaims(assertion: string, now: number): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw aadsts(50027, now);
  }
}
