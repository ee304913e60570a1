import type { CheckedBaseline } from './coverageBaseline.ts';
import type { MachineIdentity } from './machine.ts';
import type { VisibilityPolicy } from './visibility.ts';
import type { Hosts } from '../../shared/clouds.ts';
import type { CredentialKind } from '../../shared/credentialOptions.ts';
import type { Cloud, OptionalSection } from '../../shared/settings.ts';

/** A certificate with its private key. */
export interface Certificate {
  /** PEM. */
  privateKey: string;
  /** PEM, the leaf first. */
  chain: readonly string[];
  /** SHA-256 of the leaf, hexadecimal without colons, upper case as Azure shows it. */
  thumbprint: string;
  /** ms since the epoch. */
  notBefore: number;
  notAfter: number;
}

/** A secret or a certificate in Key Vault; `vault` is an origin of this cloud's vaults. */
export interface VaultItem {
  vault: string;
  name: string;
  credentialId: string;
}

/** What an application proves itself with. */
export type ClientProof =
  | { by: 'clientSecret'; clientSecret: string }
  /** More than one while a certificate is being replaced, the one that ends last first. */
  | { by: 'certificates'; certificates: readonly Certificate[] }
  | { by: 'vaultCertificate'; item: VaultItem }
  | { by: 'federatedFile'; path: string }
  /** null: the system-assigned identity. */
  | { by: 'federatedIdentity'; managedIdentityClientId: string | null };

/** A named account with its secrets. Never logged, never put into a frame. */
export interface Credential {
  id: string;
  kind: CredentialKind;
  tenantId: string;
  /** '' for a system-assigned managed identity. */
  clientId: string;
  /** null for a managed identity, which proves nothing: the machine vouches for it. */
  proof: ClientProof | null;
  /** Secure application model: as the settings have it; null where the sign-in put one into the store only. */
  refreshToken: string | null;
  /** Secure application model: where renewed ones are kept in Key Vault; null: in the plugin's own store. */
  refreshTokenVault: VaultItem | null;
}

/** A credential that the settings have, but that is entered by half or wrongly. */
export interface BrokenCredential extends Pick<Credential, 'id' | 'kind' | 'tenantId' | 'clientId'> {
  /** A sentence for each mistake, each naming the field. */
  mistake: string;
}

/** A row of the settings' tenants, checked; lists hold subscription ids in lower case. */
export interface ConfiguredTenant {
  tenantId: string;
  name: string | null;
  credentialId: string;
  enabled: boolean;
  includeSubscriptions: readonly string[];
  excludeSubscriptions: readonly string[];
  tags: Readonly<Record<string, string>>;
}

/** The settings as the backend uses them: checked, with defaults filled in. */
export interface Settings {
  cloud: Cloud;
  hosts: Hosts;
  credentials: ReadonlyMap<string, Credential>;
  /** Those that can't be used; what names one of them hears why, and the others go on. */
  brokenCredentials: ReadonlyMap<string, BrokenCredential>;
  /** Credential for Partner Center and for the tenants it names; null when customers aren't looked for there. */
  partnerCredentialId: string | null;
  /** What tenants are entered with that name no credential; '' where there is none. */
  defaultCredentialId: string;
  tenants: readonly ConfiguredTenant[];
  /** Milliseconds. */
  intervals: {
    discovery: number;
    inventory: number;
    resourceHealth: number;
    events: number;
    alertRules: number;
    alerts: number;
    changes: number;
  };
  /** How much of the past is kept. */
  history: { days: number; bytes: number };
  /** Requests under way at once to one host. */
  concurrency: number;
  /** People may acknowledge and close alerts in Azure through the plugin. */
  allowChangeState: boolean;
  /** What should be watched; undefined: the default. */
  coverageBaseline: CheckedBaseline | undefined;
  /** Extra CA certificates, PEM. */
  ca: string | null;
  /** URL with user and password in it, never shown; null: what the environment says. */
  proxy: string | null;
  /** Sections that are switched off. */
  sectionsOff: ReadonlySet<OptionalSection>;
  accessLogBytes: number;
  /** What encrypts the store of refresh tokens, the first for writing, all for reading; empty: nothing is kept on disk. */
  tokenStoreKeys: readonly string[];
  /** What needs correcting, a sentence each, where everything else can be collected all the same. */
  mistakes: readonly string[];
  /** Where the server's own managed identity is asked for tokens. */
  machine: MachineIdentity;
  /** Who sees which customers; null: there is no policy, and everybody sees all of them. */
  visibility: VisibilityPolicy | null;
}
