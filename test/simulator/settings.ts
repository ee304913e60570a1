import type { Simulation } from './core/simulation.ts';
import type { ProxyUser } from './proxy.ts';
import { settingsCredentials } from './settingsCredentials.ts';
import type { CredentialsChoice } from './settingsCredentials.ts';

/** Data source settings that work against a running simulator. */
export interface SimulatorSettings {
  /** Control plane. */
  control: string;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface SettingsOptions {
  credentials: CredentialsChoice;
  /** PEM of the simulator's authority. */
  ca?: string;
  /** Reached by Microsoft's own host names through it; absent: by custom endpoints. */
  proxy?: { url: string; user?: ProxyUser };
}

export async function dataSourceSettings(simulation: Simulation, options: SettingsOptions): Promise<SimulatorSettings> {
  const { ca, proxy } = options;
  const { world, cloud, cloudName } = simulation;
  const { login, partnerCenter, resourceManager, graph, keyVault } = simulation.origins;
  const vaultUrl = proxy ? `https://${world.vaults.find()?.name ?? ''}${cloud.vaultSuffix}` : keyVault;
  const { credentials, secrets } = await settingsCredentials(simulation, options.credentials, vaultUrl);
  const { tenantId } = world.data.applications.direct;
  const way = proxy
    ? { network: { proxyUrl: proxy.url, ...(proxy.user && { proxyUser: proxy.user.user }) } }
    : { endpoints: { login, partnerCenter, resourceManager, graph, keyVault } };
  return {
    control: '',
    jsonData: {
      cloud: cloudName,
      ...way,
      credentials,
      defaultCredential: 'partner',
      partner: { enabled: true, credential: 'partner' },
      tenants: [{ tenantId, name: world.tenant(tenantId)?.displayName, credential: 'direct' }],
    },
    secureJsonData: {
      ...secrets,
      ...(proxy?.user && { proxyPassword: proxy.user.password }),
      ...(ca && { tlsCACert: ca }),
    },
  };
}
