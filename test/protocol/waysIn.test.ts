/** Every kind of credential in every cloud: the executable signs in, collects and checks itself by that cloud's hosts. */
import { CLOUD, CLOUDS } from '../simulator/core/clouds.ts';
import { CREDENTIALS } from '../simulator/settingsCredentials.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { askRows, collected } from './product.ts';
import { startWays, WAYS, type Ways } from './ways.ts';

jest.setTimeout(60_000);

test('no way of the simulator is forgotten', () => {
  expect([...new Set(WAYS.map(({ choice }) => choice))].sort()).toEqual([...CREDENTIALS].sort());
});

describe.each(CLOUDS)('in %s', (cloud) => {
  let ways: Ways;

  beforeAll(async () => {
    ways = await startWays(cloud);
  });
  afterAll(() => ways.close());

  test.each(WAYS)('$name open every tenant, to a green Save & test', async ({ name, kinds }) => {
    const { plugin, settings } = ways.sources.get(name)!;
    const visible = ways.simulator.truth.resources({ visible: 'true' });
    await collected(plugin, settings, visible.length);
    const customers = await askRows(plugin, settings, 'customers');
    expect(customers.map((row) => row.customer)).toEqual(
      expect.arrayContaining(['Contoso', 'Tailwind Traders', 'Northwind Traders']),
    );
    const tenants = await askRows(plugin, settings, 'tenants');
    expect(tenants.find((row) => row.tenantId === SMALL.northwind)).toMatchObject({ credential: 'direct' });
    const credentials = await askRows(plugin, settings, 'credentials');
    const kindOf = (id: string): unknown => credentials.find((row) => row.credential === id)?.kind;
    expect([kindOf('partner'), kindOf('direct')]).toEqual(kinds);
    const check = await plugin.checkHealth({ settings });
    expect([check.status, check.message]).toEqual(['OK', expect.stringMatching(/^4 tenants to collect\./)]);
  });

  test("none but this cloud's hosts was called", () => {
    const { names, vaultSuffix } = CLOUD[cloud];
    const hosts = [...Object.values(names).map(([first]) => first), `${SMALL.vault}${vaultSuffix}`];
    expect([...new Set(ways.simulator.tunnels.map(({ target }) => target))].sort()).toEqual(
      hosts.map((host) => `${host}:443`).sort(),
    );
    expect(ways.simulator.tunnels.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
