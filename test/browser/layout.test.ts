import type { Page } from 'playwright-core';
import { QUERY_TYPES } from '../../src/shared/queryTypes.ts';
import { ENDS } from '../workbench/indexPage.ts';
import { picture, saved, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

/** What makes a type's own part of the editor as full as it gets. */
const FULL: Record<string, object> = {
  resourceHealth: { sort: '-ageSeconds', limit: 50, filters: { resourceType: ['Microsoft.Compute/virtualMachines'] } },
  healthSummary: { rollup: { policy: 'percentage', percentage: 60 } },
  metrics: {
    filters: { resource: ['stcontoso'] },
    metric: { name: 'Transactions', dimensions: [{ name: 'ApiName' }] },
  },
};
const EDITOR = 'azure-csp-query-editor';

describe.each(ENDS)('layout on Grafana %s', (end) => {
  it.each([1366, 700])('should cut and spill nothing in any query type on %i pixels', async (width) => {
    const { page } = await stage.open(end, { still: '1' });
    await page.setViewportSize({ width, height: 900 });
    for (const queryType of Object.keys(QUERY_TYPES)) {
      const detail = { refId: 'A', queryType, ...FULL[queryType] };
      await page.evaluate((query) => dispatchEvent(new CustomEvent('workbench:query', { detail: query })), detail);
      await page.waitForFunction(
        (text) => document.querySelector('[data-testid=saved-query]')?.textContent === text,
        JSON.stringify(detail),
      );
      await eventually(async () => (await poor(page)).map((one) => `${queryType}: ${one}`)).toEqual([]);
    }
    await eventually(() => saved(page, 'query')).toMatchObject({ queryType: 'resourceGraph' });
    await picture(page, `layout-${width}-${end}`);
    await page.close();
  });
});

/** What sticks out of the editor, texts that are cut, and fields without help. */
function poor(page: Page): Promise<string[]> {
  return page.getByTestId(EDITOR).evaluate((editor) => {
    const edge = editor.getBoundingClientRect().right + 1;
    const own = [...editor.querySelectorAll<HTMLElement>('*')].filter((one) => !one.closest('.monaco-editor'));
    const name = (one: HTMLElement) => `${one.tagName} ${(one.textContent || one.getAttribute('aria-label')) ?? ''}`;
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    const room = (one: HTMLElement) => {
      const { paddingLeft, paddingRight } = getComputedStyle(one);
      return one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 1;
    };
    const placeholder = (one: HTMLElement) => {
      context.font = getComputedStyle(one).font;
      return one instanceof HTMLInputElement ? context.measureText(one.placeholder).width : 0;
    };
    return [
      ...own.filter((one) => one.getBoundingClientRect().right > edge).map((one) => `spilled ${name(one)}`),
      ...own
        .filter((one) => one.childElementCount === 0 && one.textContent && one.clientWidth > 0)
        .filter((one) => getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)
        .map((one) => `cut ${name(one)}`),
      ...own.filter((one) => placeholder(one) > room(one)).map((one) => `cut placeholder of ${name(one)}`),
      ...own
        .filter((one) => one.matches('label[for]') && one.textContent && !one.closest('[role=radiogroup]'))
        .filter((one) => !one.parentElement?.querySelector('[aria-label^=Help]'))
        .map((one) => `no help at ${name(one)}`),
    ];
  });
}
