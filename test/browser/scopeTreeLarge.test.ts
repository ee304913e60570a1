import { ENDS } from '../workbench/indexPage.ts';
import { picture, startStage, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';
import { quickest, ratio, rounds, serveTree, Stopwatch, type Round } from './treeTiming.ts';

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
    await eventually(() => items.count()).toBeLessThan(DRAWN);
    await eventually(() => items.first().getAttribute('aria-setsize')).toBe(String(SUBSCRIPTIONS));

    const watch = await Stopwatch.of(page);
    await tree.focus();
    const [opening = []] = await rounds(watch, async (number) => {
      const cost = await watch.key('ArrowRight', { at: number + 1, text: `${number}: Subscription 0000` });
      await eventually(() => items.count()).toBeLessThan(DRAWN);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowDown');
      return [cost];
    });
    await page.keyboard.press('ArrowRight');
    await picture(page, `tree-large-${end}`);

    await page.keyboard.press('End');
    await tree.getByText('Customer 999', { exact: true }).waitFor();
    await page.getByLabel('Search the estate').focus();
    const [searching = [], further = []] = await rounds(watch, async (number) => {
      const letter = String(9 - number);
      // What is found is shown from its first line on, however far down one was before.
      const cost = await watch.key(letter, { at: 0, text: `Customer 00${letter}` });
      const next = await watch.key('0', { at: 0, text: `Customer 0${letter}0` });
      await eventually(() => items.count()).toBeLessThan(DRAWN);
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await tree.getByText('Customer 000', { exact: true }).waitFor();
      return [cost, next];
    });
    const measured = { open: opening, search: searching, 'next letter': further };
    const said = Object.entries(measured).map(([name, all]) => `${name} ${text(all)}`);
    console.log(`Grafana ${end}, 1,000 subscriptions, ms to painted lines (main thread): ${said.join(', ')}`);
    for (const [name, all] of Object.entries(measured)) {
      expect([name, ratio(all) < BOUND]).toEqual([name, true]);
    }
    await page.close();
  });
});

function text(all: readonly Round[]): string {
  const { wall, busy } = quickest(all.map(({ cost }) => cost));
  return `${Math.round(wall)} (${Math.round(busy)}), ${ratio(all).toFixed(2)} of 400 plain lines`;
}
