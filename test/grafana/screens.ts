import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser/browser.ts';
import { type GrafanaApi, rows } from './api.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';

interface Screen {
  name: string;
  path: string;
  /** Text that must be on it. */
  shows: string[];
  width?: number;
  height?: number;
}

const WALL = '/d/azurecsp-wall/azure-csp-wall?kiosk';
const EXPLORE = encodeURIComponent(
  JSON.stringify({
    datasource: 'azurecsp',
    queries: [
      {
        refId: 'A',
        datasource: { uid: 'azurecsp' },
        queryType: 'resourceHealth',
        filters: { state: ['Unavailable', 'Degraded'] },
      },
    ],
    range: { from: 'now-1h', to: 'now' },
  }),
);

const SCREENS: Screen[] = [
  { name: 'wall', path: `${WALL}&theme=dark`, shows: ['Contoso', 'Fabrikam', 'Not healthy', 'Tenants without access'] },
  { name: 'wall-light', path: `${WALL}&theme=light`, shows: ['Contoso'] },
  { name: 'wall-laptop', path: `${WALL}&theme=dark`, shows: ['Contoso'], width: 1366, height: 768 },
  {
    name: 'wall-edit',
    path: '/d/azurecsp-wall/azure-csp-wall?editPanel=7',
    shows: ['Resource health', 'Unavailable'],
  },
  { name: 'customer', path: '/d/azurecsp-customer', shows: ['Health over time', 'Events at Microsoft'], height: 1400 },
  { name: 'events', path: '/d/azurecsp-events?kiosk', shows: ['Active incidents', 'Impacted resources'] },
  { name: 'alerts', path: '/d/azurecsp-alerts?kiosk', shows: ['Firing', 'What nobody watches'] },
  {
    name: 'resources',
    path: '/d/azurecsp-resources?kiosk',
    shows: ['Resources by badness', 'Its activity log'],
    height: 1400,
  },
  { name: 'topology', path: '/d/azurecsp-topology?kiosk', shows: ['Rollup', 'Inventory'] },
  {
    name: 'access',
    path: '/d/azurecsp-access?kiosk',
    shows: ['What is collected', 'Calls to Microsoft'],
    height: 1680,
  },
  { name: 'explore', path: `/explore?left=${EXPLORE}`, shows: ['Resource health'], height: 1400 },
  {
    name: 'config',
    path: '/connections/datasources/edit/azurecsp',
    shows: ['Credentials', 'Partner Center', 'Tenants'],
    height: 2200,
  },
  {
    name: 'alert-rule',
    path: '/alerting/grafana/azurecsp-customer-unavailable/view',
    shows: ['Customer has unavailable resources'],
    height: 1600,
  },
];

/** Opens what is provisioned in a browser, with simulated customers, and saves a picture of each page for people to judge. */
export async function checkScreens(
  steps: Steps,
  grafana: GrafanaApi,
  _simulator: RunningSimulator,
  pictures: string,
): Promise<void> {
  await steps.run('40 customers are collected', () =>
    until(
      'customers with a health',
      120,
      async () =>
        rows(await grafana.query({ queryType: 'healthSummary', groupBy: 'customer' })).filter(
          (row) => row['healthValue'] !== null,
        ).length,
      (count) => count >= 35,
    ),
  );
  const browser = await launchBrowser();
  try {
    const wanted = SCREENS.filter(
      ({ name }) => !process.env['SCREENS'] || process.env['SCREENS'].split(',').includes(name),
    );
    for (const screen of wanted) {
      await steps.run(`${screen.name} opens without errors`, () => open(browser, grafana.url, screen, pictures));
    }
    await steps.run('the variable lists customers', () => openVariable(browser, grafana.url, pictures));
  } finally {
    await browser.close();
  }
}

async function open(browser: Browser, url: string, screen: Screen, pictures: string): Promise<void> {
  const page = await newPage(browser, screen);
  const errors = watch(page);
  await page.goto(`${url}${screen.path}`, { waitUntil: 'load' });
  for (const text of screen.shows) {
    await page.getByText(text).first().waitFor({ timeout: 30_000 });
  }
  await delay(1_500);
  await page.screenshot({ path: join(pictures, `${screen.name}.png`) });
  const failed = await page.locator('[data-testid="data-testid Panel status error"]').count();
  await page.context().close();
  assert.equal(failed, 0, 'a panel shows an error');
  assert.deepEqual(errors, []);
}

async function openVariable(browser: Browser, url: string, pictures: string): Promise<void> {
  const page = await newPage(browser, { name: 'variable', path: '', shows: [] });
  await page.goto(`${url}/d/azurecsp-wall/azure-csp-wall`, { waitUntil: 'load' });
  await page.getByText('Customers by worst state').first().waitFor({ timeout: 30_000 });
  await page.locator('[data-testid*="Dashboard template variables Variable Value DropDown"]').nth(1).click();
  await page
    .getByText('Wide World Importers')
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => undefined);
  await page.screenshot({ path: join(pictures, 'variable.png') });
  await page.context().close();
}

async function newPage(browser: Browser, { width = 1920, height = 1080 }: Screen): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US' });
  return context.newPage();
}

/** Errors of the page itself and of the plugin's own requests. */
function watch(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (answer) => {
    // Grafana's own catalogue is on the internet, where tests don't go.
    if (answer.url().includes('/api/gnet/')) {
      return;
    }
    if (answer.status() >= 500 || (answer.status() >= 400 && answer.url().includes('/api/ds/query'))) {
      errors.push(`${answer.status()} ${answer.url()}`);
    }
  });
  return errors;
}
