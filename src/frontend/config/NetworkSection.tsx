import { Alert, Field, Input, SecretTextArea, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { CLOUDS, TLS_CA_KEY, type Cloud, type Endpoints } from '../../shared/settings.ts';
import { without } from '../without.ts';
import { ConfigField, WIDTH } from './ConfigField.tsx';
import { ConfigSection } from './ConfigSection.tsx';
import type { SettingsAccess } from './settingsAccess.ts';
import { endpointProblem, isInsecure, pemProblem } from './validate.ts';

const CLOUD_LABELS: Record<Cloud, string> = {
  AzurePublic: 'Azure',
  AzureUSGovernment: 'Azure US Government',
  AzureChinaCloud: 'Azure operated by 21Vianet (China)',
};

const ENDPOINTS: Array<{ name: keyof Endpoints; label: string; help: string; placeholder: string }> = [
  { name: 'login', label: 'Sign-in', help: 'Microsoft Entra', placeholder: 'https://login.microsoftonline.com' },
  {
    name: 'partnerCenter',
    label: 'Partner Center',
    help: 'Partner Center REST',
    placeholder: 'https://api.partnercenter.microsoft.com',
  },
  {
    name: 'resourceManager',
    label: 'Azure Resource Manager',
    help: 'Subscriptions, resources and health',
    placeholder: 'https://management.azure.com',
  },
  {
    name: 'portal',
    label: 'Azure portal',
    help: 'Where links in tables lead',
    placeholder: 'https://portal.azure.com',
  },
];

/** Which cloud, other places to reach it at, and whose certificates to trust. */
export function AdvancedSection({ settings }: { settings: SettingsAccess }) {
  const id = useId();
  const { json, readOnly, patch } = settings;
  const endpoints = json.endpoints ?? {};
  const setEndpoint = (name: keyof Endpoints, value: string) => {
    const others = without(endpoints, name);
    patch({ endpoints: value === '' ? others : { ...others, [name]: value } });
  };
  return (
    <ConfigSection
      title="Advanced"
      description="National clouds, custom endpoints and certificates."
      collapsed={!isUsed(settings)}
    >
      <Field
        label="Cloud"
        htmlFor={`${id}-cloud`}
        description="Microsoft’s cloud that the partner and its customers are in"
        disabled={readOnly}
      >
        <Select<Cloud>
          inputId={`${id}-cloud`}
          aria-label="Cloud"
          width={WIDTH}
          menuShouldPortal
          disabled={readOnly}
          options={CLOUDS.map((value) => ({ value, label: CLOUD_LABELS[value] }))}
          value={{
            value: json.cloud ?? 'AzurePublic',
            label: CLOUD_LABELS[json.cloud ?? 'AzurePublic'] ?? `${json.cloud} (unknown)`,
          }}
          onChange={({ value }) => value && patch({ cloud: value })}
        />
      </Field>
      {ENDPOINTS.map(({ name, label, help, placeholder }) => (
        <ConfigField
          key={name}
          label={`${label} endpoint`}
          help={`${help}. Empty: the cloud’s own.`}
          placeholder={placeholder}
          value={endpoints[name] ?? ''}
          disabled={readOnly}
          problem={endpointProblem}
          onChange={(value) => setEndpoint(name, value)}
        />
      ))}
      {Object.values(endpoints).some(isInsecure) && (
        <Alert severity="warning" title="Plain http endpoints">
          They carry tokens in the clear. They are refused unless the server’s operator has set allow_insecure_endpoints
          = true under [plugin.cspwatch-azurecsp-datasource].
        </Alert>
      )}
      <CertificateField settings={settings} />
    </ConfigSection>
  );
}

function CertificateField({ settings }: { settings: SettingsAccess }) {
  const id = useId();
  const typed = settings.typedSecret(TLS_CA_KEY);
  const error = pemProblem(typed);
  return (
    <Field
      label="CA certificates"
      htmlFor={id}
      description="More certificate authorities to trust, as PEM: for a proxy that opens TLS, or a private cloud"
      disabled={settings.readOnly}
      invalid={error !== undefined}
      error={error}
    >
      {settings.readOnly ? (
        <Input id={id} width={WIDTH} disabled value={settings.isStored(TLS_CA_KEY) ? 'configured' : ''} />
      ) : (
        <SecretTextArea
          id={id}
          cols={52}
          rows={5}
          placeholder="-----BEGIN CERTIFICATE-----"
          isConfigured={settings.isStored(TLS_CA_KEY)}
          value={typed}
          onReset={() => settings.resetSecret(TLS_CA_KEY)}
          onChange={(event) => settings.setSecret(TLS_CA_KEY, event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function isUsed({ json, isStored }: SettingsAccess): boolean {
  return (
    Object.keys(json.endpoints ?? {}).length > 0 ||
    (json.cloud !== undefined && json.cloud !== 'AzurePublic') ||
    isStored(TLS_CA_KEY)
  );
}
