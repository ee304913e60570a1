import { Alert } from '@grafana/ui';
import React from 'react';
import { CLOUD_HOSTS } from '../../shared/clouds.ts';
import type { Endpoints } from '../../shared/settings.ts';
import { originProblem } from '../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../shared/settingsLabels.ts';
import { without } from '../without.ts';
import { ConfigField } from './fields/ConfigField.tsx';
import { FieldGroup } from './fields/FieldGroup.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

const ENDPOINTS: Array<{ name: keyof Endpoints; help: string }> = [
  { name: 'login', help: 'Microsoft Entra' },
  { name: 'partnerCenter', help: 'Partner Center REST' },
  { name: 'resourceManager', help: 'Subscriptions, resources and health' },
  { name: 'graph', help: 'Applications and their expiry' },
  { name: 'keyVault', help: 'One vault besides the cloud’s own' },
  { name: 'portal', help: 'Where links in tables lead' },
];
const SECTION = '[plugin.cspwatch-azurecsp-datasource]';

/** Other places to send the same requests to. */
export function EndpointFields({ settings: { json, readOnly, patch } }: { settings: SettingsAccess }) {
  const endpoints = json.endpoints ?? {};
  const hosts = CLOUD_HOSTS[json.cloud ?? 'AzurePublic'] ?? CLOUD_HOSTS.AzurePublic;
  const given = Object.values(endpoints).filter((value) => typeof value === 'string');
  const set = (name: keyof Endpoints, value: string) =>
    patch({ endpoints: value === '' ? without(endpoints, name) : { ...endpoints, [name]: value } });
  return (
    <>
      <FieldGroup title="Custom endpoints">
        {ENDPOINTS.map(({ name, help }) => (
          <ConfigField
            key={name}
            label={SETTINGS_LABELS.endpoints[name]}
            help={`${help}. Empty: ${name === 'keyVault' ? 'none' : 'the cloud’s own'}.`}
            placeholder={hosts[name] ?? 'https://contoso-noc.privatelink.example.com'}
            value={endpoints[name] ?? ''}
            disabled={readOnly}
            problem={originProblem}
            onChange={(value) => set(name, value)}
          />
        ))}
      </FieldGroup>
      {given.some((value) => /^http:/i.test(value)) && (
        <Alert severity="warning" title="Plain http endpoints">
          {`They carry tokens in the clear. They are refused unless the server’s operator has set allow_insecure_endpoints = true under ${SECTION}.`}
        </Alert>
      )}
      {given.length > 0 && (
        <Alert severity="info" title="Endpoints need the server’s operator">
          {`Requests go to other hosts than the cloud’s own only where allowed_endpoints under ${SECTION} in Grafana’s configuration names them.`}
        </Alert>
      )}
    </>
  );
}
