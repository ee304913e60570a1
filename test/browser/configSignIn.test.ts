import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { card, field, held, otherRequests, saveAndTest, sentSecrets, startEmpty, startFull } from './configPage.ts';
import { picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await stage.simulator.call('PUT', '/behaviour', { deviceCodeInterval: 1 });
});
afterAll(() => stage?.stop());

describe.each(ENDS)('config editor on Grafana %s', (end) => {
  it('should make a data source of the secure application model from nothing', async () => {
    await startEmpty(stage);
    const opened = await stage.open(end, { tab: 'settings' });
    const { page, errors } = opened;
    const [credential] = stage.simulator.jsonData.credentials ?? [];
    const secret = stage.simulator.secureJsonData['credential.partner.clientSecret'] ?? '';
    await picture(page, `config-empty-${end}`);

    // All by keyboard.
    await page.getByRole('button', { name: /^Secure application model/ }).focus();
    await page.keyboard.press('Enter');
    const partner = card(page, 'partner');
    await field(partner, 'Tenant').focus();
    await page.keyboard.type(credential?.tenantId ?? '');
    await page.keyboard.press('Tab');
    await page.keyboard.type(credential?.clientId ?? '');
    await field(partner, 'Client secret').focus();
    await page.keyboard.type(secret);
    await page.getByLabel(/^Find customers through Partner Center/).focus();
    await page.keyboard.press('Space');

    const signIn = partner.getByRole('button', { name: 'Sign in with Microsoft' });
    await eventually(() => signIn.isDisabled()).toBe(true);
    await partner.getByText('Save the data source first').waitFor();
    await page.getByText('A random key was made').waitFor();
    await picture(page, `config-unsaved-${end}`);
    await saveAndTest(opened);
    expect(sentSecrets(opened)).toEqual(['credential.partner.clientSecret', 'tokenStoreKey']);
    await register(page);

    const account = await accept(page, () => signIn.click(), `config-${end}`);
    await partner.getByText(/^Signed in as csp-service@.*Press Save & test below/).waitFor();
    expect(account).toContain('Signed in');
    await picture(page, `config-signed-in-${end}`);
    await expect(saveAndTest(opened)).resolves.toMatch(/tenants to collect/);
    await picture(page, `config-done-${end}`);

    expect(otherRequests(opened)).not.toContain(secret);
    expect(JSON.stringify((await held(stage)).jsonData)).not.toContain(secret);
    expect(errors.filter((error) => !error.includes('400 (Bad Request)'))).toEqual([]);
    await page.close();
  });

  it('should say that a sign-in lacked multifactor authentication, and try again', async () => {
    await startFull(stage);
    const { page } = await stage.open(end, { tab: 'settings' });
    await register(page);
    const partner = card(page, 'partner');
    const signIn = partner.getByRole('button', { name: 'Sign in with Microsoft' });
    const [popup] = await Promise.all([page.waitForEvent('popup'), signIn.click()]);
    await popup.getByRole('checkbox').uncheck();
    await popup.getByRole('button', { name: 'Accept' }).click();
    await popup.getByRole('heading', { name: 'Not signed in' }).waitFor();
    await popup.close();
    await partner.getByText('The sign-in failed').waitFor();
    await partner
      .getByText(/multi-?factor/i)
      .last()
      .waitFor();
    await picture(page, `config-no-mfa-${end}`);
    await accept(page, () => signIn.click());
    await partner.getByText(/^Signed in as/).waitFor();
    await page.close();
  });

  it('should sign in with a device code', async () => {
    await startFull(stage);
    const { page } = await stage.open(end, { tab: 'settings' });
    const partner = card(page, 'partner');
    await partner.getByRole('button', { name: 'Use a device code instead' }).click();
    const shown = partner.getByLabel('device code', { exact: true });
    const code = (await eventually(() => shown.textContent()).toMatch(/^\S{6,}$/)) ?? '';
    await eventually(() => partner.getByRole('timer').textContent()).toMatch(/^\d+:\d\d left$/);
    await picture(page, `config-device-${end}`);
    const [other] = await Promise.all([
      page.waitForEvent('popup'),
      partner.getByRole('link', { name: /device/ }).click(),
    ]);
    await other.getByLabel('Code that your device shows').fill(code);
    await other.getByRole('button', { name: 'Accept' }).click();
    await partner.getByText(/^Signed in as csp-service@/).waitFor();
    await other.close();
    await page.close();
  });

  it('should show what consent would grant, and grant it only when told to', async () => {
    await startFull(stage);
    const { page, requests } = await stage.open(end, { tab: 'settings' });
    await page.getByRole('button', { name: 'Grant consent in a customer’s tenant' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('list', { name: 'Permissions' }).getByText('user_impersonation').waitFor();
    const grant = dialog.getByRole('button', { name: 'Grant', exact: true });
    await eventually(() => grant.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Customer’s tenant id/).fill('22222222-0000-4000-8000-000000000001');
    await picture(page, `config-consent-${end}`);
    const asked = () => requests.filter(({ url }) => url.pathname.endsWith('/consent/customer')).length;
    expect(asked()).toBe(0);
    await grant.click();
    await dialog.getByText(/^Consent (was|had been) granted/).waitFor();
    expect(asked()).toBe(1);
    await page.close();
  });
});

/** Registers the redirect URI that the editor shows, as an administrator would in Microsoft Entra. */
async function register(page: Page): Promise<void> {
  const shown = page.getByLabel('redirect URI', { exact: true });
  const uri = await eventually(() => shown.textContent()).toMatch(/^https?:/);
  await stage.simulator.call('PUT', '/applications', { redirectUris: [uri] });
}

/** Goes through Microsoft's page in its own window. Answers what the plugin's page said at the end. */
async function accept(page: Page, click: () => Promise<void>, name?: string): Promise<string> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), click()]);
  await popup.getByRole('button', { name: 'Accept' }).waitFor();
  if (name) {
    await picture(page, `${name}-waiting`);
    await picture(popup, `${name}-microsoft`);
  }
  await popup.getByRole('button', { name: 'Accept' }).click();
  await popup.getByRole('heading', { name: 'Signed in' }).waitFor();
  const said = (await popup.getByRole('main').textContent()) ?? '';
  await popup.close();
  return said;
}
