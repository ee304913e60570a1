import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { card, field, held, putSettings, saveAndTest, sentSecrets, startFull } from './configPage.ts';
import { choose, picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => startFull(stage));
afterAll(() => stage?.stop());

const TENANT = 'contoso.onmicrosoft.com';
const APPLICATION = '0f0f0f0f-0000-4000-8000-000000000001';
const IDENTITY = '0f0f0f0f-0000-4000-8000-000000000002';
const VAULT = { vaultUrl: 'https://contoso-noc.vault.azure.net', name: 'noc', credential: 'direct' };
const APPLICATION_FIELDS = { tenantId: TENANT, clientId: APPLICATION };

/** What the fields below write. */
const CREDENTIALS = {
  vaulted: { kind: 'certificate', ...APPLICATION_FIELDS, certificateVault: VAULT },
  partnerUser: {
    kind: 'secureApplicationModel',
    ...APPLICATION_FIELDS,
    refreshTokenStore: 'keyVault',
    refreshTokenVault: VAULT,
  },
  system: { kind: 'managedIdentity', tenantId: TENANT },
  user: { kind: 'managedIdentity', tenantId: TENANT, clientId: IDENTITY },
  file: { kind: 'workloadIdentity', ...APPLICATION_FIELDS },
  federated: {
    kind: 'workloadIdentity',
    ...APPLICATION_FIELDS,
    federatedBy: 'managedIdentity',
    managedIdentityClientId: IDENTITY,
  },
};
const NETWORK = { proxyUrl: 'http://proxy.contoso.com:3128', proxyUser: 'noc' };

describe.each(ENDS)('ways in, in the config editor on Grafana %s', (end) => {
  it('should save a certificate and a refresh token that are in Key Vault', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    const certificate = await add(page, 'Certificate', 'vaulted', APPLICATION);
    await certificate.getByRole('radio', { name: 'Azure Key Vault' }).click({ force: true });
    await fillVault(page, 'vaulted');
    await eventually(() => certificate.locator('textarea').count()).toBe(0);

    const user = await add(page, 'Secure application model', 'partnerUser', APPLICATION);
    await field(user, 'Client secret').fill('a secret');
    await user.getByRole('radio', { name: 'Azure Key Vault' }).click({ force: true });
    await fillVault(page, 'partnerUser');
    await picture(page, `config-vault-${end}`);
    await saveAndTest(opened);
    await expect(saved()).resolves.toMatchObject({
      vaulted: CREDENTIALS.vaulted,
      partnerUser: CREDENTIALS.partnerUser,
    });
    expect(sentSecrets(opened)).toContain('credential.partnerUser.clientSecret');
    const { secureJsonFields } = await held(stage);
    expect(secureJsonFields).toMatchObject({ 'credential.partnerUser.clientSecret': true });
    expect(Object.keys(secureJsonFields).filter((key) => key.startsWith('credential.vaulted.'))).toEqual([]);
    await page.close();
  });

  it('should save machine and workload identities without any secret', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await add(page, 'Managed identity', 'system');
    await add(page, 'Managed identity', 'user', IDENTITY);
    await add(page, 'Workload identity', 'file', APPLICATION);
    const federated = await add(page, 'Workload identity', 'federated', APPLICATION);
    await federated.getByRole('radio', { name: 'Managed identity' }).click({ force: true });
    await field(federated, 'Client id of the managed identity').fill(IDENTITY);
    await picture(page, `config-identities-${end}`);
    await saveAndTest(opened);
    const { system, user, file, federated: vouched } = CREDENTIALS;
    await expect(saved()).resolves.toMatchObject({ system, user, file, federated: vouched });
    expect(sentSecrets(opened).filter((key) => /system|user|file|federated/.test(key))).toEqual([]);
    await page.close();
  });

  it('should save a proxy and more authorities, and drop what is emptied', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    const network = page.getByRole('region', { name: 'Clouds and network' });
    await field(network, 'Proxy user').fill(NETWORK.proxyUser);
    await field(network, 'Proxy password').fill('the password');
    await network.getByRole('textbox', { name: /^Proxy( \*)? Empty: what/ }).fill('proxy.contoso.com');
    await page.keyboard.press('Tab');
    await network.getByText(/^Proxy must start with/).waitFor();
    await network.getByRole('textbox', { name: /^Proxy( \*)? Empty: what/ }).fill(NETWORK.proxyUrl);
    await network.getByRole('button', { name: 'Reset' }).last().click();
    await network.locator('textarea').fill(stage.simulator.secureJsonData['tlsCACert'] ?? '');
    await saveAndTest(opened);
    const { jsonData, secureJsonFields } = await held(stage);
    expect(jsonData['network']).toEqual(NETWORK);
    expect(JSON.stringify(jsonData)).not.toContain('the password');
    expect(sentSecrets(opened)).toEqual(expect.arrayContaining(['proxyPassword', 'tlsCACert']));
    expect(secureJsonFields).toMatchObject({ proxyPassword: true, tlsCACert: true });

    await network.getByRole('textbox', { name: /^Proxy( \*)? Empty: what/ }).fill('');
    await saveAndTest(opened);
    await expect(held(stage)).resolves.toMatchObject({ jsonData: { network: { proxyUser: NETWORK.proxyUser } } });
    await page.close();
  });

  it('should show all of it read-only where it is provisioned', async () => {
    const credentials = Object.entries(CREDENTIALS).map(([id, credential]) => ({ id, ...credential }));
    await putSettings(stage, { credentials, network: NETWORK }, { proxyPassword: 'the password' });
    const { page } = await stage.open(end, { tab: 'settings', provisioned: '1' });
    const values = async (id: string) => {
      const inputs = await card(page, id).locator('input[type=text], input:not([type])').all();
      return Promise.all(inputs.map(async (one) => [await one.inputValue(), await one.isDisabled()]));
    };
    for (const id of ['vaulted', 'partnerUser']) {
      await eventually(() => values(id)).toEqual(
        expect.arrayContaining([
          [VAULT.vaultUrl, true],
          [VAULT.name, true],
        ]),
      );
    }
    await eventually(() => values('federated')).toEqual(expect.arrayContaining([[IDENTITY, true]]));
    const network = page.getByRole('region', { name: 'Clouds and network' });
    await eventually(() => network.getByLabel('Proxy password').inputValue()).toBe('configured');
    for (const one of await page.getByTestId('azure-csp-config-editor').getByRole('radio').all()) {
      await eventually(() => one.isDisabled()).toBe(true);
    }
    await picture(page, `config-kinds-provisioned-${end}`);
    await page.close();
  });
});

/** Adds a credential and gives it a name. */
async function add(page: Page, kind: string, id: string, clientId?: string) {
  await page.getByRole('button', { name: 'Add credential' }).click();
  await page.getByRole('button', { name: new RegExp(`^${kind}`) }).click();
  const added = page.getByRole('group', { name: /^Credential / }).last();
  await field(added, 'Name').fill(id);
  await page.keyboard.press('Tab');
  const named = card(page, id);
  await named.getByLabel(/^Tenant/).fill(TENANT);
  if (clientId) {
    await named.getByLabel('Application (client) id').fill(clientId);
  }
  return named;
}

async function fillVault(page: Page, id: string): Promise<void> {
  await field(card(page, id), 'Vault').fill(VAULT.vaultUrl);
  await field(card(page, id), 'Name').fill(VAULT.name);
  await choose(page, 'Credential for the vault', VAULT.credential, card(page, id));
}

/** Credentials that the data source holds, by name. */
async function saved(): Promise<Record<string, unknown>> {
  const { jsonData } = await held(stage);
  const credentials = jsonData['credentials'] as Array<{ id: string }>;
  return Object.fromEntries(credentials.map(({ id, ...credential }) => [id, credential]));
}
