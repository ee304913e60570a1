import React from 'react';
import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import { secretKey } from '../../../shared/secretKeys.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { without } from '../../without.ts';
import { RadioField } from '../fields/ChoiceField.tsx';
import { summarizePem } from '../pem.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { CERTIFICATE_SOURCES } from './kinds.ts';
import { PemField } from './PemField.tsx';
import { EMPTY_VAULT, VaultFields } from './VaultFields.tsx';

interface CertificateFieldsProps {
  credential: CredentialOptions;
  settings: SettingsAccess;
  onChange(credential: CredentialOptions): void;
}

/** Whether an application's certificate is pasted as PEM or read from Key Vault, where it is renewed. */
export function CertificateSource({ credential, settings, onChange }: CertificateFieldsProps) {
  return (
    <RadioField
      label="Certificate from"
      help="One in Key Vault is read again when it was renewed there"
      choices={CERTIFICATE_SOURCES}
      value={credential.certificateVault === undefined ? 'pem' : 'keyVault'}
      disabled={settings.readOnly}
      onChange={(source) =>
        onChange(
          source === 'keyVault'
            ? { ...credential, certificateVault: EMPTY_VAULT }
            : without(credential, 'certificateVault'),
        )
      }
    />
  );
}

/** The certificate itself, or where in Key Vault it is. */
export function CertificateFields({ credential, settings, onChange }: CertificateFieldsProps) {
  const labels = SETTINGS_LABELS.credential;
  return credential.certificateVault !== undefined ? (
    <VaultFields
      title={labels.certificateVault}
      what="certificate"
      value={credential.certificateVault}
      owner={credential.id}
      settings={settings}
      onChange={(certificateVault) => onChange({ ...credential, certificateVault })}
    />
  ) : (
    <PemField
      label={labels.certificate}
      help="RSA private key, without a passphrase, and its certificate as PEM; while one is being replaced, both pairs one after the other"
      required
      secret={secretKey(credential.id, 'certificate')}
      placeholder={'-----BEGIN PRIVATE KEY-----\n…\n-----BEGIN CERTIFICATE-----'}
      settings={settings}
      summarize={summarizePem}
    />
  );
}
