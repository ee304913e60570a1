/** What a role of a key vault lets its holder do. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
export type VaultRole = 'Key Vault Secrets User' | 'Key Vault Secrets Officer';

/** Why a vault turns everyone away, in the words of its answers. */
export const VAULT_REFUSALS = [
  'ForbiddenByRbac',
  'ForbiddenByPolicy',
  'ForbiddenByFirewall',
  'ForbiddenByConnection',
] as const;
export type VaultRefusal = (typeof VAULT_REFUSALS)[number];

export interface SecretVersion {
  /** 32 hexadecimal digits. */
  id: string;
  value: string;
  /** The value is this certificate of an application with its private key, as PEM. */
  certificate?: { clientId: string; name: string };
  /** Times in epoch ms. */
  createdAt: number;
  enabled: boolean;
  notBefore?: number;
  expiresAt?: number;
  contentType?: string;
  tags?: Record<string, string>;
}

export interface VaultSecret {
  name: string;
  /** Oldest first: the last one is the current one. */
  versions: SecretVersion[];
  /** Soft-deleted: not found, and its name is not free either. */
  deleted?: true;
  /** Belongs to a certificate of the same name. */
  managed?: true;
}

export interface Vault {
  /** First label of its host name. */
  name: string;
  tenantId: string;
  /** By application id; a user has the role of no application. */
  roles: Record<string, VaultRole>;
  secrets: VaultSecret[];
}

/** A vault begins to turn everyone away, or stops to (null). */
export interface VaultTransition {
  kind: 'vault';
  vaultName: string;
  refuses: VaultRefusal | null;
}
