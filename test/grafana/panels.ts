import type { Page } from 'playwright-core';

/** Errors of the page itself and of the requests that it makes. */
export function watch(page: Page): string[] {
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

/** Titles of the panels on the page, and of those that show an error or say that there is nothing. */
export async function panelsOf(page: Page): Promise<{ all: string[]; failed: string[]; empty: string[] }> {
  const found: { all: string[]; failed: string[]; empty: string[] } = { all: [], failed: [], empty: [] };
  for (const panel of await page.locator('[data-testid^="data-testid Panel header "]').all()) {
    const title = (await panel.getAttribute('data-testid'))?.replace('data-testid Panel header ', '') ?? '';
    found.all.push(title);
    if ((await panel.locator('[data-testid="data-testid Panel status error"]').count()) > 0) {
      found.failed.push(title);
    }
    if ((await panel.getByText(/^(No data|Data does not have.*)$/).count()) > 0) {
      found.empty.push(title);
    }
  }
  return found;
}

/** Scrolls through the whole dashboard, so that panels below the fold load too, and back to its top. */
export async function scrollThrough(page: Page, height: number): Promise<void> {
  await page.mouse.move(20, 300);
  for (let at = 0; at < 2_600; at += height - 200) {
    await page.mouse.wheel(0, height - 200);
    await page.waitForTimeout(700);
  }
}
