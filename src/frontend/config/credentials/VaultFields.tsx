import React from 'react';
import { CLOUD_HOSTS } from '../../../shared/clouds.ts';
import type { KeyVaultReference } from '../../../shared/credentialOptions.ts';
import { openerProblem, vaultNameProblem, vaultProblem } from '../../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { ConfigField } from '../fields/ConfigField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { CredentialField } from './CredentialField.tsx';
import { needsVault } from './credentialList.ts';

export const EMPTY_VAULT: KeyVaultReference = { vaultUrl: '', name: '', credential: '' };

interface VaultFieldsProps {
  /** What lies in the vault; the backend's sentences begin with it. */
  title: string;
  what: 'secret' | 'certificate';
  value: KeyVaultReference | undefined;
  /** Credential that the reference belongs to, which can't open its own vault. */
  owner: string;
  settings: SettingsAccess;
  onChange(value: KeyVaultReference): void;
}

/** A secret or a certificate in Azure Key Vault. */
export function VaultFields({ title, what, value = EMPTY_VAULT, owner, settings, onChange }: VaultFieldsProps) {
  const labels = SETTINGS_LABELS.vault;
  const { cloud = 'AzurePublic', endpoints } = settings.json;
  const { keyVaultSuffix } = CLOUD_HOSTS[cloud] ?? CLOUD_HOSTS.AzurePublic;
  const opener = settings.credentials.find(({ id }) => id === value.credential);
  const permissions =
    what === 'secret' ? 'It needs to get and set secrets there.' : 'It needs to get certificates and secrets there.';
  return (
    <FieldGroup title={title}>
      <ConfigField
        label={labels.vaultUrl}
        help="Address of the vault, from its overview in the Azure portal"
        placeholder={`https://contoso-noc${keyVaultSuffix}`}
        value={value.vaultUrl}
        required
        disabled={settings.readOnly}
        problem={(text) => vaultProblem(text, keyVaultSuffix, endpoints?.keyVault?.replace(/\/$/, '') ?? null)}
        onChange={(vaultUrl) => onChange({ ...value, vaultUrl })}
      />
      <ConfigField
        label={labels.name}
        help={`Of the ${what} in the vault`}
        value={value.name}
        required
        disabled={settings.readOnly}
        problem={vaultNameProblem}
        onChange={(name) => onChange({ ...value, name })}
      />
      <CredentialField
        label={labels.credential}
        help={`Opens the vault; one whose own secret isn’t in a vault. ${permissions}`}
        settings={settings}
        value={value.credential}
        suits={(credential) => credential.id !== owner && !needsVault(credential)}
        problem={opener && needsVault(opener) ? openerProblem(opener.id) : undefined}
        required
        onChange={(credential) => onChange({ ...value, credential: credential ?? '' })}
      />
    </FieldGroup>
  );
}
