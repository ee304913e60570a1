/** Every way in, on machines of every sort: executables as their operators set them up, and a data source for each way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CloudName } from '../simulator/core/clouds.ts';
import { dataSourceSettings } from '../simulator/settings.ts';
import type { CredentialsChoice } from '../simulator/settingsCredentials.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { arcOf } from '../microsoft/credentialKinds.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { launchProduct } from './product.ts';

type Row = Record<string, unknown>;

/** One data source: which accounts it uses, and what is changed about the one of the tenant outside CSP. */
export interface Way {
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
export const WAYS = [...ON_MACHINE, ...IN_APP_SERVICE, ...ON_ARC];
export const PROXY_USER = { user: 'noc@contoso', password: 'p:ss/w%rd' };

/** A data source, and the process that serves it: one process for each machine. */
export interface Source {
  plugin: PluginProcess;
  settings: Settings;
}

export interface Ways {
  simulator: Simulator;
  /** By the way's name. */
  sources: ReadonlyMap<string, Source>;
  plugins: readonly PluginProcess[];
  /** Where the processes keep things, and what they read. */
  folder: string;
  federatedToken: string;
  close(): Promise<void>;
}

/** Microsoft's side by its own host names behind a proxy, and all that look at it. */
export async function startWays(cloud: CloudName, options: Partial<SimulatorOptions> = {}): Promise<Ways> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ways-in-'));
  const simulator = await startSimulator({
    world: 'small',
    clock: 'real',
    enforceLimits: false,
    cloud,
    proxy: PROXY_USER,
    ...options,
  });
  const identities = await simulator.identities();
  const arc = await arcOf(identities);
  const federatedToken = await simulator.federatedToken();
  const tokenFile = path.join(folder, 'token');
  writeFileSync(tokenFile, federatedToken);
  const machines: [string, Way[], Record<string, string>][] = [
    ['imds', ON_MACHINE, { imds_endpoint: identities.imds, federated_token_file: tokenFile }],
    ['appService', IN_APP_SERVICE, appService(identities.appService)],
    ['arc', ON_ARC, arc.on === 'arc' ? onArc(arc.endpoint, arc.keyFolder) : {}],
  ];
  const sources = new Map<string, Source>();
  const plugins: PluginProcess[] = [];
  for (const [machine, ways, operator] of machines) {
    const data = path.join(folder, machine);
    const plugin = await launchProduct(ini({ ...operator, allow_managed_identity: 'true', data_path: data }));
    plugins.push(plugin);
    for (const way of ways) {
      sources.set(way.name, { plugin, settings: await settingsOf(simulator, way) });
    }
  }
  return {
    simulator,
    sources,
    plugins,
    folder,
    federatedToken,
    close: async () => {
      await Promise.all(plugins.map((plugin) => plugin.shutdown()));
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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
