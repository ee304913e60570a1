import { Alert } from '@grafana/ui';
import React from 'react';
import { NOTHING_TO_WATCH } from '../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../shared/settingsLabels.ts';
import { ConfigSection } from './ConfigSection.tsx';
import { CredentialField } from './credentials/CredentialField.tsx';
import { defaultCredentialId } from './credentials/credentialList.ts';
import { SwitchField } from './fields/SwitchField.tsx';
import type { SettingsAccess } from './settingsAccess.ts';
import { GrantConsentButton } from './tenants/GrantConsent.tsx';

/** Where customers come from. */
export function PartnerSection({ settings }: { settings: SettingsAccess }) {
  const { json, credentials, tenants, readOnly, patch } = settings;
  const partner = json.partner ?? { enabled: false };
  const used = credentials.find(({ id }) => id === (partner.credential ?? defaultCredentialId(json)));
  return (
    <ConfigSection
      title="Partner"
      description="Customers are found through Microsoft Partner Center. Without it, only the tenants below are watched."
    >
      <SwitchField
        label={SETTINGS_LABELS.partner}
        help="New customers appear by themselves"
        value={partner.enabled === true}
        disabled={readOnly}
        onChange={(enabled) => patch({ partner: { ...partner, enabled } })}
      />
      {partner.enabled && (
        <CredentialField
          label={SETTINGS_LABELS.partnerCredential}
          help="Signs in to Partner Center, and to the tenants of the customers found there"
          settings={settings}
          value={partner.credential}
          onChange={(credential) => patch({ partner: { ...partner, credential } })}
        />
      )}
      {partner.enabled && used && used.kind !== 'secureApplicationModel' && (
        <Alert severity="warning" title="Partner Center wants a user behind the application">
          Most of its customer requests refuse an application on its own. Use a credential of the kind secure
          application model.
        </Alert>
      )}
      {!partner.enabled && credentials.length > 0 && tenants.length === 0 && (
        <Alert severity="info" title={NOTHING_TO_WATCH} />
      )}
      {partner.enabled && <GrantConsentButton name="a customer’s tenant" settings={settings} />}
    </ConfigSection>
  );
}
