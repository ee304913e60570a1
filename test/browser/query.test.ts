import type { Locator } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { choose, menu, picture, saved, searched, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('query editor on Grafana %s', (end) => {
  it('should draw the default query and its answer', async () => {
    const { page, errors } = await stage.open(end);
    await page.getByTestId('result-size').waitFor();
    await eventually(() => page.getByTestId('tiles').getByRole('button').count()).toBe(4);
    await page.getByTestId('tiles').getByText('Fabrikam Österreich').waitFor();
    await page.getByText('Query type', { exact: true }).waitFor();
    await picture(page, `query-dark-${end}`);
    await page.getByRole('radio', { name: 'Light' }).click({ force: true });
    await page.locator('body[data-theme=light]').waitFor();
    await picture(page, `query-light-${end}`);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should answer what is built by mouse', async () => {
    const { page, errors } = await stage.open(end);
    await choose(page, 'Query type', 'Resource health');
    await choose(page, 'Customer', 'Contoso');
    await choose(page, 'State', 'Unavailable');
    const query = await eventually(() => saved(page, 'query')).toMatchObject({
      queryType: 'resourceHealth',
      filters: { state: ['Unavailable'] },
    });
    expect(query).not.toHaveProperty('groupBy');
    const size = page.getByTestId('result-size');
    await eventually(() => size.textContent()).toMatch(/^2 rows/);
    await page.getByTestId('result').getByText('kv-contoso').first().waitFor();
    await eventually(() => page.getByTestId('result').getByText('vm-web-01').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should search filters on the server, within the other filters', async () => {
    const { page, requests } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { customer: ['Contoso'] } }),
    });
    const field = page.getByLabel('Resource', { exact: true });
    await field.click();
    await menu(page).getByText('stcontoso', { exact: true }).waitFor();
    await typeAtOnce(field, 'web');
    const typed = () =>
      requests.map(({ url }) => url.searchParams).filter((asked) => asked.get('search')?.startsWith('w'));
    // One question for three keys: typing is waited for.
    await eventually(() => typed().map((asked) => Object.fromEntries(asked))).toEqual([
      expect.objectContaining({ kind: 'resource', search: 'web', scope: '{"customer":["Contoso"]}' }),
    ]);
    await searched(page);
    await menu(page).getByText('vm-web-01', { exact: true }).waitFor();
    await eventually(() => menu(page).getByText('stcontoso', { exact: true }).count()).toBe(0);
    await picture(page, `filter-${end}`);
    await page.close();
  });

  it('should offer template variables, keep them, and send their values as a list', async () => {
    const { page, requests } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'customers', filters: {} }),
    });
    await choose(page, 'Customer', '$customer');
    await eventually(() => saved(page, 'query')).toMatchObject({ filters: { customer: ['$customer'] } });
    const sent = () => requests.filter(({ body }) => body?.includes('"queryType":"customers"')).at(-1)?.body ?? '{}';
    const ids = [1, 2, 3, 4].map(() => expect.any(String));
    await eventually(() => JSON.parse(sent()) as object).toMatchObject({ queries: [{ filters: { customer: ids } }] });
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
    await eventually(() => saved(page, 'query')).toMatchObject({ filters: { subscription: [id, gone] } });
    await page.close();
  });

  it('should take a limit when the field is left, and refuse nonsense', async () => {
    const { page, requests } = await stage.open(end, { query: JSON.stringify({ queryType: 'resources' }) });
    await page.getByTestId('result-size').waitFor();
    const queries = () => requests.filter(({ body }) => body?.includes('"limit"')).length;
    await page.getByLabel('Limit', { exact: true }).fill('3');
    // The page asks again from time to time: what it asks now is without a limit.
    const before = requests.length;
    await eventually(() => requests.slice(before).some(({ url }) => url.pathname === '/api/ds/query')).toBe(true);
    expect(queries()).toBe(0);
    await page.keyboard.press('Tab');
    const size = page.getByTestId('result-size');
    await eventually(() => size.textContent()).toMatch(/^3 rows/);
    await page.getByLabel('Limit', { exact: true }).fill('-4');
    await page.keyboard.press('Tab');
    await page.getByText('A whole number from 1 to 100,000').waitFor();
    await eventually(() => saved(page, 'query')).toMatchObject({ limit: 3 });
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
    await eventually(() => saved(page, 'query')).toEqual({ ...broken, refId: 'A' });
    await picture(page, `broken-${end}`);
    await choose(page, 'Query type', 'Tenants');
    await eventually(() => saved(page, 'query')).toMatchObject({ queryType: 'tenants', note: 'by hand' });
    expect(errors.filter((text) => !text.includes('/api/'))).toEqual([]);
    await page.close();
  });

  it('should tell an alert rule what it gets', async () => {
    const { page } = await stage.open(end, {
      alerting: '1',
      query: JSON.stringify({ queryType: 'healthSummary', groupBy: 'customer' }),
    });
    await page.getByText('One number for each watched thing: 0 when it is fine').waitFor();
    await eventually(() => page.getByLabel('Limit', { exact: true }).count()).toBe(0);
    await picture(page, `alerting-${end}`);
    await page.close();
  });

  it('should say why an answer is empty', async () => {
    const { page } = await stage.open(end, {
      query: JSON.stringify({ queryType: 'resources', filters: { location: ['nowhere'] } }),
    });
    await page.getByText('No rows').waitFor();
    const notices = page.getByTestId('result').getByRole(end === '13' ? 'status' : 'alert');
    await notices.first().waitFor();
    await picture(page, `empty-${end}`);
    await page.close();
  });
});

/** Keys between which no machine stalls: all of them in one task of the page. */
function typeAtOnce(field: Locator, text: string): Promise<void> {
  return field.evaluate((input, typed) => {
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    for (let end = 1; end <= typed.length; end++) {
      write?.call(input, typed.slice(0, end));
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  }, text);
}

async function subscriptionId({ workbench }: Stage): Promise<string> {
  const answer = await fetch(
    `${workbench.url}/api/datasources/uid/azurecsp/resources/options?kind=subscription&search=Contoso%20Production`,
  );
  const { options } = (await answer.json()) as { options: Array<{ value: string }> };
  return options[0]?.value ?? '';
}
