import { ENDS } from '../workbench/indexPage.ts';
import { card, field, held, saveAndTest, sentSecrets, startFull } from './configPage.ts';
import { picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => startFull(stage));
afterAll(() => stage?.stop());

describe.each(ENDS)('config editor on Grafana %s', (end) => {
  it('should never be given a secret, and replace one', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page, errors } = opened;
    const secrets = Object.values(stage.simulator.secureJsonData);
    const secret = field(card(page, 'partner'), 'Client secret');
    await eventually(() => secret.inputValue()).toBe('configured');
    await eventually(() => secret.isDisabled()).toBe(true);
    await picture(page, `config-${end}`);

    await card(page, 'partner').getByRole('button', { name: 'Reset' }).first().click();
    await eventually(() => secret.inputValue()).toBe('');
    await secret.fill(stage.simulator.secureJsonData['credential.partner.clientSecret'] ?? '');
    await expect(saveAndTest(opened)).resolves.toMatch(/tenants to collect/);
    expect(sentSecrets(opened)).toEqual(['credential.partner.clientSecret', 'tokenStoreKey']);
    await eventually(() => secret.inputValue()).toBe('configured');
    for (const text of opened.received) {
      expect(secrets.filter((value) => text.includes(value))).toEqual([]);
    }
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should keep what it does not know when other fields change', async () => {
    const before = (await held(stage)).jsonData;
    await startLater(before);
    const opened = await stage.open(end, { tab: 'settings' });
    await opened.page.getByLabel('Inventory, seconds').fill('900');
    await opened.page.getByRole('region', { name: 'Collection' }).getByText('Fired alerts', { exact: true }).click();
    await saveAndTest(opened);
    await expect(held(stage)).resolves.toMatchObject({
      jsonData: {
        ...before,
        later: { colour: 'red' },
        collection: { later: 1, inventorySeconds: 900, sections: { alerts: false } },
      },
    });
    await opened.page.close();
  });

  it('should say what is wrong with what was typed, in the words of the backend', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add credential' }).click();
    await page.getByRole('button', { name: /^Client secret/ }).click();
    const added = card(page, 'credential-2');
    await added.getByLabel('Application (client) id').fill('not a guid');
    await added.getByLabel(/^Tenant/).fill('contoso');
    await page.getByLabel('Resource health, seconds').fill('5');
    await page.keyboard.press('Tab');
    const shown = [
      'Application (client) id must be a GUID such as 00000000-0000-0000-0000-000000000000.',
      "Tenant must be a tenant ID (a GUID) or one of the tenant's domains, such as contoso.onmicrosoft.com.",
    ];
    for (const sentence of shown) {
      await added.getByText(sentence).waitFor();
    }
    await page.getByText('Resource health, seconds must be a whole number from 15 to 86400.').waitFor();
    await picture(page, `config-invalid-${end}`);
    const verdict = await saveAndTest(opened);
    for (const sentence of shown) {
      expect(verdict).toContain(`Credential "credential-2", ${sentence}`);
    }
    await page.close();
  });

  it('should say what is missing, and what a key, a vault and a baseline have to be', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add credential' }).click();
    await page.getByRole('button', { name: /^Certificate/ }).click();
    const added = card(page, 'credential-2');
    await field(added, 'Certificate').focus();
    await page.keyboard.press('Tab');
    await added.getByText('Certificate is missing.').waitFor();
    await added.getByRole('radio', { name: 'Azure Key Vault' }).click({ force: true });
    await field(added, 'Vault').fill('https://vault.example.com');
    await page.keyboard.press('Tab');
    await added.getByText(/is no vault of this cloud; it must be https:\/\/<name>\.vault\.azure\.net/).waitFor();

    const key = page.getByLabel(/^Key of the token store/);
    await key.fill('too short');
    await page.getByText(/^Key of the token store must have at least 16 characters/).waitFor();
    await page.getByLabel(/^Coverage baseline/).fill('{"vm": ["metric"]}');
    await page.keyboard.press('Tab');
    await page.getByText("The coverage baseline names 'vm', which is no resource type").waitFor();
    await picture(page, `config-refused-${end}`);

    const verdict = await saveAndTest(opened);
    expect(verdict).toContain('Vault is no vault of this cloud');
    expect(verdict).toContain('Key of the token store must have at least 16 characters');
    await expect(held(stage)).resolves.not.toMatchObject({ jsonData: { coverageBaseline: expect.anything() } });
    await page.close();
  });

  it('should wipe the secrets of a credential that is removed, and say who uses it', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Remove credential direct' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/These tenants name it.*Northwind Traders/).waitFor();
    await picture(page, `config-remove-${end}`);
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await saveAndTest(opened);
    const { jsonData, secureJsonFields } = await held(stage);
    expect(secureJsonFields).not.toHaveProperty(['credential.direct.clientSecret']);
    expect(JSON.stringify(jsonData)).not.toContain('"direct"');
    await page.close();
  });

  it('should show all that is provisioned, with nothing to write', async () => {
    const { page } = await stage.open(end, { tab: 'settings', provisioned: '1' });
    const editor = page.getByTestId('azure-csp-config-editor');
    await editor.getByText('can only be changed there').waitFor();
    await editor.getByRole('button', { name: 'Details of Northwind Traders' }).click();
    await editor.getByRole('group', { name: /^Details of/ }).waitFor();
    for (const button of ['Add credential', 'Add tenant', 'Paste CSV', 'Reset', /^Remove/, /^Make/]) {
      await eventually(() => editor.getByRole('button', { name: button }).count()).toBe(0);
    }
    const inputs = await editor.locator('input:not([aria-hidden]), textarea').all();
    expect(inputs.length).toBeGreaterThan(30);
    for (const input of inputs) {
      const label = await input.getAttribute('aria-label');
      const writes = label !== 'Search tenants' && (await input.getAttribute('data-testid')) === null;
      expect([label, writes && !(await input.isDisabled())]).toEqual([label, false]);
    }
    const refreshToken = card(page, 'partner').getByLabel(/^Refresh token/);
    await eventually(() => refreshToken.inputValue()).toBe('configured');
    await eventually(() => editor.getByLabel('Proxy password').inputValue()).toBe('not set');
    await picture(page, `config-provisioned-${end}`);
    await page.close();
  });

  /** Settings of a later version of the plugin. */
  async function startLater(before: Record<string, unknown>): Promise<void> {
    const jsonData = { ...before, later: { colour: 'red' }, collection: { later: 1 } };
    await fetch(`${stage.workbench.url}/api/datasources/uid/azurecsp`, {
      method: 'PUT',
      body: JSON.stringify({ jsonData }),
    });
  }
});
