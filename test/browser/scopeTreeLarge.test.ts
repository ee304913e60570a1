import { ENDS } from '../workbench/indexPage.ts';
import { picture, startStage, type Stage } from './stage.ts';
import { quickest, rounds, serveTree, Stopwatch, type Cost } from './treeTiming.ts';

jest.setTimeout(90_000);

const SUBSCRIPTIONS = 1000;
/** Lines in sight, and some beyond. */
const DRAWN = 40;
/** So many times what 400 plain lines take in the same dialog. */
const BOUND = 1;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe.each(ENDS)('scope tree of 1,000 subscriptions on Grafana %s', (end) => {
  it('should open and search at once, and draw only what is in sight', async () => {
    // The tree is timed, not the table of results, which is drawn at the start and then let alone.
    const { page } = await stage.open(end, {
      still: '1',
      query: JSON.stringify({ queryType: 'resources', filters: {} }),
    });
    await page.getByTestId('result-size').waitFor();
    await serveTree(page, SUBSCRIPTIONS);
    const tree = page.getByRole('tree');
    const items = tree.getByRole('treeitem');
    await page.getByRole('button', { name: 'Browse the estate' }).click();
    await items.first().waitFor();
    await expect(items.count()).resolves.toBeLessThan(DRAWN);
    await expect(items.first().getAttribute('aria-setsize')).resolves.toBe(String(SUBSCRIPTIONS));

    const watch = await Stopwatch.of(page);
    const before = await watch.calibration();
    await tree.focus();
    const opening = await rounds(async (number) => {
      const cost = await watch.key('ArrowRight', { at: number + 1, text: `${number}: Subscription 0000` });
      await expect(items.count()).resolves.toBeLessThan(DRAWN);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowDown');
      return cost;
    });
    await page.keyboard.press('ArrowRight');
    await picture(page, `tree-large-${end}`);

    await page.keyboard.press('End');
    await tree.getByText('Customer 999', { exact: true }).waitFor();
    await page.getByLabel('Search the estate').focus();
    const further: Cost[] = [];
    const searching = await rounds(async (number) => {
      const letter = String(9 - number);
      // What is found is shown from its first line on, however far down one was before.
      const cost = await watch.key(letter, { at: 0, text: `Customer 00${letter}` });
      further.push(await watch.key('0', { at: 0, text: `Customer 0${letter}0` }));
      await expect(items.count()).resolves.toBeLessThan(DRAWN);
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await tree.getByText('Customer 000', { exact: true }).waitFor();
      return cost;
    });
    const machine = quickest([before, await watch.calibration()]);
    const costs = { open: opening, search: searching, 'next letter': quickest(further) };
    const said = Object.entries({ ...costs, '400 plain lines': machine }).map(
      ([name, cost]) => `${name} ${text(cost)}`,
    );
    console.log(`Grafana ${end}, 1,000 subscriptions, ms to painted lines (main thread): ${said.join(', ')}`);
    for (const [name, { wall, busy }] of Object.entries(costs)) {
      expect([name, Math.max(wall / machine.wall, busy / machine.busy) < BOUND]).toEqual([name, true]);
    }
    await page.close();
  });
});

function text({ wall, busy }: Cost): string {
  return `${Math.round(wall)} (${Math.round(busy)})`;
}
