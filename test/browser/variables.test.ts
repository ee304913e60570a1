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
});
