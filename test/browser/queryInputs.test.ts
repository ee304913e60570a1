import { ENDS } from '../workbench/indexPage.ts';
import { choose, picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

const query = (value: object) => ({ query: JSON.stringify(value) });

describe.each(ENDS)('inputs of single query types on Grafana %s', (end) => {
  it('should take a rollup of percentages, and refuse nonsense', async () => {
    const { page } = await stage.open(end, query({ queryType: 'healthSummary', groupBy: 'customer', filters: {} }));
    await page.getByRole('radio', { name: 'Percentage' }).click({ force: true });
    await page.getByLabel('Percent', { exact: true }).fill('200');
    await page.keyboard.press('Tab');
    await page.getByText('A number from 1 to 100').waitFor();
    await page.getByLabel('Percent', { exact: true }).fill('75');
    await page.keyboard.press('Tab');
    await page.getByLabel('Types with a policy of their own', { exact: true }).fill('Microsoft.Web/sites=bestOf');
    await page.keyboard.press('Tab');
    await eventually(async () => (await saved(page, 'query'))['rollup']).toEqual({
      policy: 'percentage',
      percentage: 75,
      byType: { 'Microsoft.Web/sites': { policy: 'bestOf' } },
    });
    await page.close();
  });

  it('should leave out of availability what does not count', async () => {
    const { page } = await stage.open(end, query({ queryType: 'availability', filters: {} }));
    // 10.4 keeps the box itself out of sight.
    await page.getByLabel('Leave out planned maintenance', { exact: true }).press('Space');
    await eventually(() => saved(page, 'query')).toMatchObject({ availability: { excludePlanned: true } });
    await page.close();
  });

  it('should take hours of stateless alerts and a baseline, and keep a baseline that is no JSON on the screen', async () => {
    const { page } = await stage.open(end, query({ queryType: 'incidents', filters: {} }));
    await page.getByLabel('Hours of stateless alerts', { exact: true }).fill('48');
    await page.keyboard.press('Tab');
    await eventually(() => saved(page, 'query')).toMatchObject({ statelessHours: 48 });
    await choose(page, 'Query type', 'Coverage');
    const baseline = page.getByLabel('Baseline', { exact: true });
    await baseline.fill('{"Microsoft.Web/sites": ["any"');
    await page.keyboard.press('Tab');
    await page.getByText('This is not JSON').waitFor();
    await eventually(() => baseline.inputValue()).toContain('Microsoft.Web/sites');
    await baseline.fill('{"Microsoft.Web/sites": ["any"]}');
    await page.keyboard.press('Tab');
    await eventually(() => saved(page, 'query')).toMatchObject({ baseline: { 'Microsoft.Web/sites': ['any'] } });
    await page.close();
  });

  it('should open an example of the cheat sheet by a click, and read well in the history', async () => {
    const { page } = await stage.open(end, { tab: 'explore' });
    await page.getByTestId('history').getByText('Unavailable or Degraded resources, worst first').waitFor();
    await page.getByTestId('azure-csp-help').getByText('Is it Microsoft?').click();
    await page.getByTestId('history').getByText('Active Service Health events, active first').waitFor();
    await page.getByTestId('result-size').waitFor();
    await picture(page, `explore-${end}`);
    await page.close();
  });

  it('should mark health changes, events, incidents and changes, with their columns mapped', async () => {
    const { page } = await stage.open(end, { tab: 'annotations' });
    const annotation = async () => {
      const text = await page.getByTestId('saved-annotation').textContent();
      return JSON.parse(text ?? '') as object;
    };
    await eventually(annotation).toMatchObject({ target: { filters: { state: ['HealthChanged'] } } });
    for (const [label, queryType] of [
      ['Service events', 'serviceHealthEvents'],
      ['Incidents', 'incidents'],
      ['Changes', 'changes'],
    ] as const) {
      await page.getByRole('radio', { name: label, exact: true }).click({ force: true });
      await eventually(annotation).toMatchObject({ target: { queryType } });
      if (queryType === 'incidents') {
        await eventually(annotation).toMatchObject({ mappings: { timeEnd: { value: 'resolvedDateTime' } } });
        await page.getByTestId('result-size').waitFor();
        await picture(page, `annotations-${end}`);
      }
    }
    await page.close();
  });
});
