import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/browser.ts';
import { type GrafanaApi, rows } from './api.ts';
import { drill, openVariable } from './drill.ts';
import { newPage, picture } from './pages.ts';
import { panelsOf, scrollThrough, watch } from './panels.ts';
import { DASHBOARDS, type Dashboard, PAGES, SIZES } from './shown.ts';
import { type Steps, until } from './steps.ts';

/**
 * Opens what is provisioned in a browser, with simulated customers, in two sizes, dark and light, and saves a picture of
 * each page for people to judge. `SCREENS=wall,access` opens only those.
 */
export async function checkScreens(steps: Steps, grafana: GrafanaApi): Promise<void> {
  await steps.run('40 customers are collected', () =>
    until(
      'customers with a health',
      180,
      async () =>
        rows(await grafana.query({ queryType: 'healthSummary', groupBy: 'customer' })).filter(
          (row) => row['healthValue'] !== null,
        ).length,
      (count) => count >= 35,
    ),
  );
  const only = process.env['SCREENS']?.split(',');
  const wanted = <T extends { name: string }>(pages: T[]) => pages.filter(({ name }) => !only || only.includes(name));
  const browser = await launchBrowser();
  try {
    for (const dashboard of wanted(DASHBOARDS)) {
      for (const size of SIZES) {
        for (const theme of ['dark', 'light']) {
          const name = `${dashboard.name}-${size.width}-${theme}`;
          await steps.run(`${name} opens without errors or gaps`, () =>
            openDashboard(browser, grafana.url, dashboard, size, theme),
          );
        }
      }
    }
    for (const page of wanted(PAGES)) {
      await steps.run(`${page.name} opens without errors`, () => openPage(browser, grafana.url, page));
    }
    const ways = [
      { name: 'drill', title: 'clicks lead from the wall to a resource', walk: drill },
      { name: 'variable', title: 'the variable lists customers', walk: openVariable },
    ];
    for (const { title, walk } of wanted(ways)) {
      await steps.run(title, () => walk(browser, grafana.url));
    }
  } finally {
    await browser.close();
  }
}

async function openDashboard(
  browser: Browser,
  url: string,
  { name, shows, mayBeEmpty = [] }: Dashboard,
  size: (typeof SIZES)[number],
  theme: string,
): Promise<void> {
  const page = await newPage(browser, size);
  const errors = watch(page);
  try {
    await page.goto(`${url}/d/azurecsp-${name}?kiosk&theme=${theme}`, { waitUntil: 'load' });
    await page.locator('[data-testid^="data-testid Panel header "]').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(3_000);
    await picture(page, `${name}-${size.width}-${theme}`);
    await scrollThrough(page, size.height);
    for (const text of shows) {
      await page.getByText(text).first().waitFor({ state: 'attached', timeout: 30_000 });
    }
    const { all, failed, empty } = await panelsOf(page);
    assert.ok(all.length > 1, 'the dashboard has panels');
    assert.deepEqual({ errors, failed }, { errors: [], failed: [] });
    assert.deepEqual(
      empty.filter((title) => !mayBeEmpty.includes(title)),
      [],
      'panels that say that there is nothing',
    );
  } finally {
    await page.context().close();
  }
}

async function openPage(
  browser: Browser,
  url: string,
  { name, path, shows, height = 1080 }: { name: string; path: string; shows: string[]; height?: number },
): Promise<void> {
  const page = await newPage(browser, { width: 1920, height });
  const errors = watch(page);
  try {
    await page.goto(`${url}${path}`, { waitUntil: 'load' });
    for (const text of shows) {
      await page.getByText(text).first().waitFor({ timeout: 60_000 });
    }
    await page.waitForTimeout(1_500);
    await picture(page, name);
    assert.deepEqual({ errors, failed: (await panelsOf(page)).failed }, { errors: [], failed: [] });
  } finally {
    await page.context().close();
  }
}
