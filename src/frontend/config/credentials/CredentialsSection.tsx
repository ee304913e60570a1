import React, { useState } from 'react';
import type { CredentialKind, CredentialOptions } from '../../../shared/credentialOptions.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { ConfigSection } from '../ConfigSection.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { AddCredential } from './AddCredential.tsx';
import { CredentialCard } from './CredentialCard.tsx';
import { CredentialField } from './CredentialField.tsx';
import { newCredentialId, removeCredential, renameCredential, secretKeys } from './credentialList.ts';
import { RemoveCredential } from './RemoveCredential.tsx';
import { TokenStoreKey } from './TokenStoreKey.tsx';

/** The named accounts that requests run as. */
export function CredentialsSection({ settings }: { settings: SettingsAccess }) {
  const [removing, setRemoving] = useState<string>();
  const { json, credentials, readOnly, patch, patchWith } = settings;

  const change = (index: number, next: CredentialOptions) =>
    patch({ credentials: credentials.map((credential, at) => (at === index ? next : credential)) });
  const rename = (from: string, to: string) => {
    const typed = secretKeys(from).flatMap((key, at) => {
      const value = settings.typedSecret(key);
      return value === '' ? [] : [[secretKeys(to)[at] as string, value] as const, [key, ''] as const];
    });
    patchWith(renameCredential(json, from, to), Object.fromEntries(typed));
  };
  const remove = (id: string) => {
    setRemoving(undefined);
    patchWith(removeCredential(json, id), Object.fromEntries(secretKeys(id).map((key) => [key, ''])));
  };
  const add = (kind: CredentialKind) =>
    patch({ credentials: [...credentials, { id: newCredentialId(credentials), kind, tenantId: '', clientId: '' }] });

  return (
    <ConfigSection
      title={SETTINGS_LABELS.credentials}
      aside={credentials.length > 1 ? credentials.length : undefined}
      description="Named accounts that requests to Microsoft run as. Secrets are stored encrypted and never shown again."
    >
      {credentials.map((credential, index) => (
        <CredentialCard
          // By place: the name changes while it is typed.
          key={index}
          credential={credential}
          settings={settings}
          onChange={(next) => change(index, next)}
          onRename={(id) => rename(credential.id, id)}
          onRemove={() => setRemoving(credential.id)}
          onMakeDefault={() => patch({ defaultCredential: credential.id })}
        />
      ))}
      {credentials.length > 1 && (
        <CredentialField
          label={SETTINGS_LABELS.defaultCredential}
          help="For everything that names no credential of its own; without a choice, the first"
          settings={settings}
          value={json.defaultCredential}
          onChange={(defaultCredential) => patch({ defaultCredential })}
        />
      )}
      <TokenStoreKey settings={settings} />
      {!readOnly && <AddCredential first={credentials.length === 0} onAdd={add} />}
      {removing !== undefined && (
        <RemoveCredential
          options={json}
          id={removing}
          onConfirm={() => remove(removing)}
          onDismiss={() => setRemoving(undefined)}
        />
      )}
    </ConfigSection>
  );
}
