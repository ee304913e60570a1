import { ENDS } from '../workbench/indexPage.ts';
import { eventually, saved, startStage, type Opened, type Stage } from './stage.ts';

jest.setTimeout(90_000);

/** The shortest that the settings allow. */
const SECONDS = 15;
const CHANGED_WITHIN_MS = 60_000;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ resourceHealthSeconds: SECONDS });
});
afterAll(() => stage?.stop());

/** Of Contoso, in world `small`. */
const MACHINE =
  '/subscriptions/22222222-0000-4000-8000-0000000000d1/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01';

async function become(state: string): Promise<void> {
  await stage.simulator.call('POST', '/transitions', { in: 60, kind: 'health', resourceId: MACHINE, state });
  await stage.simulator.call('PUT', '/clock', { advanceSeconds: 120 });
}

/** How often the page asked for the tiles. */
function asked({ requests }: Opened): number {
  return requests.filter(({ url, body }) => url.pathname === '/api/ds/query' && body?.includes('"tiles"')).length;
}

describe.each(ENDS)('live on Grafana %s', (end) => {
  it('should change a tile without a refresh, and ask only when something has changed', async () => {
    const opened = await stage.open(end, { live: '1' });
    const { page, errors } = opened;
    const contoso = page.getByTestId('tiles').getByRole('button', { name: 'Contoso' });
    const trouble = async () => Number(/(\d+) of \d+/.exec((await contoso.textContent()) ?? '')?.[1] ?? 0);
    await contoso.waitFor();
    const before = await trouble();
    // What it asks when the connection stands is over by then.
    await new Promise((done) => setTimeout(done, 2_000));
    const questions = asked(opened);
    // The second end finds the machine as the first has left it.
    const after = end === ENDS[0] ? before + 1 : before - 1;
    await become(end === ENDS[0] ? 'Degraded' : 'Available');
    await expect(eventually(trouble, (now) => now === after, CHANGED_WITHIN_MS)).resolves.toBe(after);
    expect(asked(opened)).toBeGreaterThan(questions);
    // Once for each flock of changes, not once for each second.
    expect(asked(opened)).toBeLessThan(questions + 10);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('should answer as ever where the channel fails', async () => {
    const { page } = await stage.open(end, { live: '1', tab: 'settings' });
    await page.route('**/api/live/**', (route) => route.abort());
    await page.getByRole('tab', { name: 'Estate' }).click();
    await page.getByTestId('tiles').getByRole('button', { name: 'Contoso' }).waitFor();
    await page.close();
  });

  it('should be switched on in the editor, for what the estate answers', async () => {
    const { page } = await stage.open(end, { query: JSON.stringify({ queryType: 'resourceHealth', filters: {} }) });
    await page.getByText('Live', { exact: true }).click();
    const query = await eventually(
      () => saved(page, 'query'),
      (now) => 'live' in now,
    );
    expect(query).toMatchObject({ queryType: 'resourceHealth', live: true });
    await page.goto(
      `${page.url().split('?')[0]}?query=${encodeURIComponent('{"queryType":"resourceGraph","kql":""}')}`,
    );
    await page.getByTestId('azure-csp-preview').waitFor();
    await expect(page.getByLabel('Live', { exact: true }).count()).resolves.toBe(0);
    await page.close();
  });
});
