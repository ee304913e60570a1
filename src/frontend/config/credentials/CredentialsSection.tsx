import { Button } from '@grafana/ui';
import React from 'react';
import type { CredentialOptions } from '../../shared/settings.ts';
import { ConfigSection } from './ConfigSection.tsx';
import { CredentialCard } from './CredentialCard.tsx';
import { newCredentialId, removeCredential, renameCredential, secretKeys } from './credentials.ts';
import { CredentialField } from './CredentialSelect.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

/** The named accounts that requests run as. */
export function CredentialsSection({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch, patchWith } = settings;
  const credentials = json.credentials ?? [];

  const change = (index: number, part: Partial<CredentialOptions>) =>
    patch({
      credentials: credentials.map((credential, at) => (at === index ? { ...credential, ...part } : credential)),
    });
  const rename = (from: string, to: string) => {
    const typed = secretKeys(from).flatMap((key, at) => {
      const value = settings.typedSecret(key);
      return value === '' ? [] : [[secretKeys(to)[at] as string, value] as const, [key, ''] as const];
    });
    patchWith(renameCredential(json, from, to), Object.fromEntries(typed));
  };
  const remove = (id: string) =>
    patchWith(removeCredential(json, id), Object.fromEntries(secretKeys(id).map((key) => [key, ''])));
  const add = () =>
    patch({
      credentials: [
        ...credentials,
        { id: newCredentialId(credentials), kind: 'secureApplicationModel', tenantId: '', clientId: '' },
      ],
    });

  return (
    <ConfigSection
      title="Credentials"
      description="Named accounts that requests run as. Secrets are stored encrypted and never shown again."
    >
      {credentials.map((credential, index) => (
        <CredentialCard
          // By place: the name changes while it is typed.
          key={index}
          credential={credential}
          settings={settings}
          onChange={(part) => change(index, part)}
          onRename={(id) => rename(credential.id, id)}
          onRemove={() => remove(credential.id)}
        />
      ))}
      {credentials.length > 1 && (
        <CredentialField
          label="Default credential"
          help="For everything that names no credential of its own; without a choice, the first"
          json={json}
          value={json.defaultCredential}
          disabled={readOnly}
          onChange={(defaultCredential) => patch({ defaultCredential })}
        />
      )}
      {!readOnly && (
        <Button type="button" variant="secondary" icon="plus" onClick={add}>
          Add credential
        </Button>
      )}
    </ConfigSection>
  );
}
