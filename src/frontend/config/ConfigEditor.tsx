import { Alert } from '@grafana/ui';
import React from 'react';
import { AdvancedSection } from './AdvancedSection.tsx';
import { AlertsSection } from './AlertsSection.tsx';
import { CollectionSection } from './CollectionSection.tsx';
import { CredentialsSection } from './CredentialsSection.tsx';
import { PartnerSection } from './PartnerSection.tsx';
import { settingsAccess, type EditorProps } from './settingsAccess.ts';
import { TenantsSection } from './TenantsSection.tsx';

/** The data source's settings. */
export function ConfigEditor(props: EditorProps) {
  const settings = settingsAccess(props);
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
      <CollectionSection settings={settings} />
      <AlertsSection settings={settings} />
      <AdvancedSection settings={settings} />
    </div>
  );
}
