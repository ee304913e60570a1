import { ENDS } from '../workbench/indexPage.ts';
import { choose, eventually, picture, saved, startStage, type Stage } from './stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('variable editor on Grafana %s', (end) => {
  it('should list customers for a new variable', async () => {
    const { page, errors } = await stage.open(end, { tab: 'variables' });
    const values = page.getByTestId('values').getByRole('listitem');
    await values.first().waitFor();
    await expect(values.count()).resolves.toBe(4);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should chain kinds: texts are names, values are ids, the scope stays', async () => {
    const { page, errors } = await stage.open(end, { tab: 'variables' });
    await choose(page, 'List', 'Subscriptions');
    await choose(page, 'Customer', 'Contoso');
    const values = page.getByTestId('values').getByRole('listitem');
    const names = await eventually(
      () => values.allTextContents(),
      (texts) => texts.length === 3,
    );
    expect(names.map((text) => text.replace(/[0-9a-f-]{36}$/, ''))).toEqual([
      'Contoso Archive',
      'Contoso Development',
      'Contoso Production',
    ]);
    await choose(page, 'List', 'Resource groups');
    await choose(page, 'Subscription', 'Contoso Production');
    const groups = await eventually(
      () => values.allTextContents(),
      (texts) => texts.some((text) => text.startsWith('rg-web')) && texts.length === 2,
    );
    expect(groups.map((text) => text.split('/')[0])).toEqual(['RG-Data', 'rg-web']);
    const variable = await saved(page, 'variable');
    expect(variable).toMatchObject({
      kind: 'resourceGroup',
      refId: 'AzureCspVariable',
      scope: { customer: [expect.any(String)], subscription: [expect.any(String)] },
    });
    expect(variable['query']).toMatch(/^Resource groups within customer /);
    await picture(page, `variable-${end}`);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should put variables into the scope as lists', async () => {
    const { page, requests } = await stage.open(end, {
      tab: 'variables',
      variable: JSON.stringify({ kind: 'location', scope: { customer: ['a', '$unknown'] } }),
    });
    await page.getByText('Values (', { exact: false }).waitFor();
    const asked = await eventually(
      () => requests.find(({ url }) => url.searchParams.get('kind') === 'location')?.url.searchParams.get('scope'),
      (scope) => scope !== undefined,
    );
    expect(JSON.parse(asked ?? '')).toEqual({ customer: ['a', '$unknown'] });
    await page.close();
  });

  it('should chain three variables, and keep what is gone until someone chooses anew', async () => {
    const { page } = await stage.open(end, { tab: 'variables' });
    const chain = page.getByRole('region', { name: 'Chained variables' });
    await chain.getByText('All (5)').waitFor();
    await choose(page, 'Variable customer', 'Northwind Traders', chain);
    await chain.getByText('All (1)').first().waitFor();
    await choose(page, 'Variable subscription', 'Northwind Web', chain);
    await choose(page, 'Variable resourceGroup', 'rg-north', chain);
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    await choose(page, 'Variable customer', 'Contoso', chain);
    // The subscription is another customer's now: it stays, and the variable below it has nothing left.
    await expect(chain.getByText(/^[0-9a-f-]{36}$/).count()).resolves.toBe(1);
    await page.close();
  });

  it('should sort by badness, and say when variables or kinds are unknown', async () => {
    const { page } = await stage.open(end, { tab: 'variables' });
    await page.getByTestId('azure-csp-values').getByText('4 customers now: Contoso, Fabrikam').waitFor();
    await page.getByRole('radio', { name: 'Worst first' }).click({ force: true });
    const values = page.getByTestId('values').getByRole('listitem');
    const texts = await eventually(
      () => values.allTextContents(),
      (now) => now[1]?.startsWith('Northwind') ?? false,
    );
    expect(texts.slice(0, 2).map((text) => text.split(/[0-9]/)[0])).toEqual(['Contoso', 'Northwind Traders']);
    await page.close();

    const broken = { kind: 'moon', scope: { customer: 'x' } };
    const second = await stage.open(end, { tab: 'variables', variable: JSON.stringify(broken) });
    await second.page.getByText('“moon” is nothing that can be listed.', { exact: true }).waitFor();
    await expect(saved(second.page, 'variable')).resolves.toEqual(broken);
    await picture(second.page, `variable-broken-${end}`);
    await second.page.close();
  });
});
