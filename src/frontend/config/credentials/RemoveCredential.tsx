import { ConfirmModal } from '@grafana/ui';
import React from 'react';
import type { AzureCspOptions } from '../../../shared/settings.ts';
import { usesOf } from './credentialList.ts';

const SHOWN = 10;

interface RemoveCredentialProps {
  options: AzureCspOptions;
  id: string;
  onConfirm(): void;
  onDismiss(): void;
}

/** Asks before a credential goes, and says what uses it. */
export function RemoveCredential({ options, id, onConfirm, onDismiss }: RemoveCredentialProps) {
  const { tenants, partner, isDefault, vaults } = usesOf(options, id);
  const lines = [
    isDefault && 'It is the default: the first of the others takes its place.',
    partner && 'Partner Center is asked with it: it will be asked with the default credential.',
    vaults.length > 0 && `It opens the vaults of ${list(vaults)}: they need another credential.`,
    tenants.length > 0 && `These tenants name it and will use the default credential: ${list(tenants)}.`,
    'Its secrets are deleted with the next save.',
  ].filter((line): line is string => Boolean(line));
  return (
    <ConfirmModal
      isOpen
      title={`Remove credential ${id}`}
      body={
        <ul style={{ paddingLeft: 16, margin: 0 }}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
      confirmText="Remove"
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    />
  );
}

function list(names: string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
