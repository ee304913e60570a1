import type { Page } from 'playwright-core';
import type { TreeNode } from '../../src/shared/tree.ts';
import { ENDS } from '../workbench/indexPage.ts';
import { picture, startStage, type Stage } from './stage.ts';

jest.setTimeout(90_000);

const SUBSCRIPTIONS = 1000;
/** What the page may take on a machine that is busy with much else: on an idle one it should be below 100. */
const BOUND_MS = 3_000;
/** Lines in sight, and some beyond. */
const DRAWN = 40;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('scope tree of 1,000 subscriptions on Grafana %s', (end) => {
  it('should open and search at once, and draw only what is in sight', async () => {
    const { page } = await stage.open(end, { query: JSON.stringify({ queryType: 'resources', filters: {} }) });
    // The tree is timed, not the table of results that is drawn at the start.
    await page.getByTestId('result-size').waitFor();
    await page.waitForTimeout(1_000);
    await serve(page);
    const tree = page.getByRole('tree');
    const items = tree.getByRole('treeitem');
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    await items.first().waitFor();
    await expect(items.count()).resolves.toBeLessThan(DRAWN);
    await expect(items.first().getAttribute('aria-setsize')).resolves.toBe(String(SUBSCRIPTIONS));

    await tree.focus();
    const opening = await timed(page, 'Subscription 0000', () => page.keyboard.press('ArrowRight'));
    await expect(items.count()).resolves.toBeLessThan(DRAWN);
    await picture(page, `tree-large-${end}`);

    await page.keyboard.press('End');
    await tree.getByText('Customer 999', { exact: true }).waitFor();
    // What is found is shown from its first line on, however far down one was before.
    const searching = await timed(page, 'Customer 005', () =>
      page.getByLabel('Search the estate').pressSequentially('5'),
    );
    await expect(items.count()).resolves.toBeLessThan(DRAWN);
    const [opened, searched] = [opening, searching].map(Math.round);
    console.log(`Grafana ${end}: 1,000 subscriptions open in ${opened} ms, a search in ${searched} ms`);
    expect(Math.max(opening, searching)).toBeLessThan(BOUND_MS);
    await page.close();
  });
});

/** Milliseconds in the page from the next key to the text in the tree. */
async function timed(page: Page, text: string, press: () => Promise<void>): Promise<number> {
  const handle = await page.evaluateHandle((wanted) => {
    let start = 0;
    document.addEventListener('keydown', () => (start = performance.now()), { capture: true, once: true });
    const time = new Promise<number>((done) => {
      new MutationObserver((_, observer) => {
        if (start > 0 && document.querySelector('[role=tree]')?.textContent?.includes(wanted)) {
          observer.disconnect();
          done(performance.now() - start);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return { time };
  }, text);
  await press();
  return handle.evaluate(({ time }) => time);
}

/** An estate larger than any world of the simulator that starts in a test's time: the route's answers, at once, in the page. */
async function serve(page: Page): Promise<void> {
  await page.evaluate((count) => {
    const nodes = (kind: TreeNode['kind'], name: string, digits: number): TreeNode[] =>
      Array.from({ length: count }, (_, index) => ({
        kind,
        id: `${kind}-${index}`,
        name: `${name} ${String(index).padStart(digits, '0')}`,
        path: [],
        hasChildren: true,
        healthValue: index % 5,
      }));
    const customers = nodes('customer', 'Customer', 3);
    const subscriptions = nodes('subscription', 'Subscription', 4);
    const real = window.fetch;
    window.fetch = async (input, init) => {
      const { pathname, searchParams } = new URL(String(input), location.href);
      if (!pathname.endsWith('/resources/tree')) {
        return real(input, init);
      }
      const search = searchParams.get('search') ?? '';
      const all = searchParams.get('parent') ? subscriptions : customers;
      const found = all.filter(({ name }) => name.toLowerCase().includes(search));
      return Response.json({ nodes: found, total: found.length });
    };
  }, SUBSCRIPTIONS);
}
