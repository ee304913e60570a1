import { ENDS } from '../workbench/indexPage.ts';
import { saved, startStage, type Opened, type Stage } from './stage.ts';
import { eventually } from './waiting.ts';

/** The shortest that the settings allow. */
const SECONDS = 15;

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
    // At the start, and once the connection stands.
    const questions = await eventually(() => asked(opened)).toBeGreaterThan(1);
    // The second end finds the machine as the first has left it.
    const after = end === ENDS[0] ? before + 1 : before - 1;
    await become(end === ENDS[0] ? 'Degraded' : 'Available');
    await eventually(trouble).toBe(after);
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
    await eventually(() => saved(page, 'query')).toMatchObject({ queryType: 'resourceHealth', live: true });
    await page.goto(
      `${page.url().split('?')[0]}?query=${encodeURIComponent('{"queryType":"resourceGraph","kql":""}')}`,
    );
    await page.getByTestId('azure-csp-preview').waitFor();
    await eventually(() => page.getByLabel('Live', { exact: true }).count()).toBe(0);
    await page.close();
  });
});
