import type { Simulation } from './core/simulation.ts';
import type { Application } from './world/model.ts';
import { certificateSecret, PARTNER_CERTIFICATE } from './world/vaults/vaultSecrets.ts';

/**
 * Which accounts the settings use: `clientSecret` for both tenants; `certificate` for both; `managedIdentity` or
 * `workloadIdentity` for the tenant outside CSP; `keyVault`: both tenants' certificates and the partner's
 * refresh token are in the partner's vault, which an application of its own opens.
 */
export const CREDENTIALS = ['clientSecret', 'certificate', 'managedIdentity', 'workloadIdentity', 'keyVault'] as const;
export type CredentialsChoice = (typeof CREDENTIALS)[number];

/** Name of the secret in the partner's vault that keeps the refresh token. */
export const PARTNER_REFRESH_TOKEN = 'partner-refresh-token';
/** Name of the certificate there that opens the tenant outside CSP. */
const DIRECT_CERTIFICATE = 'direct-certificate';

interface SettingsCredential extends Record<string, unknown> {
  id: string;
}
export interface SettingsCredentials {
  credentials: SettingsCredential[];
  secrets: Record<string, string>;
}

/** The credentials `partner` and `direct`, and what opens a vault where they need one. */
export async function settingsCredentials(
  simulation: Simulation,
  choice: CredentialsChoice,
  vaultUrl: string,
): Promise<SettingsCredentials> {
  const partner = await partnerCredential(simulation, choice, vaultUrl);
  const direct = await directCredential(simulation, choice, vaultUrl);
  return {
    credentials: [...partner.credentials, ...direct.credentials],
    secrets: { ...partner.secrets, ...direct.secrets },
  };
}

async function partnerCredential(
  simulation: Simulation,
  choice: CredentialsChoice,
  vaultUrl: string,
): Promise<SettingsCredentials> {
  const { partner, vault } = simulation.world.data.applications;
  const base = {
    id: 'partner',
    kind: 'secureApplicationModel',
    tenantId: partner.tenantId,
    clientId: partner.clientId,
  };
  // Issue time 0 stands for the world's start, so that the same world always has the same token.
  const refreshToken = simulation.tokens.refreshToken({ clientId: partner.clientId, issuedAt: 0, amr: ['pwd', 'mfa'] });
  const signedIn = { 'credential.partner.refreshToken': refreshToken };
  if (choice === 'certificate') {
    const certificate = await pemOf(simulation, partner);
    return {
      credentials: [{ ...base, proof: 'certificate' }],
      secrets: { ...signedIn, 'credential.partner.certificate': certificate },
    };
  }
  if (choice === 'keyVault') {
    keepInVault(simulation, refreshToken);
    const item = (name: string) => ({ vaultUrl, name, credential: 'vault' });
    const inVault = {
      proof: 'certificate',
      certificateVault: item(PARTNER_CERTIFICATE),
      refreshTokenStore: 'keyVault',
      refreshTokenVault: item(PARTNER_REFRESH_TOKEN),
    };
    const opener = { id: 'vault', kind: 'clientSecret', tenantId: vault.tenantId, clientId: vault.clientId };
    return {
      credentials: [{ ...base, ...inVault }, opener],
      secrets: { 'credential.vault.clientSecret': vault.secrets[0]?.value ?? '' },
    };
  }
  const clientSecret = partner.secrets[0]?.value ?? '';
  return { credentials: [base], secrets: { 'credential.partner.clientSecret': clientSecret, ...signedIn } };
}

async function directCredential(
  simulation: Simulation,
  choice: CredentialsChoice,
  vaultUrl: string,
): Promise<SettingsCredentials> {
  const { direct, certificate, workload } = simulation.world.data.applications;
  const base = { id: 'direct', tenantId: direct.tenantId };
  switch (choice) {
    case 'certificate':
      return {
        credentials: [{ ...base, kind: 'certificate', clientId: certificate.clientId }],
        secrets: { 'credential.direct.certificate': await pemOf(simulation, certificate) },
      };
    case 'keyVault': {
      const certificateVault = { vaultUrl, name: DIRECT_CERTIFICATE, credential: 'vault' };
      return {
        credentials: [{ ...base, kind: 'certificate', clientId: certificate.clientId, certificateVault }],
        secrets: {},
      };
    }
    case 'managedIdentity':
      return { credentials: [{ ...base, kind: 'managedIdentity' }], secrets: {} };
    case 'workloadIdentity':
      return { credentials: [{ ...base, kind: 'workloadIdentity', clientId: workload.clientId }], secrets: {} };
    default:
      return {
        credentials: [{ ...base, kind: 'clientSecret', clientId: direct.clientId }],
        secrets: { 'credential.direct.clientSecret': direct.secrets[0]?.value ?? '' },
      };
  }
}

async function pemOf(simulation: Simulation, app: Application): Promise<string> {
  const pairs = await simulation.certificates.of(app);
  const current = pairs.find((one) => one.expiresAt > simulation.clock.now());
  return current ? `${current.privateKey.trim()}\n${current.certificate.trim()}\n` : '';
}

function keepInVault(simulation: Simulation, refreshToken: string): void {
  const { vaults, data } = simulation.world;
  const { certificate } = data.applications;
  const vault = vaults.find();
  const { start } = simulation.clock;
  const version = { id: '0'.repeat(32), value: refreshToken, createdAt: start, enabled: true };
  if (vault) {
    vaults.provision(vault.name, { name: PARTNER_REFRESH_TOKEN, versions: [version] });
    vaults.provision(vault.name, certificateSecret(certificate.clientId, start, DIRECT_CERTIFICATE));
  }
}
