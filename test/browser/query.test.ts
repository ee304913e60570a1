import { ENDS } from '../workbench/indexPage.ts';
import { choose, eventually, menu, picture, saved, startStage, type Stage } from './stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('query editor on Grafana %s', (end) => {
  it('should draw the default query and its answer', async () => {
    const { page, errors } = await stage.open(end);
    await page.getByTestId('result-size').waitFor();
    await expect(page.getByTestId('tiles').getByRole('button').count()).resolves.toBe(4);
    await expect(page.getByTestId('tiles').getByText('Fabrikam Österreich').count()).resolves.toBe(1);
    await expect(page.getByText('Query type', { exact: true }).isVisible()).resolves.toBe(true);
    await picture(page, `query-dark-${end}`);
    await page.getByRole('radio', { name: 'Light' }).click({ force: true });
    await expect(page.locator('body').getAttribute('data-theme')).resolves.toBe('light');
    await picture(page, `query-light-${end}`);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should answer what is built by mouse', async () => {
    const { page, errors } = await stage.open(end);
    await choose(page, 'Query type', 'Resource health');
    await choose(page, 'Customer', 'Contoso');
    await choose(page, 'State', 'Unavailable');
    const query = await eventually(
      () => saved(page, 'query'),
      ({ filters }) => 'state' in (filters as object),
    );
    expect(query).toMatchObject({ queryType: 'resourceHealth', filters: { state: ['Unavailable'] } });
    expect(query).not.toHaveProperty('groupBy');
    const size = page.getByTestId('result-size');
    await expect(
      eventually(
        () => size.textContent(),
        (text) => /^2 rows/.test(text ?? ''),
      ),
    ).resolves.toMatch(/^2 rows/);
    await expect(page.getByTestId('result').getByText('kv-contoso').first().isVisible()).resolves.toBe(true);
    await expect(page.getByTestId('result').getByText('vm-web-01').count()).resolves.toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should search filters on the server, within the other filters', async () => {
    const { page, requests } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { customer: ['Contoso'] } }),
    });
    await page.getByLabel('Resource', { exact: true }).click();
    await page.keyboard.type('web');
    await menu(page).getByText('vm-web-01', { exact: true }).waitFor();
    await expect(menu(page).getByText('stcontoso', { exact: true }).count()).resolves.toBe(0);
    const asked = await eventually(
      () => requests.filter(({ url }) => url.searchParams.get('kind') === 'resource').at(-1)?.url.searchParams,
      (question) => question?.get('search') === 'web',
    );
    expect(asked?.get('search')).toBe('web');
    expect(JSON.parse(asked?.get('scope') ?? '')).toEqual({ customer: ['Contoso'] });
    // One question for three keys: typing is waited for.
    expect(requests.filter(({ url }) => url.searchParams.get('search')?.startsWith('w'))).toHaveLength(1);
    await picture(page, `filter-${end}`);
    await page.close();
  });

  it('should offer template variables, keep them, and send their values as a list', async () => {
    const { page, requests } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'customers', filters: {} }),
    });
    await choose(page, 'Customer', '$customer');
    const query = await eventually(
      () => saved(page, 'query'),
      ({ filters }) => 'customer' in (filters as object),
    );
    expect(query).toMatchObject({ filters: { customer: ['$customer'] } });
    const sent = await eventually(
      () => requests.filter(({ body }) => body?.includes('"queryType":"customers"')).at(-1)?.body ?? '',
      (body) => body.includes('"customer":['),
    );
    const { queries } = JSON.parse(sent) as { queries: Array<{ filters: { customer: string[] } }> };
    expect(queries[0]?.filters.customer).toHaveLength(4);
    await page.close();
  });

  it('should show names for ids, and say which values are gone', async () => {
    const gone = '00000000-0000-0000-0000-00000000dead';
    const id = await subscriptionId(stage);
    const { page } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { subscription: [id, gone] } }),
    });
    const editor = page.getByTestId('azure-csp-query-editor');
    await editor.getByText('Contoso Production').waitFor();
    await editor.getByText(`Not found: ${gone}`).waitFor();
    await expect(saved(page, 'query')).resolves.toMatchObject({ filters: { subscription: [id, gone] } });
    await page.close();
  });

  it('should take a limit when the field is left, and refuse nonsense', async () => {
    const { page, requests } = await stage.open(end, { query: JSON.stringify({ queryType: 'resources' }) });
    await page.getByTestId('result-size').waitFor();
    const queries = () => requests.filter(({ body }) => body?.includes('"limit"')).length;
    await page.getByLabel('Limit', { exact: true }).fill('3');
    expect(queries()).toBe(0);
    await page.keyboard.press('Tab');
    const size = page.getByTestId('result-size');
    await expect(
      eventually(
        () => size.textContent(),
        (text) => /^3 rows/.test(text ?? ''),
      ),
    ).resolves.toMatch(/^3 rows/);
    await page.getByLabel('Limit', { exact: true }).fill('-4');
    await page.keyboard.press('Tab');
    await page.getByText('A whole number from 1 to 100,000').waitFor();
    await expect(saved(page, 'query')).resolves.toMatchObject({ limit: 3 });
    await page.close();
  });

  it('should open a broken query, say so, and keep it', async () => {
    const broken = {
      queryType: 'nonsense',
      filters: { moon: ['x'], customer: 'Contoso' },
      limit: 'many',
      note: 'by hand',
    };
    const { page, errors } = await stage.open(end, { query: JSON.stringify(broken) });
    await page.getByText('Parts of this query cannot be used').waitFor();
    await page.getByText('Filter “moon” is not one that this version knows.').waitFor();
    await page.getByText('The query failed').waitFor();
    await expect(saved(page, 'query')).resolves.toEqual({ ...broken, refId: 'A' });
    await picture(page, `broken-${end}`);
    await choose(page, 'Query type', 'Tenants');
    await expect(
      eventually(
        () => saved(page, 'query'),
        ({ queryType }) => queryType === 'tenants',
      ),
    ).resolves.toMatchObject({ note: 'by hand' });
    expect(errors.filter((text) => !text.includes('/api/'))).toEqual([]);
    await page.close();
  });

  it('should tell an alert rule what it gets', async () => {
    const { page } = await stage.open(end, {
      alerting: '1',
      query: JSON.stringify({ queryType: 'healthSummary', groupBy: 'customer' }),
    });
    await page.getByText('One number for each watched thing: 0 when it is fine').waitFor();
    await expect(page.getByLabel('Limit', { exact: true }).count()).resolves.toBe(0);
    await picture(page, `alerting-${end}`);
    await page.close();
  });

  it('should say why an answer is empty', async () => {
    const { page } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { location: ['nowhere'] } }),
    });
    await page.getByText('No rows').waitFor();
    await expect(
      page
        .getByTestId('result')
        .getByRole(end === '13' ? 'status' : 'alert')
        .count(),
    ).resolves.toBeGreaterThan(0);
    await picture(page, `empty-${end}`);
    await page.close();
  });
});

async function subscriptionId({ workbench }: Stage): Promise<string> {
  const answer = await fetch(
    `${workbench.url}/api/datasources/uid/azurecsp/resources/options?kind=subscription&search=Contoso%20Production`,
  );
  const { options } = (await answer.json()) as { options: Array<{ value: string }> };
  return options[0]?.value ?? '';
}
