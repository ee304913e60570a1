import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const PICTURES = resolve('test-results/grafana');
const PATIENCE_MS = 30_000;

/** A window of its own, with nobody signed in. Microsoft's side has a certificate of its own authority, so any will do. */
export async function newPage(browser: Browser, { width = 1920, height = 1080 } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US', ignoreHTTPSErrors: true });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** A picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Signs in to Grafana. */
export async function logIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/login`, { waitUntil: 'load' });
  await page.getByPlaceholder('email or username').fill('admin');
  await page.getByPlaceholder('password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Profile' }).waitFor();
}

/** Adds a data source of this plugin and opens its settings. Answers its uid. */
export async function addDataSource(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/connections/datasources/new`, { waitUntil: 'load' });
  await page.getByPlaceholder('Filter by name or type').fill('Azure CSP');
  await picture(page, 'setup-1-add');
  await page.getByRole('button', { name: /Azure CSP/ }).click();
  await page.getByRole('heading', { name: 'Partner', exact: true }).waitFor();
  return /\/edit\/([^/?]+)/.exec(page.url())?.[1] ?? '';
}

/** Presses Save & test (Test where the settings are provisioned) and gives what Grafana shows. */
export async function saveAndTest(page: Page): Promise<{ good: boolean; text: string }> {
  const button = page.getByTestId('data-testid Data source settings page Save and Test button');
  const answered = page.waitForResponse((response) => response.url().endsWith('/health'));
  await ((await button.count()) > 0 ? button : page.getByRole('button', { name: 'Test', exact: true })).click();
  const good = (await answered).ok();
  const verdict = page.getByTestId(`data-testid Alert ${good ? 'success' : 'error'}`).last();
  await verdict.waitFor();
  return { good, text: (await verdict.textContent()) ?? '' };
}
