import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { TruthNames } from '../../visibility/truthNames.ts';
import type { GrafanaApi } from '../api.ts';
import { newPage, picture } from '../pages.ts';
import type { Steps } from '../steps.ts';
import { type Person, personAmong } from './people.ts';

interface Given {
  people: readonly Person[];
  names: TruthNames;
}

/** The wall as somebody sees it: `shows` must be on it. */
const WALLS = [
  { login: 'ada', shows: 'Contoso' },
  { login: 'tess', shows: 'Northwind Traders' },
  { login: 'eve', shows: null },
];

/** Two people open the wall, and each sees his own customer on it; a third one sees that there is nothing for him. */
export async function checkWalls(steps: Steps, browser: Browser, { people, names }: Given): Promise<void> {
  for (const { login, shows } of WALLS) {
    await steps.run(`${login} opens the wall and sees ${shows ?? 'why there is nothing'}`, async () => {
      const { grafana, sees } = personAmong(people, login);
      const page = await newPage(browser);
      await page.context().addCookies(cookiesOf(grafana));
      const received = receivedBy(page);
      try {
        await page.goto(`${grafana.url}/d/azurecsp-wall?kiosk&theme=dark`, { waitUntil: 'load' });
        const errors = page.getByTestId('data-testid Panel status error');
        await (shows ? page.getByText(shows, { exact: true }) : errors).first().waitFor({ timeout: 60_000 });
        await page.waitForTimeout(3_000);
        await picture(page, `visibility-${login}`);
        assert.deepEqual(names.leaks(await page.locator('body').innerText(), sees), []);
        assert.equal((await errors.count()) > 0, shows === null);
        assert.ok(received.length > 3, 'the page asked for data');
        assert.deepEqual(names.leaks((await Promise.all(received)).join('\n'), sees), []);
      } finally {
        await page.context().close();
      }
    });
  }
}

/** Of somebody who has signed in. */
function cookiesOf({ identity, url }: GrafanaApi): Array<{ name: string; value: string; url: string }> {
  return (identity['cookie'] ?? '').split('; ').map((cookie) => {
    const [name = '', value = ''] = cookie.split('=');
    return { name, value, url };
  });
}

/** What the data source sends to a page. */
function receivedBy(page: Page): Array<Promise<string>> {
  const received: Array<Promise<string>> = [];
  page.on('response', (answer) => {
    if (/\/api\/(ds\/query|datasources\/uid\/azurecsp\/resources)/.test(answer.url())) {
      received.push(answer.text().catch(() => ''));
    }
  });
  return received;
}
