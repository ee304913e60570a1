import type { Locator, Page } from 'playwright-core';
import { type Opened, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

const DATA_SOURCE = '/api/datasources/uid/azurecsp';

/** What the data source holds, as a browser may know it. */
export interface Held {
  jsonData: Record<string, unknown>;
  secureJsonFields: Record<string, boolean>;
}

export async function held({ workbench }: Stage): Promise<Held> {
  return (await (await fetch(workbench.url + DATA_SOURCE)).json()) as Held;
}

/** Puts settings in place of those that the data source has; secrets that aren't named are wiped. */
export async function putSettings(
  stage: Stage,
  jsonData: Record<string, unknown>,
  secureJsonData: Record<string, string> = {},
): Promise<void> {
  const { secureJsonFields } = await held(stage);
  const wiped = Object.fromEntries(Object.keys(secureJsonFields).map((key) => [key, '']));
  await fetch(stage.workbench.url + DATA_SOURCE, {
    method: 'PUT',
    body: JSON.stringify({ jsonData, secureJsonData: { ...wiped, ...secureJsonData } }),
  });
}

/** A data source that was just added, but knows where Microsoft's side is. */
export function startEmpty(stage: Stage): Promise<void> {
  const { endpoints } = stage.simulator.jsonData;
  const { tlsCACert = '' } = stage.simulator.secureJsonData;
  return putSettings(stage, { endpoints }, { tlsCACert });
}

/** The settings that the simulator gave. */
export function startFull(stage: Stage): Promise<void> {
  return putSettings(stage, { ...stage.simulator.jsonData }, stage.simulator.secureJsonData);
}

export function card(page: Page, id: string): Locator {
  return page.getByRole('group', { name: `Credential ${id}`, exact: true });
}

/** A text field by its label, which its help follows; choices of the same name come before it. */
export function field(within: Locator, label: string): Locator {
  return within.getByLabel(new RegExp(`^${label}`)).last();
}

/** Clicks Save & test and gives what it said. */
export async function saveAndTest({ page, requests }: Opened): Promise<string> {
  const asked = () => requests.filter(({ url }) => url.pathname.endsWith('/health')).length;
  const before = asked();
  await page.getByRole('button', { name: 'Save & test' }).click();
  await eventually(asked).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Save & test', disabled: false }).waitFor();
  return (await page.getByTestId('verdict').textContent()) ?? '';
}

/** Names of the secrets in the last save. */
export function sentSecrets({ requests }: Opened): string[] {
  const body = requests.filter(({ method }) => method === 'PUT').at(-1)?.body ?? '{}';
  return Object.keys((JSON.parse(body) as { secureJsonData?: object }).secureJsonData ?? {}).sort();
}

/** Bodies and addresses that the page sent besides saves. */
export function otherRequests({ requests }: Opened): string {
  return requests
    .filter(({ method }) => method !== 'PUT')
    .map(({ url, body }) => `${url.href} ${body ?? ''}`)
    .join('\n');
}
