import { X509Certificate } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { JWTPayload } from 'jose';
import type { CertificatePair } from '../../core/applicationCertificates.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { aadsts } from './errors.ts';

const DAY_SECONDS = 24 * 3600;
/** Clocks may differ by so much. */
const SKEW_SECONDS = 300;

interface AssertionContext {
  tenant: Tenant;
  tenantName: string;
  origin: string;
  now: number;
}

/** An assertion that the application signed itself: claims first, then the certificate that it names. */
export async function verifyCertificateAssertion(
  simulation: Simulation,
  app: Application,
  assertion: string,
  claims: JWTPayload,
  context: AssertionContext,
): Promise<void> {
  const { now } = context;
  if (claims.iss !== app.clientId || claims.sub !== app.clientId) {
    throw aadsts(700021, now);
  }
  if (typeof claims.aud !== 'string' || !claims.jti) {
    throw aadsts(50027, now);
  }
  if (!audiences(simulation, context).includes(claims.aud.toLowerCase())) {
    throw aadsts(700023, now, `'${claims.aud}'.`);
  }
  checkLifetime(claims, now);
  const pair = await namedCertificate(simulation, app, assertion, now);
  if (pair.expiresAt <= now || pair.startsAt > now) {
    const reason = pair.expiresAt <= now ? 'The key used is expired.' : 'The key used is not yet valid.';
    throw aadsts(700027, now, `[Reason - ${reason}]`);
  }
  try {
    const { publicKey } = new X509Certificate(pair.certificate);
    await compactVerify(assertion, publicKey, { algorithms: ['RS256', 'PS256'] });
  } catch {
    throw aadsts(700027, now, '[Reason - The key was found, but use of the key to verify the signature failed.]');
  }
}

/** The token endpoints and the issuer of this tenant, by every name of the cloud's sign-in and of ours. */
function audiences(simulation: Simulation, { tenant, tenantName, origin }: AssertionContext): string[] {
  const origins = [origin, simulation.origins.login, ...simulation.cloud.names.login.map((name) => `https://${name}`)];
  const paths = ['oauth2/v2.0/token', 'oauth2/token', 'v2.0'];
  const tenants = [tenantName, tenant.id, ...tenant.domains];
  return origins.flatMap((base) =>
    tenants.flatMap((name) => paths.map((path) => `${base}/${name}/${path}`.toLowerCase())),
  );
}

/**
 * Assertions are dated by the client's clock, which is the machine's even where the simulator's own is frozen: right by
 * either of the two is right.
 */
function checkLifetime(claims: JWTPayload, now: number): void {
  const { exp, nbf } = claims;
  const good = [now, Date.now()].some((clock) => {
    const seconds = clock / 1000;
    return exp !== undefined && exp > seconds && exp <= seconds + DAY_SECONDS && (nbf ?? 0) <= seconds + SKEW_SECONDS;
  });
  if (!good) {
    throw aadsts(700024, now);
  }
}

async function namedCertificate(
  simulation: Simulation,
  app: Application,
  assertion: string,
  now: number,
): Promise<CertificatePair> {
  const header = decodeProtectedHeader(assertion);
  const sha1 = hexOf(header.x5t);
  const sha256 = hexOf(header['x5t#S256']);
  const pairs = await simulation.certificates.of(app);
  const found = pairs.find((pair) => pair.thumbprint === sha1 || pair.thumbprintSha256 === sha256);
  if (!found) {
    throw aadsts(
      700027,
      now,
      `[Reason - The key was not found., Thumbprint of key used by client: '${sha256 ?? sha1 ?? ''}']`,
    );
  }
  return found;
}

function hexOf(thumbprint: unknown): string | undefined {
  return typeof thumbprint === 'string'
    ? Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase()
    : undefined;
}
