import { ENDS } from '../workbench/indexPage.ts';
import { choose, picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

const KQL = 'resources | summarize number = count() by type';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('editors of what is asked on demand on Grafana %s', (end) => {
  it('should offer the metrics and dimensions of the chosen resource', async () => {
    const filters = { resource: ['stcontoso'] };
    const { page, requests } = await stage.open(end, { query: JSON.stringify({ queryType: 'metrics', filters }) });
    await choose(page, 'Namespace', 'Microsoft.Storage/storageAccounts');
    await choose(page, 'Metric', 'Transactions');
    await choose(page, 'Split by', 'ApiName');
    await eventually(() => saved(page, 'query')).toMatchObject({
      metric: { name: 'Transactions', aggregation: 'Total', dimensions: [{ name: 'ApiName' }] },
    });
    await eventually(() => requests.some(({ url }) => url.pathname.endsWith('/metricDimensions'))).toBe(true);
    await picture(page, `metrics-${end}`);
    await page.close();
  });

  it('should take a query in Kusto, and complete tables and columns', async () => {
    const { page } = await stage.open(end, { query: JSON.stringify({ queryType: 'resourceGraph', filters: {} }) });
    const box = page.getByTestId('azure-csp-kql');
    const field = box.locator('.monaco-editor').first();
    await field.waitFor();
    await field.click();
    await page.keyboard.type('servicehealth');
    await page.keyboard.press('Control+Space');
    await page.getByText('servicehealthresources', { exact: true }).first().waitFor();
    await picture(page, `kusto-completion-${end}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(KQL);
    await page.getByText('Query type', { exact: true }).click();
    await eventually(() => saved(page, 'query')).toMatchObject({ kql: KQL });
    const size = page.getByTestId('result-size');
    await eventually(() => size.textContent()).toMatch(/^22 rows, 5 columns/);
    await picture(page, `kusto-${end}`);
    await page.close();
  });
});
