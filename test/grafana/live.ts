import type { Browser } from 'playwright-core';
import type { GrafanaApi } from './api.ts';
import { newPage, picture } from './pages.ts';
import type { RunningSimulator } from './simulator.ts';
import type { Steps } from './steps.ts';
import { SMALL_RESOURCES, World } from './world.ts';

/** A tile of the wall follows the world although the page is never refreshed: what Grafana Live pushes makes it ask. */
export async function checkLive(
  steps: Steps,
  grafana: GrafanaApi,
  simulator: RunningSimulator,
  browser: Browser,
): Promise<void> {
  const world = new World(simulator);
  await steps.run('a tile of the wall changes without a refresh', async () => {
    const page = await newPage(browser);
    const tiles = page.locator('[data-testid="data-testid Panel header Customers by worst state"]');
    const contoso = (state: string) =>
      tiles.getByText('Contoso', { exact: true }).locator('xpath=..').getByText(state).waitFor({ timeout: 60_000 });
    try {
      // A day between refreshes is as good as none.
      await page.goto(`${grafana.url}/d/azurecsp-wall?kiosk&refresh=1d`, { waitUntil: 'load' });
      await tiles.getByText('Contoso', { exact: true }).waitFor({ timeout: 60_000 });
      await world.health(SMALL_RESOURCES.vault, 'Available');
      await world.health(SMALL_RESOURCES.web02, 'Available');
      await contoso('Available');
      await world.health(SMALL_RESOURCES.web02, 'Unavailable');
      await contoso('Unavailable');
      await picture(page, 'live');
      await world.health(SMALL_RESOURCES.web02, 'Available');
      await contoso('Available');
    } finally {
      await page.context().close();
    }
  });
}
