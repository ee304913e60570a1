import assert from 'node:assert/strict';
import type { AzureCspOptions } from '../../src/shared/settings.ts';
import type { GrafanaApi } from './api.ts';
import type { SimulatorLine } from './simulator.ts';

type Change = (jsonData: AzureCspOptions) => AzureCspOptions;

/** Saves the data source with other settings, as the editor does, and with all secrets under the credentials' names. */
export async function changeSettings(
  grafana: GrafanaApi,
  change: Change,
  secrets: Record<string, string> = {},
): Promise<void> {
  const path = '/api/datasources/uid/azurecsp';
  const { body } = await grafana.call<{ jsonData: AzureCspOptions }>('GET', path);
  const { status } = await grafana.call('PUT', path, {
    ...body,
    jsonData: change(body.jsonData),
    secureJsonData: secrets,
  });
  assert.equal(status, 200);
}

/** Everything is read half as often. */
export const slower: Change = (jsonData) => ({
  ...jsonData,
  collection: Object.fromEntries(
    Object.entries(jsonData.collection ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? value * 2 : value,
    ]),
  ),
});

const NEW = 'renamed-';

/** Every credential has another name, and all that refers to it does too. */
export const rename: Change = (jsonData) => ({
  ...jsonData,
  credentials: jsonData.credentials?.map((credential) => ({ ...credential, id: NEW + credential.id })),
  defaultCredential: NEW + jsonData.defaultCredential,
  partner: { enabled: true, credential: NEW + jsonData.partner?.credential },
  tenants: jsonData.tenants?.map((tenant) => ({ ...tenant, credential: NEW + tenant.credential })),
});

/** Secrets under the names that `rename` gives. */
export function renamedSecrets({ secureJsonData }: SimulatorLine): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secureJsonData).map(([key, value]) => [key.replace(/^credential\./, `credential.${NEW}`), value]),
  );
}

export const retag: Change = (jsonData) => ({
  ...jsonData,
  tenants: jsonData.tenants?.map((tenant) => ({ ...tenant, tags: { team: 'north' } })),
});
