import type { IconName } from '@grafana/data';
import type { CredentialKind, FederatedSource, Proof, RefreshTokenStore } from '../../../shared/credentialOptions.ts';
import type { Choice } from '../fields/ChoiceField.tsx';

interface KindInfo {
  label: string;
  /** What it is for, in a line. */
  description: string;
  icon: IconName;
  /** What it asks of the server's operator. */
  operator?: string;
}

/** The kinds of credentials, the one that partners need first. */
export const KIND_INFO: Record<CredentialKind, KindInfo> = {
  secureApplicationModel: {
    label: 'Secure application model',
    description: 'For partners: reaches all CSP customers as a user with MFA.',
    icon: 'users-alt',
  },
  clientSecret: {
    label: 'Client secret',
    description: 'For some tenants: an application with a secret.',
    icon: 'key-skeleton-alt',
  },
  certificate: {
    label: 'Certificate',
    description: 'For some tenants: an application with a certificate.',
    icon: 'shield',
  },
  managedIdentity: {
    label: 'Managed identity',
    description: 'For a Grafana on Azure: the machine’s identity, no secret.',
    icon: 'cloud',
    operator:
      'The server’s operator has to allow it: allow_managed_identity = true under [plugin.cspwatch-azurecsp-datasource].',
  },
  workloadIdentity: {
    label: 'Workload identity',
    description: 'For Kubernetes and others: a federated token, no secret.',
    icon: 'cube',
  },
};

/** The words for a kind; of one that this version doesn't know, its own name. */
export function kindLabel(kind: CredentialKind): string {
  return KIND_INFO[kind]?.label ?? `${kind} (unknown)`;
}

export const PROOF_CHOICES: ReadonlyArray<Choice<Proof>> = [
  { value: 'clientSecret', label: 'Client secret' },
  { value: 'certificate', label: 'Certificate' },
];

export const STORE_CHOICES: ReadonlyArray<Choice<RefreshTokenStore>> = [
  { value: 'local', label: 'On this server' },
  { value: 'keyVault', label: 'Azure Key Vault' },
];

export const FEDERATED_CHOICES: ReadonlyArray<Choice<FederatedSource>> = [
  { value: 'file', label: 'Token file' },
  { value: 'managedIdentity', label: 'Managed identity' },
];

export const CERTIFICATE_SOURCES: ReadonlyArray<Choice<'pem' | 'keyVault'>> = [
  { value: 'pem', label: 'PEM' },
  { value: 'keyVault', label: 'Azure Key Vault' },
];
