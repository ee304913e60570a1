import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page, Request } from 'playwright-core';
import { runSimulator, type RunningSimulator } from '../grafana/simulator.ts';
import type { CollectionOptions } from '../../src/shared/settings.ts';
import type { End } from '../workbench/indexPage.ts';
import { startWorkbench, type Workbench } from '../workbench/serve.ts';
import { launchBrowser } from './browser.ts';
import { slowDown } from './slowdown.ts';
import { eventually, PATIENCE_MS } from './waiting.ts';

const EXECUTABLE = process.env['PLUGIN_EXECUTABLE'] ?? 'dist/gpx_azurecsp_linux_amd64';
const PICTURES = 'test-results';

/** The simulator's world small, the built plugin on it, and a browser in front. */
export interface Stage {
  simulator: RunningSimulator;
  workbench: Workbench;
  open(end: End, given?: Record<string, string>): Promise<Opened>;
  stop(): Promise<void>;
}

export interface Opened {
  page: Page;
  /** What went wrong in the page: exceptions, and errors on the console. */
  errors: string[];
  /** Addresses that the page asked for, with what it sent. */
  requests: Array<{ url: URL; method: string; body: string | null }>;
  /** Bodies that the host sent. */
  received: string[];
}

/** Starts all of it; what was started before a failure is stopped, or the test run would never end. */
export async function startStage(collection: CollectionOptions = {}): Promise<Stage> {
  const data = mkdtempSync(join(tmpdir(), 'azurecsp-browser-'));
  const endings: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const end of endings.reverse()) {
      await end();
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    mkdirSync(PICTURES, { recursive: true });
    const simulator = await runSimulator(['--world', 'small']);
    endings.push(() => simulator.stop());
    const workbench = await startWorkbench({
      executable: EXECUTABLE,
      simulatorSettings: { ...simulator, jsonData: { ...simulator.jsonData, collection } },
      env: { GF_PLUGIN_DATA_PATH: data },
    });
    endings.push(() => workbench.close());
    const browser = await launchBrowser();
    endings.push(() => browser.close());
    await untilCollected(workbench.url);
    return {
      simulator,
      workbench,
      open: (end, given = {}) => open(browser, `${workbench.url}/${end}/?${new URLSearchParams(given)}`),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(browser: Browser, address: string): Promise<Opened> {
  // Microsoft's side has a certificate of its own authority, which sign-in pages are shown with.
  const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, ignoreHTTPSErrors: true });
  page.setDefaultTimeout(PATIENCE_MS);
  await slowDown(page);
  const opened: Opened = { page, errors: [], requests: [], received: [] };
  page.on('pageerror', (error) => opened.errors.push(error.message));
  page.on('console', (message) => {
    // Grafana's own fonts are not in its packages.
    if (message.type() === 'error' && !message.location().url.endsWith('.woff2')) {
      opened.errors.push(`${message.text()} ${message.location().url}`);
    }
  });
  page.on('request', (request: Request) =>
    opened.requests.push({ url: new URL(request.url()), method: request.method(), body: request.postData() }),
  );
  page.on('response', async (response) => {
    if (response.url().includes('/api/')) {
      opened.received.push(await response.text().catch(() => ''));
    }
  });
  await page.goto(address);
  await page.getByRole('heading', { name: 'Azure CSP' }).waitFor();
  return opened;
}

/** The first sweep is over when Contoso's resources have a health. */
async function untilCollected(url: string): Promise<void> {
  const body = JSON.stringify({ queries: [{ refId: 'A', queryType: 'resourceHealth' }], from: '0', to: '0' });
  let text = '';
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const answer = await fetch(`${url}/api/ds/query`, { method: 'POST', body });
    text = await answer.text();
    if (text.includes('vm-web-02') && text.includes('app-northwind')) {
      return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`The estate was not collected in time: ${text.slice(0, 500)}`);
}

/** A picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Items of the select menu that is open. */
export function menu(page: Page): Locator {
  return page.locator('[id*="-listbox"]').last();
}

/** What was typed into a select has been answered: until then its lines change, and a click or a key hits another one. */
export function searched(page: Page): Promise<unknown> {
  return eventually(() => page.getByTestId('Spinner').count()).toBe(0);
}

/** Opens a select by its label, types, and clicks the item once the menu is what the server found. */
export async function choose(page: Page, label: string, item: string, within: Page | Locator = page): Promise<void> {
  await within.getByLabel(label, { exact: true }).last().click();
  await page.keyboard.type(item);
  await searched(page);
  await menu(page).getByText(item, { exact: true }).first().click();
  await page.keyboard.press('Escape');
}

/** JSON that the page shows as saved. */
export async function saved(page: Page, what: 'query' | 'variable'): Promise<Record<string, unknown>> {
  const text = await page.getByTestId(`saved-${what}`).textContent();
  return JSON.parse(text ?? '""') as Record<string, unknown>;
}
