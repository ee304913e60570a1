import type { Hosts } from '../../../shared/clouds.ts';
import { isJsonObject } from '../../../shared/json.ts';
import {
  FEDERATED_SOURCES,
  PROOFS,
  REFRESH_TOKEN_STORES,
  type CredentialKind,
  type Proof,
} from '../../../shared/credentialOptions.ts';
import { secretKey, type SecretName } from '../../../shared/secretKeys.ts';
import { readCertificates } from './certificates.ts';
import type { Fields } from '../fields.ts';
import { LABELS } from '../labels.ts';
import { managedIdentityRefused, tokenFileRefused } from '../endpoints/operatorRefusals.ts';
import type { SettingsOperator } from '../operator.ts';
import type { ClientProof, VaultItem } from '../settings.ts';
import { readVaultItem } from './vaultItems.ts';

/** What credentials are read with. */
export interface CredentialContext {
  hosts: Hosts;
  operator: SettingsOperator;
  secrets: Fields;
  mistakes: string[];
}

/** One credential's row, and where its secrets are found. */
export interface CredentialRow {
  id: string;
  fields: Fields;
  /** Goes in front of each label. */
  where: string;
}

/** What a credential proves itself with; null for a managed identity, and after a mistake. */
export function readProof(kind: CredentialKind, row: CredentialRow, context: CredentialContext): ClientProof | null {
  switch (kind) {
    case 'secureApplicationModel':
      return readApplication(row.fields.oneOf('proof', LABELS.credential.proof, PROOFS, 'clientSecret'), row, context);
    case 'clientSecret':
    case 'certificate':
      return readApplication(kind, row, context);
    case 'managedIdentity':
      refuseManagedIdentity(row, context);
      return null;
    case 'workloadIdentity':
      return readFederation(row, context);
  }
}

function readApplication(proof: Proof, row: CredentialRow, context: CredentialContext): ClientProof | null {
  if (proof === 'clientSecret') {
    const clientSecret = requiredSecret('clientSecret', row, context);
    return clientSecret === '' ? null : { by: 'clientSecret', clientSecret };
  }
  const vault = row.fields.get('certificateVault');
  if (isJsonObject(vault)) {
    const item = readItem(vault, LABELS.credential.certificateVault, row, context);
    return item && { by: 'vaultCertificate', item };
  }
  const pem = requiredSecret('certificate', row, context);
  if (pem === '') {
    return null;
  }
  const read = readCertificates(pem);
  if ('reason' in read) {
    row.fields.mistake(LABELS.credential.certificate, read.reason);
    return null;
  }
  return { by: 'certificates', certificates: read.certificates };
}

function readFederation(row: CredentialRow, context: CredentialContext): ClientProof | null {
  const { fields } = row;
  const { federatedTokenFile } = context.operator;
  if (fields.oneOf('federatedBy', LABELS.credential.federatedBy, FEDERATED_SOURCES, 'file') === 'managedIdentity') {
    refuseManagedIdentity(row, context);
    const managedIdentityClientId = fields.optionalGuid(
      'managedIdentityClientId',
      LABELS.credential.managedIdentityClientId,
    );
    return { by: 'federatedIdentity', managedIdentityClientId: managedIdentityClientId || null };
  }
  if (!federatedTokenFile) {
    context.mistakes.push(`${row.where}${LABELS.credential.kind} ${tokenFileRefused()}`);
    return null;
  }
  return { by: 'federatedFile', path: federatedTokenFile };
}

function refuseManagedIdentity(row: CredentialRow, { operator, mistakes }: CredentialContext): void {
  if (operator.allowManagedIdentity !== true) {
    mistakes.push(`${row.where}${LABELS.credential.kind} ${managedIdentityRefused()}`);
  }
}

/** Where renewed refresh tokens go besides the plugin's own store; null for nowhere else. */
export function readRefreshTokenVault(row: CredentialRow, context: CredentialContext): VaultItem | null {
  const { fields } = row;
  const label = LABELS.credential.refreshTokenStore;
  return fields.oneOf('refreshTokenStore', label, REFRESH_TOKEN_STORES, 'local') === 'keyVault'
    ? readItem(fields.get('refreshTokenVault'), LABELS.credential.refreshTokenVault, row, context)
    : null;
}

function readItem(value: unknown, what: string, row: CredentialRow, context: CredentialContext): VaultItem | null {
  const { hosts, operator, mistakes } = context;
  return readVaultItem(value, row.where, what, hosts, operator.allowInsecureEndpoints, mistakes);
}

/** A credential's secret; '' where there is none. */
export function secretOf(name: SecretName, row: CredentialRow, context: CredentialContext): string {
  const value = context.secrets.get(secretKey(row.id, name));
  return typeof value === 'string' ? value.trim() : '';
}

function requiredSecret(name: SecretName, row: CredentialRow, context: CredentialContext): string {
  const text = secretOf(name, row, context);
  if (text === '') {
    row.fields.mistake(LABELS.credential[name], 'is missing');
  }
  return text;
}
