import { Alert } from '@grafana/ui';
import React from 'react';
import { AlertsSection } from './AlertsSection.tsx';
import { CollectionSection } from './CollectionSection.tsx';
import { CredentialsSection } from './credentials/CredentialsSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { PartnerSection } from './PartnerSection.tsx';
import { useSettings, type EditorProps } from './settingsAccess.ts';
import { TenantsSection } from './tenants/TenantsSection.tsx';
import { VisibilitySection } from './visibility/VisibilitySection.tsx';

/** The data source's settings. */
export function ConfigEditor(props: EditorProps) {
  const settings = useSettings(props);
  return (
    <div data-testid="azure-csp-config-editor">
      {settings.readOnly && (
        <Alert severity="info" title="Provisioned">
          This data source comes from a file on the server and can only be changed there.
        </Alert>
      )}
      <PartnerSection settings={settings} />
      <CredentialsSection settings={settings} />
      <TenantsSection settings={settings} />
      <VisibilitySection settings={settings} />
      <CollectionSection settings={settings} />
      <AlertsSection settings={settings} />
      <NetworkSection settings={settings} />
    </div>
  );
}
