import { ENDS } from '../workbench/indexPage.ts';
import { picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

const QUERY = {
  query: JSON.stringify({ queryType: 'resources', filters: { customer: ['Contoso'], location: ['westeurope'] } }),
};

describe.each(ENDS)('scope tree on Grafana %s', (end) => {
  it('should load children when a node is opened, once', async () => {
    const { page, requests, errors } = await stage.open(end, QUERY);
    const asked = () =>
      requests
        .filter(({ url }) => url.pathname.endsWith('/tree'))
        .map(({ url }) => url.searchParams.get('parent')?.split(':')[0] ?? '');
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    const tree = page.getByRole('tree');
    await tree.getByText('Contoso', { exact: true }).waitFor();
    expect(asked()).toEqual(['']);
    await page.getByRole('button', { name: 'Open Contoso' }).first().click();
    await page
      .getByRole('button', { name: /^Open Contoso/ })
      .first()
      .click();
    await tree.getByText('Contoso Production').waitFor();
    await page.getByRole('button', { name: 'Open Contoso Production' }).click();
    await tree.getByText('rg-web').waitFor();
    await picture(page, `tree-${end}`);
    await eventually(asked).toEqual(['', 'customer', 'tenant', 'subscription']);
    await page.getByRole('button', { name: 'Close Contoso Production' }).click();
    await tree.getByText('rg-web').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open Contoso Production' }).click();
    await tree.getByText('rg-web').waitFor();
    expect(asked()).toHaveLength(4);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should search all levels, tick one level, and put it into the filters', async () => {
    const { page, requests } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { location: ['westeurope'] } }),
    });
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    await page.getByLabel('Search the estate').fill('web');
    const tree = page.getByRole('tree');
    await tree.getByText('rg-web', { exact: true }).waitFor();
    expect(requests.filter(({ url }) => url.searchParams.get('search') === 'web')).toHaveLength(1);
    await tree.getByLabel('Select rg-web').click({ force: true });
    await page.getByText('1 resource group ticked').waitFor();
    await page.getByLabel('Search the estate').fill('vm-web');
    await eventually(() => tree.getByLabel('Select vm-web-01').isDisabled()).toBe(true);
    await picture(page, `tree-search-${end}`);
    await page.getByRole('button', { name: 'Apply' }).click();
    await eventually(async () => (await saved(page, 'query'))['filters']).toEqual({
      location: ['westeurope'],
      resourceGroup: [expect.stringMatching(/^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/rg-web$/)],
    });
    await page.getByTestId('azure-csp-query-editor').getByText('rg-web', { exact: true }).waitFor();
    await page.close();
  });
});
