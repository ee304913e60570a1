import type { Browser } from 'playwright-core';
import type { GrafanaApi } from './api.ts';
import { newPage, picture } from './pages.ts';
import type { RunningSimulator } from './simulator.ts';
import type { Steps } from './steps.ts';

const PRODUCTION = '/subscriptions/22222222-0000-4000-8000-0000000000d1/resourceGroups';
const MACHINE = `${PRODUCTION}/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
const VAULT = `${PRODUCTION}/RG-Data/providers/Microsoft.KeyVault/vaults/kv-contoso`;

/** A tile of the wall follows the world although the page is never refreshed: what Grafana Live pushes makes it ask. */
export async function checkLive(
  steps: Steps,
  grafana: GrafanaApi,
  simulator: RunningSimulator,
  browser: Browser,
): Promise<void> {
  await steps.run('a tile of the wall changes without a refresh', async () => {
    const page = await newPage(browser);
    const tiles = page.locator('[data-testid="data-testid Panel header Customers by worst state"]');
    const contoso = (state: string) =>
      tiles.getByText('Contoso', { exact: true }).locator('xpath=..').getByText(state).waitFor({ timeout: 60_000 });
    try {
      // A day between refreshes is as good as none.
      await page.goto(`${grafana.url}/d/azurecsp-wall?kiosk&refresh=1d`, { waitUntil: 'load' });
      await tiles.getByText('Contoso', { exact: true }).waitFor({ timeout: 60_000 });
      await become(simulator, VAULT, 'Available');
      await become(simulator, MACHINE, 'Available');
      await contoso('Available');
      await become(simulator, MACHINE, 'Unavailable', 'Unplanned');
      await contoso('Unavailable');
      await picture(page, 'live');
      await become(simulator, MACHINE, 'Available');
      await contoso('Available');
    } finally {
      await page.context().close();
    }
  });
}

async function become(simulator: RunningSimulator, resourceId: string, state: string, reason?: string): Promise<void> {
  await simulator.call('POST', '/transitions', { in: 60, kind: 'health', resourceId, state, reason });
  await simulator.call('PUT', '/clock', { advanceSeconds: 120 });
}
