import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { newPage, picture } from './pages.ts';
import { watch } from './panels.ts';

/** From red to the cause by clicking alone: a customer's tile, a resource in its table, the resource's own panels. */
export async function drill(browser: Browser, url: string): Promise<void> {
  const page = await newPage(browser);
  const errors = watch(page);
  const variable = (name: string) => new URL(page.url()).searchParams.get(`var-${name}`);
  try {
    await page.goto(`${url}/d/azurecsp-wall?kiosk&theme=dark`, { waitUntil: 'load' });
    await page.locator('a[href*="azurecsp-customer"]').first().click({ timeout: 60_000 });
    await page.waitForURL(/azurecsp-customer/);
    await page.getByText('Subscriptions by worst state').first().waitFor({ timeout: 60_000 });
    assert.match(variable('customer') ?? '', /^[0-9a-f-]{36}$/, 'the customer came along by its id');

    // Two places to go: the resource's own page here, and the Azure portal. Grafana asks which.
    const unhealthy = page.locator('[data-testid="data-testid Panel header Not healthy"]');
    await unhealthy
      .getByText(/^(vm|app|plan|sqldb|st|aks|kv|lb|agw|vgw)/)
      .first()
      .click({ timeout: 60_000 });
    await page.getByText('Open the resource').first().click({ timeout: 20_000 });
    await page.waitForURL(/azurecsp-resources/);
    await page.getByText('Its activity log').first().waitFor({ timeout: 60_000 });
    assert.match(variable('resource') ?? '', /^\/subscriptions\//i, 'the resource came along by its id');
    await page.waitForTimeout(3_000);
    await picture(page, 'drill');
    assert.deepEqual(errors, []);
  } finally {
    await page.context().close();
  }
}

/** The variable at the top lists customers by name. */
export async function openVariable(browser: Browser, url: string): Promise<void> {
  const page = await newPage(browser);
  try {
    await page.goto(`${url}/d/azurecsp-wall`, { waitUntil: 'load' });
    await page.getByText('Customers by worst state').first().waitFor({ timeout: 60_000 });
    await page.locator('[data-testid*="Dashboard template variables Variable Value DropDown"]').nth(1).click();
    await page
      .getByText('Wide World Importers')
      .or(page.getByText('Woodgrove Bank'))
      .first()
      .waitFor({ timeout: 20_000 });
    await picture(page, 'variable');
  } finally {
    await page.context().close();
  }
}
