import type { Page, Route } from 'playwright-core';

/** So many times slower than the machine: `BROWSER_SLOWDOWN=6 npm test -- test/browser`. */
const FACTOR = Number(process.env['BROWSER_SLOWDOWN'] ?? 1);
/** The longest that a question is on its way, and as much again its answer: later questions overtake earlier ones. */
const ON_THE_WAY_MS = 200;

/** Makes a page as slow as on a crowded machine, with answers in any order, where the environment asks for it. */
export async function slowDown(page: Page): Promise<void> {
  if (FACTOR <= 1) {
    return;
  }
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: FACTOR });
  // What streams has no end to wait for.
  await page.route(/\/api\/(?!live\/)/, (route) => answerLate(route).catch(() => route.abort().catch(() => undefined)));
}

async function answerLate(route: Route): Promise<void> {
  await anyTime();
  const response = await route.fetch();
  await anyTime();
  await route.fulfill({ response });
}

function anyTime(): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * ON_THE_WAY_MS));
}
