import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { ENDS } from '../workbench/indexPage.ts';
import { startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

const query = (value: object) => ({ query: JSON.stringify(value) });
const METRICS = { queryType: 'metrics', filters: { resource: ['stcontoso'] }, metric: { name: 'Transactions' } };
const EDITORS: Array<[string, Record<string, string>, string]> = [
  ['the query editor', {}, '[data-testid=azure-csp-query-editor]'],
  ['a broken query', query({ queryType: 'moon', filters: 3 }), '[data-testid=azure-csp-query-editor]'],
  ['metrics', query(METRICS), '[data-testid=azure-csp-query-editor]'],
  ['incidents', query({ queryType: 'incidents' }), '[data-testid=azure-csp-query-editor]'],
  ['coverage', query({ queryType: 'coverage' }), '[data-testid=azure-csp-query-editor]'],
  ['the variable editor', { tab: 'variables' }, '[data-testid=azure-csp-variable-editor]'],
  ['the annotation editor', { tab: 'annotations' }, '[data-testid=azure-csp-annotation-editor]'],
  ['the settings', { tab: 'settings' }, '[data-testid=azure-csp-config-editor]'],
  ['the cheat sheet', { tab: 'explore' }, '[data-testid=azure-csp-help]'],
];

interface Axe {
  axe: { run(context: object, options: object): Promise<AxeResults> };
}

/** What Grafana's own controls do wrong, and its plugins cannot mend: a label of 10.4's switch; the contrast of a disabled select, which WCAG exempts. */
const OF_GRAFANA = ['label[aria-label="Toggle switch"]', '[aria-disabled=true] [class*=singleValue]'];

describe.each(ENDS)('accessibility on Grafana %s', (end) => {
  it.each(EDITORS)('should have no violations in %s, dark and light', async (_name, given, selector) => {
    const { page } = await stage.open(end, given);
    await page.locator(selector).waitFor();
    await eventually(() => violations(page, selector)).toEqual([]);
    await page.getByRole('radio', { name: 'Light' }).click({ force: true });
    await page.locator('body[data-theme=light]').waitFor();
    // Colours fade from one theme to the other.
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    // Nothing else depends on the theme.
    await eventually(() => violations(page, selector, ['color-contrast'])).toEqual([]);
    await page.close();
  });

  it('should have no violations in the tree', async () => {
    const { page } = await stage.open(
      end,
      query({ queryType: 'resources', filters: { customer: ['Contoso', '$customer'] } }),
    );
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    await page.getByRole('tree').getByText('Contoso').first().waitFor();
    await eventually(() => violations(page, '[role=dialog]')).toEqual([]);
    await page.close();
  });
});

/** What axe finds below a selector: the rule and the elements. */
async function violations(page: Page, selector: string, rules?: string[]): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(([context, options]) => (window as unknown as Axe).axe.run(context, options), [
    { include: [selector], exclude: OF_GRAFANA },
    rules ? { runOnly: rules } : {},
  ] as const);
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}
