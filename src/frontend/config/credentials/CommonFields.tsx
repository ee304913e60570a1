import React from 'react';
import { CREDENTIAL_KINDS, type CredentialOptions } from '../../../shared/credentialOptions.ts';
import { credentialIdProblem, guidProblem, tenantProblem } from '../../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { SelectField } from '../fields/ChoiceField.tsx';
import { ConfigField } from '../fields/ConfigField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { secretKeys } from './credentialList.ts';
import { KIND_INFO } from './kinds.ts';

interface CommonFieldsProps {
  credential: CredentialOptions;
  settings: SettingsAccess;
  onChange(credential: CredentialOptions): void;
  onRename(id: string): void;
}

const LABELS = SETTINGS_LABELS.credential;
const GUID = '00000000-0000-0000-0000-000000000000';

/** What every kind of credential has. */
export function CommonFields({ credential, settings, onChange, onRename }: CommonFieldsProps) {
  const { readOnly, credentials } = settings;
  const others = credentials.filter((other) => other !== credential).map((other) => other.id);
  // Secrets are kept under the credential's name and can't be read back to move them.
  const locked = secretKeys(credential.id).some(settings.isStored);
  const info = KIND_INFO[credential.kind];
  const ofMachine = credential.kind === 'managedIdentity';
  return (
    <FieldGroup>
      <ConfigField
        label={LABELS.id}
        help={
          locked ? 'Secrets are stored under it: reset them first to rename' : 'Tenants refer to the credential by this'
        }
        value={credential.id ?? ''}
        required
        disabled={readOnly || locked}
        problem={(text) =>
          credentialIdProblem(text) ?? (others.includes(text) ? 'is used twice; names must differ' : undefined)
        }
        onChange={onRename}
      />
      <SelectField
        label={LABELS.kind}
        help={[info?.description, info?.operator].filter(Boolean).join(' ')}
        choices={CREDENTIAL_KINDS.map((value) => ({ value, ...withoutIcon(value) }))}
        value={credential.kind}
        disabled={readOnly}
        onChange={(kind) => onChange({ ...credential, kind })}
      />
      <ConfigField
        label={LABELS.tenantId}
        help={TENANT_HELP[credential.kind] ?? 'Where the application is registered: its tenant’s id or a domain'}
        value={credential.tenantId ?? ''}
        placeholder={GUID}
        required
        disabled={readOnly}
        problem={tenantProblem}
        onChange={(tenantId) => onChange({ ...credential, tenantId })}
      />
      <ConfigField
        label={LABELS.clientId}
        help={
          ofMachine
            ? 'Of a user-assigned identity; empty: the system-assigned one'
            : 'From the application’s overview in Microsoft Entra'
        }
        value={credential.clientId ?? ''}
        placeholder={ofMachine ? 'System-assigned' : GUID}
        required={!ofMachine}
        disabled={readOnly}
        problem={guidProblem}
        onChange={(clientId) => onChange({ ...credential, clientId })}
      />
    </FieldGroup>
  );
}

const TENANT_HELP: Partial<Record<CredentialOptions['kind'], string>> = {
  secureApplicationModel: 'The partner’s own tenant: its id or a domain',
  managedIdentity: 'The tenant of the machine’s subscription: its id or a domain',
};

function withoutIcon(kind: CredentialOptions['kind']) {
  const { label, description } = KIND_INFO[kind];
  return { label, description };
}
