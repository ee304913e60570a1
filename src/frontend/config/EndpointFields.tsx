import { Alert } from '@grafana/ui';
import React from 'react';
import type { Endpoints } from '../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../shared/settingsLabels.ts';
import { without } from '../without.ts';
import { ConfigField } from './fields/ConfigField.tsx';
import { FieldGroup } from './fields/FieldGroup.tsx';
import type { SettingsAccess } from './settingsAccess.ts';
import { endpointProblem, isInsecure } from './validate.ts';

const ENDPOINTS: Array<{ name: keyof Endpoints; help: string; placeholder: string }> = [
  { name: 'login', help: 'Microsoft Entra', placeholder: 'https://login.microsoftonline.com' },
  { name: 'partnerCenter', help: 'Partner Center REST', placeholder: 'https://api.partnercenter.microsoft.com' },
  {
    name: 'resourceManager',
    help: 'Subscriptions, resources and health',
    placeholder: 'https://management.azure.com',
  },
  { name: 'graph', help: 'Applications and their expiry', placeholder: 'https://graph.microsoft.com' },
  {
    name: 'keyVault',
    help: 'One vault besides the cloud’s own',
    placeholder: 'https://contoso-noc.privatelink.example.com',
  },
  { name: 'portal', help: 'Where links in tables lead', placeholder: 'https://portal.azure.com' },
];

/** Other places to send the same requests to. */
export function EndpointFields({ settings: { json, readOnly, patch } }: { settings: SettingsAccess }) {
  const endpoints = json.endpoints ?? {};
  const set = (name: keyof Endpoints, value: string) =>
    patch({ endpoints: value === '' ? without(endpoints, name) : { ...endpoints, [name]: value } });
  return (
    <>
      <FieldGroup title="Custom endpoints">
        {ENDPOINTS.map(({ name, help, placeholder }) => (
          <ConfigField
            key={name}
            label={SETTINGS_LABELS.endpoints[name]}
            help={`${help}. Empty: ${name === 'keyVault' ? 'none' : 'the cloud’s own'}.`}
            placeholder={placeholder}
            value={endpoints[name] ?? ''}
            disabled={readOnly}
            problem={endpointProblem}
            onChange={(value) => set(name, value)}
          />
        ))}
      </FieldGroup>
      {Object.values(endpoints).some((value) => typeof value === 'string' && isInsecure(value)) && (
        <Alert severity="warning" title="Plain http endpoints">
          They carry tokens in the clear. They are refused unless the server’s operator has set allow_insecure_endpoints
          = true under [plugin.cspwatch-azurecsp-datasource].
        </Alert>
      )}
    </>
  );
}
