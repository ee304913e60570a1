import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

/** Each link below the result, and what is then on the screen. */
const STATES: Array<[string, (page: Page) => Promise<unknown>]> = [
  ['empty', (page) => page.getByText('No rows').waitFor()],
  ['loading', (page) => page.locator('[data-testid=result][data-state=Loading]').waitFor()],
  ['error', (page) => page.getByText('The query failed').waitFor()],
  [
    'no access',
    (page) =>
      page
        .getByTestId('result')
        .getByText(/GDAP relationship/)
        .waitFor(),
  ],
  ['stale', (page) => page.getByTestId('totals').getByText('4 customers with stale data').waitFor()],
  ['backend slow', (page) => page.getByTestId('result-size').waitFor()],
  ['backend down', (page) => page.getByTestId('result').getByText('Plugin unavailable').waitFor()],
  ['gone', (page) => page.getByText('Not found: 00000000-0000-0000-0000-00000000dead').waitFor()],
  ['alert rule', (page) => page.getByText('Alert rules know no dashboard variables').waitFor()],
  ['filled', (page) => page.getByTestId('result-size').waitFor()],
];

describe.each(ENDS)('states on Grafana %s', (end) => {
  it('should each be reached by their link, with the editor open above', async () => {
    const { page } = await stage.open(end);
    for (const [name, arrived] of STATES) {
      await page.getByRole('navigation', { name: 'States' }).getByText(name, { exact: true }).click();
      await arrived(page);
      await page.getByTestId('azure-csp-query-editor').getByText('Query type', { exact: true }).waitFor();
      await picture(page, `state-${name.replace(' ', '-')}-${end}`);
    }
    await page.close();
  });

  it('should keep the query while the backend is down, and say so in the menus and in the tree', async () => {
    const query = { queryType: 'resources', filters: { customer: ['Contoso'], tag: ['env=prod'] }, note: 'mine' };
    const { page } = await stage.open(end, { condition: 'down', query: JSON.stringify(query) });
    await page.getByTestId('result').getByText('Plugin unavailable').waitFor();
    await page.getByLabel('Subscription', { exact: true }).click();
    await page.locator('[id*="-listbox"]').getByText('Could not be read: Plugin unavailable').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    await page.getByRole('tree').getByText('Plugin unavailable').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => saved(page, 'query')).toEqual({ ...query, refId: 'A' });
    await page.close();
  });

  it('should fit a narrow window in both themes', async () => {
    for (const theme of ['dark', 'light']) {
      const { page } = await stage.open(end, { theme });
      await page.setViewportSize({ width: 420, height: 1400 });
      await page.getByTestId('result-size').waitFor();
      const spilled = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await eventually(spilled).toBeLessThanOrEqual(0);
      await picture(page, `narrow-${theme}-${end}`);
      await page.close();
    }
  });
});
