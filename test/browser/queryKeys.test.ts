import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { saved, searched, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('keyboard only on Grafana %s', (end) => {
  it('should build a query, and choose its scope in the tree', async () => {
    const { page } = await stage.open(end);
    await page.getByTestId('result-size').waitFor();
    await tabTo(page, 'Query type');
    await page.keyboard.type('Resource health');
    await page.keyboard.press('Enter');
    await tabTo(page, 'State');
    await page.keyboard.type('Unavailable');
    await searched(page);
    await page.locator('[id*="-listbox"]').getByText('Unavailable', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByTestId('azure-csp-preview').getByText('Unavailable resources of $customer').waitFor();

    await tabTo(page, 'Browse the estate', true);
    await page.keyboard.press('Enter');
    const tree = page.getByRole('tree');
    await tree.getByText('Northwind Traders').waitFor();
    await page.keyboard.press('ArrowDown');
    // Contoso is first: open it, go to its tenant and tick it.
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { level: 2 }).getByText('Contoso').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByText('1 tenant ticked').waitFor();
    await tabTo(page, 'Apply', true);
    await page.keyboard.press('Enter');
    await eventually(() => saved(page, 'query')).toMatchObject({
      queryType: 'resourceHealth',
      filters: { customer: ['$customer'], tenant: [expect.any(String)], state: ['Unavailable'] },
    });
    const size = page.getByTestId('result-size');
    await eventually(() => size.textContent()).toMatch(/^2 rows/);
    await page.close();
  });
});

/** More than a page has; the results table alone has one for each column. */
const STOPS = 200;

/** Presses Tab until the control of this name has the focus. */
async function tabTo(page: Page, name: string, button = false): Promise<void> {
  const target = button
    ? page.getByRole('button', { name, exact: true })
    : page.getByLabel(name, { exact: true }).last();
  for (let stop = 0; stop < STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}
