/** How an account signs in to Microsoft Entra; the README has what each is for. */
export const CREDENTIAL_KINDS = [
  'secureApplicationModel',
  'clientSecret',
  'certificate',
  'managedIdentity',
  'workloadIdentity',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** A secret or a certificate in Azure Key Vault. */
export interface KeyVaultReference {
  /** Origin of the vault, e.g. `https://contoso-noc.vault.azure.net`. */
  vaultUrl: string;
  /** Name of the secret, or of the certificate. */
  name: string;
  /** Credential id that opens the vault; itself one that needs no vault. */
  credential: string;
}

/** What an application proves itself with. */
export const PROOFS = ['clientSecret', 'certificate'] as const;
export type Proof = (typeof PROOFS)[number];

/** Where a renewed refresh token is kept: the plugin's own encrypted file, or Key Vault. */
export const REFRESH_TOKEN_STORES = ['local', 'keyVault'] as const;
export type RefreshTokenStore = (typeof REFRESH_TOKEN_STORES)[number];

/** Who vouches for a workload identity: a token file that the platform renews, or the machine's managed identity. */
export const FEDERATED_SOURCES = ['file', 'managedIdentity'] as const;
export type FederatedSource = (typeof FEDERATED_SOURCES)[number];

/** A named account that requests run as; in System Center's words, a Run As account. */
export interface CredentialOptions {
  /** What tenants refer to and what secret keys carry: letters, digits, `-` and `_`. */
  id: string;
  kind: CredentialKind;
  /**
   * The tenant that the application is registered in; for the secure application model the partner's tenant; for a
   * managed identity the tenant of the machine's subscription.
   */
  tenantId: string;
  /** The application (client) id. Of a managed identity: absent or empty for the system-assigned one. */
  clientId?: string;
  /** Secure application model only. Default `clientSecret`. */
  proof?: Proof;
  /** The certificate is read from there and renewed there; absent: a PEM among the secrets. */
  certificateVault?: KeyVaultReference;
  /** Secure application model only. Default `local`. */
  refreshTokenStore?: RefreshTokenStore;
  /** Where `refreshTokenStore` is `keyVault`. */
  refreshTokenVault?: KeyVaultReference;
  /** Workload identity only. Default `file`: the file that the server's operator names. */
  federatedBy?: FederatedSource;
  /** Workload identity by managed identity only: client id of the user-assigned one; absent: the system-assigned one. */
  managedIdentityClientId?: string;
}
