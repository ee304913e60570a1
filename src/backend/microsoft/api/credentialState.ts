import type { CredentialKind } from '../../../shared/credentialOptions.ts';

/** How a credential is doing, as far as this process knows. Holds nothing secret. */
export interface CredentialState {
  id: string;
  kind: CredentialKind;
  tenantId: string;
  /** '' for a system-assigned managed identity. */
  clientId: string;
  /** When its secret or certificate ends, ms since the epoch; null where nobody tells. */
  expiresAt: number | null;
  /** What ends then. */
  expires: 'certificate' | 'clientSecret' | null;
  /** Of the certificate in use: SHA-256, hexadecimal. */
  thumbprint: string | null;
  /** Secure application model only. */
  refreshToken: RefreshTokenState | null;
  lastSuccessAt: number | null;
  lastError: { code: string; sentence: string; at: number } | null;
}

/** Where a credential's refresh token is kept, and how it is doing there. */
export interface RefreshTokenState {
  /** `none`: nobody has signed in yet. `memory`: a newer one than the settings' lives in this process only. */
  keptIn: 'none' | 'settings' | 'local' | 'keyVault' | 'memory';
  /** When it was last redeemed, ms; Entra ends one that is idle for 90 days. null: not known. */
  lastUsedAt: number | null;
  /** What is wrong with keeping it, and what to do; null where nothing is. */
  problem: string | null;
}
