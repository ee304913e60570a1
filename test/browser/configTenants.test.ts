import { ENDS } from '../workbench/indexPage.ts';
import { card, field, held, otherRequests, saveAndTest, startFull } from './configPage.ts';
import { choose, picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

const MANY = 300;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => startFull(stage));
afterAll(() => stage?.stop());

interface Tenant {
  tenantId: string;
  enabled?: boolean;
  tags?: object;
}

async function tenantsHeld(): Promise<Tenant[]> {
  return (await held(stage)).jsonData['tenants'] as Tenant[];
}

describe.each(ENDS)('tenants and certificates on Grafana %s', (end) => {
  it('should take 300 tenants as CSV, find them, and switch some off together', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    const section = page.getByRole('region', { name: 'Tenants' });
    await section.getByRole('button', { name: 'Paste CSV' }).click();
    const dialog = page.getByRole('dialog');
    const rows = Array.from({ length: MANY }, (_, at) => `t${at + 1}.example.com;Tenant ${at + 1};;;team=t${at % 3}`);
    const text = ['tenant;name;credential;enabled;tags', ...rows, 'no tenant;x', 't1.example.com;again'].join('\n');
    const area = dialog.getByRole('textbox', { name: /^Tenants/ });
    await area.fill(text);
    await dialog.getByText('Line 302 has the tenant "no tenant"').waitFor();
    await dialog.getByText('Line 303 repeats t1.example.com of line 2.').waitFor();
    await picture(page, `config-csv-${end}`);
    await dialog.getByRole('button', { name: `Add ${MANY} tenants` }).click();
    // What could not be taken is still there to be corrected.
    await eventually(() => area.inputValue()).toMatch(/^tenant,name.*\r?\nno tenant,x\r?\nt1\.example\.com,again$/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await section.getByText(`1 to 25 of ${MANY + 1}`).waitFor();
    await eventually(() => section.locator('tbody > tr').count()).toBe(25);
    await section.getByPlaceholder(/^Search/).fill('team=t1');
    await section.getByText('1 to 25 of 100 found').waitFor();
    await section.getByLabel('Select all that were found').locator('..').click();
    await section.getByText('100 selected').waitFor();
    await section.getByRole('button', { name: 'Don’t watch' }).click();
    await picture(page, `config-tenants-${end}`);
    await saveAndTest(opened);
    const tenants = await tenantsHeld();
    expect(tenants).toHaveLength(MANY + 1);
    expect(tenants.filter(({ enabled }) => enabled === false)).toHaveLength(100);
    expect(tenants[1]).toMatchObject({ tenantId: 't1.example.com', name: 'Tenant 1', tags: { team: 't0' } });
    await page.close();
  });

  it('should add a tenant with its tags, check it, and remove it', async () => {
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Add tenant' }).click();
    const details = page.getByRole('group', { name: /^Details of/ });
    await field(details, 'Tenant id or domain').fill('nobody.example.com');
    await field(details, 'Tags').fill('team=north');
    await page.keyboard.press('Enter');
    await field(details, 'Tags').fill('nonsense');
    await page.keyboard.press('Enter');
    await details.getByText('"nonsense" is not written as name=value, and was not added.').waitFor();
    await saveAndTest(opened);
    expect((await tenantsHeld()).at(-1)).toEqual({ tenantId: 'nobody.example.com', tags: { team: 'north' } });

    await page.getByRole('button', { name: 'Check nobody.example.com' }).click();
    await page.getByRole('status', { name: 'Check of nobody.example.com' }).getByText('Not reachable').waitFor();
    await page.getByRole('button', { name: 'Check Northwind Traders' }).click();
    await page.getByRole('status', { name: 'Check of Northwind Traders' }).getByText('Reachable').waitFor();
    await picture(page, `config-checked-${end}`);
    await page.getByRole('button', { name: 'Remove nobody.example.com' }).click();
    await saveAndTest(opened);
    await expect(tenantsHeld()).resolves.toHaveLength(1);
    await page.close();
  });

  it('should say what a PEM text holds, and what is wrong with it, but never show or send the key', async () => {
    const { applications } = (await stage.simulator.call('GET', '/identities')) as {
      applications: Array<{ clientId: string; certificates: Record<string, Record<string, string>> }>;
    };
    const pairs = applications.map((one) => one.certificates['current']);
    const pair: Record<string, string> = pairs.find((one) => one !== undefined) ?? {};
    const { privateKey = '', certificate = '', thumbprintSha256 = '' } = pair;
    const opened = await stage.open(end, { tab: 'settings' });
    const { page } = opened;
    await choose(page, 'Kind', 'Certificate', card(page, 'direct'));
    const pem = card(page, 'direct').getByRole('textbox', { name: /^Certificate/ });
    const summary = card(page, 'direct').getByRole('list', { name: 'Certificate: what was pasted' });
    await pem.fill('MIIB');
    await page.getByText(/Certificate is not PEM; it must hold both/).waitFor();
    await pem.fill(certificate);
    await page.getByText(/Certificate has a certificate but no private key/).waitFor();
    await pem.fill(`${privateKey}\n${certificate.slice(0, 400)}\n-----END CERTIFICATE-----`);
    await page.getByText(/Certificate is damaged PEM/).waitFor();
    await picture(page, `config-pem-bad-${end}`);
    await pem.fill(`${privateKey}\n${certificate}`);
    await summary.getByText(thumbprintSha256).waitFor();
    await summary.getByText('1 private key').waitFor();
    await picture(page, `config-pem-${end}`);
    expect(await summary.textContent()).not.toContain(privateKey.slice(60, 100));
    expect(otherRequests(opened)).not.toContain(privateKey.slice(60, 100));
    await page.close();
  });
});
