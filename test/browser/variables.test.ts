import { ENDS } from '../workbench/indexPage.ts';
import { choose, picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

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
    await eventually(() => values.count()).toBe(4);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should chain kinds: texts are names, values are ids, the scope stays', async () => {
    const { page, errors } = await stage.open(end, { tab: 'variables' });
    await choose(page, 'List', 'Subscriptions');
    await choose(page, 'Customer', 'Contoso');
    const values = page.getByTestId('values').getByRole('listitem');
    const withId = (name: string) => expect.stringMatching(new RegExp(`^${name}[0-9a-f-]{36}$`));
    await eventually(() => values.allTextContents()).toEqual([
      withId('Contoso Archive'),
      withId('Contoso Development'),
      withId('Contoso Production'),
    ]);
    await choose(page, 'List', 'Resource groups');
    await choose(page, 'Subscription', 'Contoso Production');
    await eventually(() => values.allTextContents()).toEqual([
      expect.stringMatching(/^RG-Data\//),
      expect.stringMatching(/^rg-web\//),
    ]);
    const variable = await eventually(() => saved(page, 'variable')).toMatchObject({
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
    const asked = () => requests.find(({ url }) => url.searchParams.get('kind') === 'location')?.url.searchParams;
    await eventually(() => asked()?.get('scope')).toBe('{"customer":["a","$unknown"]}');
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
    await eventually(() => chain.getByText(/^[0-9a-f-]{36}$/).count()).toBe(1);
    await page.close();
  });

  it('should sort by badness, and say when variables or kinds are unknown', async () => {
    const { page } = await stage.open(end, { tab: 'variables' });
    await page.getByTestId('azure-csp-values').getByText('4 customers now: Contoso, Fabrikam').waitFor();
    await page.getByRole('radio', { name: 'Worst first' }).click({ force: true });
    const values = page.getByTestId('values').getByRole('listitem');
    await eventually(async () => (await values.allTextContents()).slice(0, 2)).toEqual([
      expect.stringMatching(/^Contoso[0-9]/),
      expect.stringMatching(/^Northwind Traders[0-9]/),
    ]);
    await page.close();

    const broken = { kind: 'moon', scope: { customer: 'x' } };
    const second = await stage.open(end, { tab: 'variables', variable: JSON.stringify(broken) });
    await second.page.getByText('“moon” is nothing that can be listed.', { exact: true }).waitFor();
    await eventually(() => saved(second.page, 'variable')).toEqual(broken);
    await picture(second.page, `variable-broken-${end}`);
    await second.page.close();
  });
});
