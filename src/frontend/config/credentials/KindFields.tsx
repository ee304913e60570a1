import React from 'react';
import { secretKey } from '../../../shared/secretKeys.ts';
import { guidProblem } from '../../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { RadioField } from '../fields/ChoiceField.tsx';
import { ConfigField } from '../fields/ConfigField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import { SecretField } from '../fields/SecretField.tsx';
import { CertificateFields, CertificateSource } from './CertificateFields.tsx';
import type { KindFieldsProps } from './kindFieldsProps.ts';
import { FEDERATED_CHOICES, PROOF_CHOICES } from './kinds.ts';
import { RefreshTokenFields } from './RefreshTokenFields.tsx';

const LABELS = SETTINGS_LABELS.credential;

/** What only one kind of credential asks for. */
export function KindFields(props: KindFieldsProps) {
  switch (props.credential.kind) {
    case 'secureApplicationModel':
      return (
        <>
          <ProofFields {...props} />
          <RefreshTokenFields {...props} />
        </>
      );
    case 'clientSecret':
      return <ClientSecretField {...props} />;
    case 'certificate':
      return (
        <>
          <CertificateSource {...props} />
          <CertificateFields {...props} />
        </>
      );
    case 'workloadIdentity':
      return <FederationFields {...props} />;
    default:
      return null;
  }
}

function ClientSecretField({ credential, settings }: KindFieldsProps) {
  return (
    <SecretField
      label={LABELS.clientSecret}
      help="The value of the secret, not its id"
      required
      secret={secretKey(credential.id, 'clientSecret')}
      settings={settings}
    />
  );
}

function ProofFields(props: KindFieldsProps) {
  const { credential, settings, onChange } = props;
  const proof = credential.proof ?? 'clientSecret';
  return (
    <>
      <FieldGroup>
        <RadioField
          label={LABELS.proof}
          help="What the application shows beside the partner user’s token"
          choices={PROOF_CHOICES}
          value={proof}
          disabled={settings.readOnly}
          onChange={(next) => onChange({ ...credential, proof: next })}
        />
        {proof === 'certificate' ? <CertificateSource {...props} /> : <ClientSecretField {...props} />}
      </FieldGroup>
      {proof === 'certificate' && <CertificateFields {...props} />}
    </>
  );
}

function FederationFields({ credential, settings, onChange }: KindFieldsProps) {
  const source = credential.federatedBy ?? 'file';
  const ofIdentity = source === 'managedIdentity';
  return (
    <FieldGroup>
      <RadioField
        label={LABELS.federatedBy}
        help={
          ofIdentity
            ? 'The server’s operator has to allow it: allow_managed_identity = true in Grafana’s configuration'
            : 'The server’s operator names the file: federated_token_file in Grafana’s configuration, or AZURE_FEDERATED_TOKEN_FILE'
        }
        choices={FEDERATED_CHOICES}
        value={source}
        disabled={settings.readOnly}
        onChange={(federatedBy) => onChange({ ...credential, federatedBy })}
      />
      {ofIdentity && (
        <ConfigField
          label={LABELS.managedIdentityClientId}
          help="Of the user-assigned identity; empty: the system-assigned one"
          value={credential.managedIdentityClientId ?? ''}
          disabled={settings.readOnly}
          problem={guidProblem}
          onChange={(id) => onChange({ ...credential, managedIdentityClientId: id || undefined })}
        />
      )}
    </FieldGroup>
  );
}
