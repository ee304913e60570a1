import { jwtVerify } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import type { Simulation } from '../../core/simulation.ts';
import type { Application, FederatedCredential } from '../../world/model.ts';
import { entraIssuer } from './accessToken.ts';
import { aadsts } from './errors.ts';

/**
 * A token of another issuer, taken for a credential where issuer, subject and audience are those of a federated identity
 * credential. https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export async function verifyFederatedAssertion(
  simulation: Simulation,
  app: Application,
  assertion: string,
  claims: JWTPayload,
  now: number,
): Promise<void> {
  const credential = matching(simulation, app, claims, now);
  const key = credential.issuer === 'cluster' ? await simulation.cluster.publicKey() : undefined;
  const verified = key
    ? await verifiedBy(assertion, key)
    : credential.issuer === 'entra' && (await simulation.tokens.claims(assertion)) !== undefined;
  if (!verified) {
    throw aadsts(700027, now, `[Reason - No key of the issuer '${claims.iss ?? ''}' fits.]`);
  }
  if ((claims.exp ?? 0) * 1000 <= now || (claims.nbf ?? 0) * 1000 > now + 300_000) {
    throw aadsts(700024, now);
  }
}

/** Issuer, subject and audience are compared in this order, so that the code says which of them is wrong. */
function matching(simulation: Simulation, app: Application, claims: JWTPayload, now: number): FederatedCredential {
  const all = app.federatedCredentials ?? [];
  const detail = `Assertion Issuer: '${claims.iss ?? ''}'. Assertion Subject: '${claims.sub ?? ''}'. Assertion Audience: '${String(claims.aud)}'.`;
  if (all.length === 0) {
    throw aadsts(70021, now, detail);
  }
  const byIssuer = all.filter((one) => issuerOf(simulation, app, one) === claims.iss);
  if (byIssuer.length === 0) {
    throw aadsts(700211, now, detail);
  }
  if (byIssuer.some((one) => one.issuer === 'entra') && claims.idtyp !== 'app') {
    throw aadsts(700229, now);
  }
  const bySubject = byIssuer.filter((one) => one.subject === claims.sub);
  if (bySubject.length === 0) {
    throw aadsts(700213, now, detail);
  }
  const found = bySubject.find((one) => [claims.aud].flat().includes(one.audience ?? simulation.cloud.tokenExchange));
  if (!found) {
    throw aadsts(700212, now, detail);
  }
  return found;
}

function issuerOf(simulation: Simulation, app: Application, credential: FederatedCredential): string {
  switch (credential.issuer) {
    case 'cluster':
      return simulation.cluster.issuer;
    case 'entra':
      return entraIssuer(simulation, app.tenantId);
    default:
      return credential.issuer;
  }
}

async function verifiedBy(assertion: string, key: CryptoKey): Promise<boolean> {
  try {
    // Time is judged by the simulator's clock, not by the library.
    await jwtVerify(assertion, key, { algorithms: ['RS256'], currentDate: new Date(0), clockTolerance: 1e12 });
    return true;
  } catch {
    return false;
  }
}
