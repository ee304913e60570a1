import type { CertificatePair } from './core/applicationCertificates.ts';
import type { Simulation } from './core/simulation.ts';
import { IDENTITY_HEADER } from './services/identity/appService.ts';
import { PATHS } from './services/identity/routes.ts';
import { CLUSTER_SUBJECT } from './world/access/principals.ts';
import type { ManagedIdentity } from './world/model.ts';

/** What an administrator knows about the applications and machines of the world, private keys included. */
export interface Identities {
  applications: Array<{
    clientId: string;
    tenantId: string;
    displayName: string;
    redirectUris: string[];
    publicClientFlows: boolean;
    /** By name: `current`, `expired`. */
    certificates: Record<string, CertificatePair>;
  }>;
  /** Identities of the machine that `behaviour.machine` names. */
  managedIdentities: ManagedIdentity[];
  /** Origin to ask instead of `http://169.254.169.254`. */
  imds: string;
  /** Values of the environment variables IDENTITY_ENDPOINT and IDENTITY_HEADER. */
  appService: { endpoint: string; header: string };
  /** Values of the environment variables IMDS_ENDPOINT and IDENTITY_ENDPOINT. */
  arc: { imdsEndpoint: string; identityEndpoint: string };
  /** Issuer of the tokens that `federatedToken` makes, and who they are about. */
  cluster: { issuer: string; subject: string };
}

export async function identitiesOf(simulation: Simulation): Promise<Identities> {
  const { identity } = simulation.origins;
  const arc = `${identity}${PATHS.arc}`;
  return {
    applications: await Promise.all(
      simulation.registrations.list().map(async (app) => ({
        clientId: app.clientId,
        tenantId: app.tenantId,
        displayName: app.displayName,
        redirectUris: app.redirectUris ?? [],
        publicClientFlows: app.publicClientFlows ?? false,
        certificates: Object.fromEntries((await simulation.certificates.of(app)).map((pair) => [pair.name, pair])),
      })),
    ),
    managedIdentities: simulation.world.data.machines[simulation.behaviour.machine],
    imds: identity,
    appService: { endpoint: `${identity}${PATHS.appService}`, header: IDENTITY_HEADER },
    arc: { imdsEndpoint: arc, identityEndpoint: `${arc}/metadata/identity/oauth2/token` },
    cluster: { issuer: simulation.cluster.issuer, subject: CLUSTER_SUBJECT },
  };
}
