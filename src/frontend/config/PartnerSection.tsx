import { Alert, Field, Switch } from '@grafana/ui';
import React, { useId } from 'react';
import { ConfigSection } from './ConfigSection.tsx';
import { CredentialField } from './CredentialSelect.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

/** Where customers come from. */
export function PartnerSection({ settings }: { settings: SettingsAccess }) {
  const id = useId();
  const { json, readOnly, patch } = settings;
  const partner = json.partner ?? { enabled: false };
  const used = json.credentials?.find(
    (credential) => credential.id === (partner.credential ?? json.defaultCredential ?? json.credentials?.[0]?.id),
  );
  return (
    <ConfigSection
      title="Partner"
      description="Customers are found through Microsoft Partner Center. Without it, only the tenants below are watched."
    >
      <Field
        label="Find customers through Partner Center"
        htmlFor={id}
        description="New customers appear by themselves"
        disabled={readOnly}
      >
        <Switch
          id={id}
          value={partner.enabled}
          disabled={readOnly}
          onChange={(event) => patch({ partner: { ...partner, enabled: event.currentTarget.checked } })}
        />
      </Field>
      {partner.enabled && (
        <CredentialField
          label="Partner credential"
          help="Signs in to Partner Center, and to the tenants of the customers found there"
          json={json}
          value={partner.credential}
          disabled={readOnly}
          onChange={(credential) => patch({ partner: { ...partner, credential } })}
        />
      )}
      {partner.enabled && used?.kind === 'clientSecret' && (
        <Alert severity="warning" title="Partner Center wants a user behind the application">
          Most of its customer requests refuse an application on its own. Use a credential of the kind secure
          application model.
        </Alert>
      )}
    </ConfigSection>
  );
}
