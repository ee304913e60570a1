import { ENDS } from '../workbench/indexPage.ts';
import { choose, eventually, picture, startStage, type Opened, type Stage } from './stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('config editor on Grafana %s', (end) => {
  it('should never be given a secret, and replace one', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page, errors } = opened;
    const secrets = Object.values(stage.simulator.secureJsonData);
    const card = page.getByRole('group', { name: 'Credential partner' });
    const secret = card.getByLabel('Client secret');
    await expect(secret.inputValue()).resolves.toBe('configured');
    await expect(secret.isDisabled()).resolves.toBe(true);
    await picture(page, `config-${end}`);

    await card.getByRole('button', { name: 'Reset' }).first().click();
    await expect(secret.inputValue()).resolves.toBe('');
    await secret.fill(stage.simulator.secureJsonData['credential.partner.clientSecret'] ?? '');
    await saveAndTest(opened);
    expect(sentSecrets(opened)).toEqual(['credential.partner.clientSecret']);
    await expect(secret.inputValue()).resolves.toBe('configured');
    for (const text of opened.received) {
      expect(secrets.filter((value) => text.includes(value))).toEqual([]);
    }
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should say what is wrong with what was typed', async () => {
    const { page } = await stage.open(end, { tab: 'settings' });
    await page.getByRole('button', { name: 'Add credential' }).click();
    const card = page.getByRole('group', { name: 'Credential credential-' });
    await card.getByLabel('Application (client) id').fill('not a guid');
    await card.getByLabel(/^Tenant/).fill('contoso');
    await page.keyboard.press('Tab');
    await card.getByText('A GUID such as').waitFor();
    await card.getByText('A tenant id (GUID) or a domain').waitFor();
    await page.getByLabel('Resource health, seconds').fill('5');
    await page.keyboard.press('Tab');
    await page.getByText('A whole number from 30 to 86,400').waitFor();
    await picture(page, `config-invalid-${end}`);
    await page.close();
  });

  it('should add a tenant, and wipe the secrets of a credential that is removed', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add tenant' }).click();
    await page.getByLabel('Tenant id or domain').last().fill('adatum.onmicrosoft.com');
    await page.getByRole('button', { name: 'Add credential' }).click();
    const card = page.getByRole('group', { name: /^Credential credential-/ });
    await card.getByLabel('Name').fill('spare');
    const spare = page.getByRole('group', { name: 'Credential spare' });
    await choose(page, 'Kind', 'Client secret', spare);
    await expect(spare.getByLabel('Refresh token').count()).resolves.toBe(0);
    await spare.getByLabel(/^Tenant/).fill('adatum.onmicrosoft.com');
    await spare.getByLabel('Application (client) id').fill('11111111-2222-4333-8444-555555555555');
    await spare.getByLabel('Client secret').fill('planted');
    await saveAndTest(opened);
    await expect(spare.getByLabel('Name').isDisabled()).resolves.toBe(true);
    await expect(fields(stage)).resolves.toMatchObject({ 'credential.spare.clientSecret': true });

    await page.getByRole('button', { name: 'Remove credential spare' }).click();
    await page.getByRole('button', { name: 'Remove adatum.onmicrosoft.com' }).click();
    await saveAndTest(opened);
    await expect(fields(stage)).resolves.not.toHaveProperty(['credential.spare.clientSecret']);
    await page.close();
  });

  it('should be read only when the data source is provisioned', async () => {
    const { page } = await stage.open(end, { tab: 'settings', provisioned: '1' });
    const editor = page.getByTestId('azure-csp-config-editor');
    await editor.getByText('can only be changed there').waitFor();
    for (const button of ['Add credential', 'Add tenant', 'Reset', /^Remove/]) {
      await expect(editor.getByRole('button', { name: button }).count()).resolves.toBe(0);
    }
    const inputs = await editor.locator('input:not([aria-hidden]), textarea').all();
    expect(inputs.length).toBeGreaterThan(10);
    for (const input of inputs) {
      await expect(input.isDisabled()).resolves.toBe(true);
    }
    await picture(page, `config-provisioned-${end}`);
    await page.close();
  });
});

async function saveAndTest({ page, requests }: Opened): Promise<void> {
  const before = requests.filter(({ url }) => url.pathname.endsWith('/health')).length;
  await page.getByRole('button', { name: 'Save & test' }).click();
  await eventually(
    () => requests.filter(({ url }) => url.pathname.endsWith('/health')).length,
    (number) => number > before,
  );
  await page.getByText('Partner Center lists 3 customers').first().waitFor();
}

/** Names of the secrets in the last save. */
function sentSecrets({ requests }: Opened): string[] {
  const body = requests.filter(({ method }) => method === 'PUT').at(-1)?.body ?? '{}';
  return Object.keys((JSON.parse(body) as { secureJsonData?: object }).secureJsonData ?? {});
}

async function fields({ workbench }: Stage): Promise<Record<string, boolean>> {
  const answer = await fetch(`${workbench.url}/api/datasources/uid/azurecsp`);
  return ((await answer.json()) as { secureJsonFields: Record<string, boolean> }).secureJsonFields;
}
