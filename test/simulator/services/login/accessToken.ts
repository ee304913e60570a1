import { randomUUID } from 'node:crypto';
import type { Simulation } from '../../core/simulation.ts';

export interface AccessTokenContent {
  tenantId: string;
  audience: string;
  clientId: string;
  /** Object id of the user, the service principal or the managed identity. */
  objectId: string;
  /** How the client proved itself: 0 public, 1 secret, 2 certificate or federated. */
  proof: '0' | '1' | '2';
  /** Seconds. */
  lifetime: number;
  /** What else is claimed: of users name and sign-in methods, of applications `idtyp`. */
  claims: Record<string, unknown>;
}

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function signAccessToken(simulation: Simulation, content: AccessTokenContent, now: number): Promise<string> {
  const { tenantId, audience, objectId } = content;
  const issuedAt = Math.floor(now / 1000);
  // Tokens to be exchanged are of version 2.0, because an application trusts that issuer.
  const exchange = audience === simulation.cloud.tokenExchange;
  return simulation.tokens.sign({
    iss: exchange ? entraIssuer(simulation, tenantId) : `${simulation.cloud.issuer}${tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + content.lifetime,
    tid: tenantId,
    ...content.claims,
    oid: objectId,
    sub: objectId,
    aud: audience,
    appid: content.clientId,
    appidacr: content.proof,
    uti: randomUUID(),
    ver: exchange ? '2.0' : '1.0',
  });
}

/** Issuer of version 2.0 tokens of a tenant, as applications name it that trust them. */
export function entraIssuer(simulation: Simulation, tenantId: string): string {
  return `https://${simulation.cloud.names.login[0] ?? ''}/${tenantId}/v2.0`;
}
