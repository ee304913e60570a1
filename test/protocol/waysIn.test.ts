/** Every kind of credential in every cloud: the executable signs in, collects and checks itself by that cloud's hosts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLOUD, CLOUDS } from '../simulator/core/clouds.ts';
import { dataSourceSettings } from '../simulator/settings.ts';
import { CREDENTIALS, type CredentialsChoice } from '../simulator/settingsCredentials.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { arcOf } from '../microsoft/credentialKinds.ts';
import type { PluginProcess, Settings } from './host.ts';
import { askRows, collected, launchProduct } from './product.ts';

type Row = Record<string, unknown>;

/** One data source: which accounts it uses, and what is changed about the one of the tenant outside CSP. */
interface Way {
  name: string;
  choice: CredentialsChoice;
  direct?: Row;
  /** Kinds of the partner's credential and of the tenant's outside CSP, as the `credentials` query shows them. */
  kinds: [string, string];
}

const SAM = 'secureApplicationModel';
const ON_MACHINE: Way[] = [
  { name: 'secrets', choice: 'clientSecret', kinds: [SAM, 'clientSecret'] },
  { name: 'certificates', choice: 'certificate', kinds: [SAM, 'certificate'] },
  { name: 'certificates in Key Vault', choice: 'keyVault', kinds: [SAM, 'certificate'] },
  { name: 'a federated token file', choice: 'workloadIdentity', kinds: [SAM, 'workloadIdentity'] },
  {
    name: 'a managed identity that vouches for an application',
    choice: 'workloadIdentity',
    direct: { federatedBy: 'managedIdentity', managedIdentityClientId: SMALL.userIdentity },
    kinds: [SAM, 'workloadIdentity'],
  },
  { name: "the machine's identity from IMDS", choice: 'managedIdentity', kinds: [SAM, 'managedIdentity'] },
  {
    name: 'an assigned identity from IMDS',
    choice: 'managedIdentity',
    direct: { clientId: SMALL.userIdentity },
    kinds: [SAM, 'managedIdentity'],
  },
];
const IN_APP_SERVICE: Way[] = [
  {
    name: 'an assigned identity from App Service',
    choice: 'managedIdentity',
    direct: { clientId: SMALL.userIdentity },
    kinds: [SAM, 'managedIdentity'],
  },
];
const ON_ARC: Way[] = [{ name: "Azure Arc's identity", choice: 'managedIdentity', kinds: [SAM, 'managedIdentity'] }];
const EVERY = [...ON_MACHINE, ...IN_APP_SERVICE, ...ON_ARC];
const PROXY_USER = { user: 'noc@contoso', password: 'p:ss/w%rd' };

jest.setTimeout(60_000);

test('no way of the simulator is forgotten', () => {
  expect([...new Set(EVERY.map(({ choice }) => choice))].sort()).toEqual([...CREDENTIALS].sort());
});

describe.each(CLOUDS)('in %s', (cloud) => {
  let folder: string;
  let simulator: Simulator;
  let plugins: PluginProcess[];
  /** The process that runs on such a machine, and the data source. */
  const sources = new Map<string, { plugin: PluginProcess; settings: Settings }>();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'ways-in-'));
    simulator = await startSimulator({ world: 'small', clock: 'real', enforceLimits: false, cloud, proxy: PROXY_USER });
    const identities = await simulator.identities();
    const arc = await arcOf(identities);
    const tokenFile = path.join(folder, 'token');
    writeFileSync(tokenFile, await simulator.federatedToken());
    const machines: [string, Way[], Record<string, string>][] = [
      ['imds', ON_MACHINE, { imds_endpoint: identities.imds, federated_token_file: tokenFile }],
      ['appService', IN_APP_SERVICE, appService(identities.appService)],
      ['arc', ON_ARC, arc.on === 'arc' ? onArc(arc.endpoint, arc.keyFolder) : {}],
    ];
    plugins = await Promise.all(
      machines.map(async ([machine, ways, operator]) => {
        const plugin = await launchProduct(
          ini({ ...operator, allow_managed_identity: 'true', data_path: path.join(folder, machine) }),
        );
        for (const way of ways) {
          sources.set(way.name, { plugin, settings: await settingsOf(simulator, way) });
        }
        return plugin;
      }),
    );
  });

  afterAll(async () => {
    await Promise.all(plugins.map((plugin) => plugin.shutdown()));
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(EVERY)('$name open every tenant, to a green Save & test', async ({ name, kinds }) => {
    const { plugin, settings } = sources.get(name)!;
    const visible = simulator.truth.resources({ visible: 'true' });
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
    expect([...new Set(simulator.tunnels.map(({ target }) => target))].sort()).toEqual(
      hosts.map((host) => `${host}:443`).sort(),
    );
    expect(simulator.tunnels.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

async function settingsOf(simulator: Simulator, way: Way): Promise<Settings> {
  const { proxyUrl } = simulator.jsonData.network as { proxyUrl: string };
  const { jsonData, secureJsonData } = await dataSourceSettings(simulator.simulation, {
    credentials: way.choice,
    ca: simulator.secureJsonData.tlsCACert ?? '',
    proxy: { url: proxyUrl, user: PROXY_USER },
  });
  const rows = jsonData.credentials as Row[];
  const credentials = rows.map((row) => (row.id === 'direct' ? { ...row, ...way.direct } : row));
  return { uid: way.name.replace(/\W+/g, '-'), jsonData: { ...jsonData, credentials }, secureJsonData };
}

/** Keys of the plugin's section in Grafana's ini file, as Grafana hands them on. */
function ini(keys: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).map(([key, value]) => [`GF_PLUGIN_${key.toUpperCase()}`, value]));
}

function appService({ endpoint, header }: { endpoint: string; header: string }): Record<string, string> {
  return { identity_endpoint: endpoint, identity_header: header };
}

function onArc(endpoint: string, folder: string): Record<string, string> {
  return { imds_endpoint: new URL(endpoint).origin, identity_endpoint: endpoint, arc_key_folder: folder };
}
