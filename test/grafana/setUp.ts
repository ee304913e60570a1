import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { TLS_CA_KEY } from '../../src/shared/secretKeys.ts';
import { SETTINGS_LABELS } from '../../src/shared/settingsLabels.ts';
import { card, field } from '../browser/configPage.ts';
import type { GrafanaApi } from './api.ts';
import { addDataSource, logIn, newPage, picture, saveAndTest } from './pages.ts';
import type { RunningSimulator } from './simulator.ts';
import type { Steps } from './steps.ts';

/** As an engineer does it on a Grafana that knows nothing: from the empty form to a filled wall, by mouse and keyboard alone. */
export async function checkSetUp(
  steps: Steps,
  grafana: GrafanaApi,
  simulator: RunningSimulator,
  browser: Browser,
  password: string,
): Promise<void> {
  const page = await newPage(browser, { width: 1500, height: 1100 });
  const partner = card(page, 'partner');
  let uid = '';
  await steps.run('an administrator signs in and adds the data source', async () => {
    await logIn(page, grafana.url, password);
    uid = await addDataSource(page, grafana.url);
    await picture(page, 'setup-2-empty');
  });
  await steps.run('a half-entered form is told what is missing', async () => {
    await page.getByRole('button', { name: /^Secure application model/ }).click();
    await field(partner, 'Tenant').fill(partnerOf(simulator).tenantId);
    const { good, text } = await saveAndTest(page);
    await picture(page, 'setup-3-half');
    assert.equal(good, false);
    assert.match(text, /Credential "partner", Application \(client\) id/);
  });
  await steps.run('the form is filled and saved; without a sign-in the test says what to do', async () => {
    await fill(page, simulator);
    const { good, text } = await saveAndTest(page);
    await picture(page, 'setup-4-saved');
    assert.equal(good, false);
    assert.match(text, /nobody has signed in yet\. Sign in as the consent user/);
  });
  await steps.run('a person signs in through Microsoft’s page and comes back', async () => {
    const uri = (await page.getByLabel('redirect URI', { exact: true }).textContent()) ?? '';
    assert.equal(uri, `${grafana.url}/api/datasources/uid/${uid}/resources/consent/callback`);
    await simulator.call('PUT', '/applications', { redirectUris: [uri] });
    const button = partner.getByRole('button', { name: 'Sign in with Microsoft' });
    const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
    await popup.getByRole('button', { name: 'Accept' }).waitFor();
    await picture(popup, 'setup-5-microsoft');
    await popup.getByRole('button', { name: 'Accept' }).click();
    await popup.getByRole('heading', { name: 'Signed in' }).waitFor();
    await picture(popup, 'setup-6-back');
    await popup.close();
    await partner.getByText(/^Signed in as csp-service@/).waitFor();
    await picture(page, 'setup-7-signed-in');
  });
  await steps.run('Save & test is green', async () => {
    const { good, text } = await saveAndTest(page);
    await picture(page, 'setup-8-green');
    assert.ok(good, text);
    assert.match(text, /tenants to collect/);
  });
  await steps.run('the wall that comes with the plugin is imported and filled', async () => {
    await page.goto(`${grafana.url}/connections/datasources/edit/${uid}/dashboards`, { waitUntil: 'load' });
    const row = page.getByRole('row', { name: /Azure CSP: Wall(?! of)/ });
    await row.getByRole('button', { name: 'Import' }).click();
    await row.getByRole('link', { name: /Wall/ }).waitFor();
    await picture(page, 'setup-9-dashboards');
    await row.getByRole('link', { name: /Wall/ }).click();
    await seeWall(page, 'setup-10-wall');
  });
  await page.context().close();
}

/** The same with files alone: nobody opens the editor, and the refresh token is in the file. */
export async function checkProvisioned(steps: Steps, grafana: GrafanaApi, browser: Browser): Promise<void> {
  const page = await newPage(browser, { width: 1500, height: 1100 });
  await steps.run('a provisioned data source is green at once', async () => {
    await page.goto(`${grafana.url}/connections/datasources/edit/azurecsp`, { waitUntil: 'load' });
    await page.getByRole('heading', { name: 'Partner', exact: true }).waitFor();
    const { good, text } = await saveAndTest(page);
    await picture(page, 'provisioned-1-green');
    assert.ok(good, text);
  });
  await steps.run('the provisioned wall is filled', async () => {
    await page.goto(`${grafana.url}/d/azurecsp-wall`, { waitUntil: 'load' });
    await seeWall(page, 'provisioned-2-wall');
  });
  await page.context().close();
}

/** Everything that this simulator's settings have, typed. */
async function fill(page: Page, simulator: RunningSimulator): Promise<void> {
  const partner = card(page, 'partner');
  await field(partner, 'Application').fill(partnerOf(simulator).clientId ?? '');
  await field(partner, 'Client secret').fill(simulator.secureJsonData['credential.partner.clientSecret'] ?? '');
  await page.getByLabel(/^Find customers through Partner Center/).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Expand Clouds and network' }).click();
  const network = page.getByRole('region', { name: 'Clouds and network' });
  const { login, partnerCenter, resourceManager, graph } = simulator.jsonData.endpoints ?? {};
  for (const [name, value] of Object.entries({ login, partnerCenter, resourceManager, graph })) {
    await field(network, SETTINGS_LABELS.endpoints[name as keyof typeof SETTINGS_LABELS.endpoints]).fill(value ?? '');
  }
  await field(network, SETTINGS_LABELS.ca).fill(simulator.secureJsonData[TLS_CA_KEY] ?? '');
}

/** Waits for the first customer's tile, and makes sure that no panel failed. */
async function seeWall(page: Page, name: string): Promise<void> {
  const tiles = page.getByTestId('data-testid Panel header Customers by worst state');
  await tiles.getByText('Contoso').first().waitFor();
  await picture(page, name);
  assert.equal(await page.getByTestId('data-testid Panel status error').count(), 0, 'a panel shows an error');
}

function partnerOf({ jsonData }: RunningSimulator): { tenantId: string; clientId?: string } {
  const partner = jsonData.credentials?.find(({ kind }) => kind === 'secureApplicationModel');
  assert.ok(partner, 'the simulator has no credential of a partner');
  return partner;
}
