import { Alert } from '@grafana/ui';
import React from 'react';
import { PROXY_PASSWORD_KEY, TLS_CA_KEY } from '../../shared/secretKeys.ts';
import { CLOUDS, type Cloud, type NetworkOptions } from '../../shared/settings.ts';
import { proxyProblem } from '../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../shared/settingsLabels.ts';
import { without } from '../without.ts';
import { ConfigSection } from './ConfigSection.tsx';
import { PemField } from './credentials/PemField.tsx';
import { EndpointFields } from './EndpointFields.tsx';
import { SelectField } from './fields/ChoiceField.tsx';
import { ConfigField } from './fields/ConfigField.tsx';
import { FieldGroup } from './fields/FieldGroup.tsx';
import { SecretField } from './fields/SecretField.tsx';
import { summarizeAuthorities } from './pem.ts';
import { isMissing, type SettingsAccess } from './settingsAccess.ts';

const CLOUD_LABELS: Record<Cloud, string> = {
  AzurePublic: 'Azure',
  AzureUSGovernment: 'Azure US Government',
  AzureChinaCloud: 'Azure operated by 21Vianet (China)',
};

/** Which cloud, other places to reach it at, and the way out to it. */
export function NetworkSection({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch } = settings;
  const cloud = json.cloud ?? 'AzurePublic';
  return (
    <ConfigSection
      title="Clouds and network"
      description="National clouds, custom endpoints, a proxy and certificates."
      collapsed={!isUsed(settings)}
    >
      <SelectField
        label={SETTINGS_LABELS.cloud}
        help="Microsoft’s cloud that the partner and its customers are in"
        choices={CLOUDS.map((value) => ({ value, label: CLOUD_LABELS[value] }))}
        value={cloud}
        disabled={readOnly}
        onChange={(value) => patch({ cloud: value })}
      />
      <EndpointFields settings={settings} />
      <ProxyFields settings={settings} />
      <FieldGroup title="Trust">
        <PemField
          label={SETTINGS_LABELS.ca}
          help="More certificate authorities to trust: for a proxy that opens TLS, or a private cloud"
          secret={TLS_CA_KEY}
          placeholder="-----BEGIN CERTIFICATE-----"
          settings={settings}
          summarize={summarizeAuthorities}
        />
        {Boolean(json.network?.proxyUrl) && !isMissing(settings, TLS_CA_KEY) && (
          <Alert severity="info" title="A proxy with CA certificates needs the server’s operator">
            Together they could read tokens on the way: they are used only where allowed_endpoints under
            [plugin.cspwatch-azurecsp-datasource] in Grafana’s configuration names the proxy.
          </Alert>
        )}
      </FieldGroup>
    </ConfigSection>
  );
}

function ProxyFields({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch } = settings;
  const network = json.network ?? {};
  const labels = SETTINGS_LABELS.network;
  const set = (name: keyof NetworkOptions, value: string) =>
    patch({ network: value === '' ? without(network, name) : { ...network, [name]: value } });
  return (
    <FieldGroup title="Proxy">
      <ConfigField
        label={labels.proxyUrl}
        help="Empty: what the server’s environment says (HTTPS_PROXY, NO_PROXY)"
        placeholder="http://proxy.example.com:3128"
        value={network.proxyUrl ?? ''}
        required={Boolean(network.proxyUser)}
        disabled={readOnly}
        problem={proxyProblem}
        onChange={(value) => set('proxyUrl', value)}
      />
      <ConfigField
        label={labels.proxyUser}
        help="Empty where the proxy asks for none"
        value={network.proxyUser ?? ''}
        required={!isMissing(settings, PROXY_PASSWORD_KEY)}
        disabled={readOnly}
        onChange={(value) => set('proxyUser', value)}
      />
      <SecretField
        label={labels.proxyPassword}
        help="Of that user at the proxy"
        secret={PROXY_PASSWORD_KEY}
        settings={settings}
      />
    </FieldGroup>
  );
}

function isUsed({ json, isStored }: SettingsAccess): boolean {
  return (
    Object.keys(json.endpoints ?? {}).length > 0 ||
    Object.keys(json.network ?? {}).length > 0 ||
    (json.cloud !== undefined && json.cloud !== 'AzurePublic') ||
    isStored(TLS_CA_KEY) ||
    isStored(PROXY_PASSWORD_KEY)
  );
}
