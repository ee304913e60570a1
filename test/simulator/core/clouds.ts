import type { HostName } from './http.ts';

export const CLOUDS = ['AzurePublic', 'AzureUSGovernment', 'AzureChinaCloud'] as const;
export type CloudName = (typeof CLOUDS)[number];

/** Hosts that take access tokens. */
export type ResourceHost = 'partnerCenter' | 'resourceManager' | 'graph' | 'keyVault';

/** What tells one of Microsoft's clouds from the others. */
export interface Cloud {
  /** Host names by service; the first is the one that clients are told of. */
  names: Readonly<Record<'login' | Exclude<ResourceHost, 'keyVault'>, readonly string[]>>;
  /** Host names of vaults end with it. */
  vaultSuffix: string;
  /** Audiences by service, as origins; the first is the one that clients ask tokens for. */
  audiences: Readonly<Record<ResourceHost, readonly string[]>>;
  /** Audience of what else tokens may be asked for. */
  metrics: string;
  /** Audience of tokens that are exchanged for those of an application. */
  tokenExchange: string;
  /** Issuer of v1.0 access tokens, before the tenant id. */
  issuer: string;
  portal: string;
  /** Granular delegated admin privileges exist. */
  gdap: boolean;
}

/** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
export const CLOUD: Readonly<Record<CloudName, Cloud>> = {
  AzurePublic: {
    names: {
      login: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
      partnerCenter: ['api.partnercenter.microsoft.com'],
      resourceManager: ['management.azure.com'],
      graph: ['graph.microsoft.com'],
    },
    vaultSuffix: '.vault.azure.net',
    audiences: {
      partnerCenter: ['https://api.partnercenter.microsoft.com'],
      resourceManager: ['https://management.azure.com', 'https://management.core.windows.net'],
      graph: ['https://graph.microsoft.com'],
      keyVault: ['https://vault.azure.net'],
    },
    metrics: 'https://metrics.monitor.azure.com',
    tokenExchange: 'api://AzureADTokenExchange',
    issuer: 'https://sts.windows.net/',
    portal: 'https://portal.azure.com',
    gdap: true,
  },
  AzureUSGovernment: {
    names: {
      login: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
      partnerCenter: ['api.partnercenter.microsoft.com'],
      resourceManager: ['management.usgovcloudapi.net'],
      graph: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
    },
    vaultSuffix: '.vault.usgovcloudapi.net',
    audiences: {
      partnerCenter: ['https://api.partnercenter.microsoft.com'],
      resourceManager: ['https://management.usgovcloudapi.net', 'https://management.core.usgovcloudapi.net'],
      graph: ['https://graph.microsoft.us', 'https://dod-graph.microsoft.us'],
      keyVault: ['https://vault.usgovcloudapi.net'],
    },
    metrics: 'https://metrics.monitor.azure.us',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
    issuer: 'https://sts.windows.net/',
    portal: 'https://portal.azure.us',
    gdap: true,
  },
  AzureChinaCloud: {
    names: {
      login: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
      partnerCenter: ['partner.partnercenterapi.microsoftonline.cn'],
      resourceManager: ['management.chinacloudapi.cn'],
      graph: ['microsoftgraph.chinacloudapi.cn'],
    },
    vaultSuffix: '.vault.azure.cn',
    audiences: {
      partnerCenter: ['https://partner.partnercenterapi.microsoftonline.cn'],
      resourceManager: ['https://management.chinacloudapi.cn', 'https://management.core.chinacloudapi.cn'],
      graph: ['https://microsoftgraph.chinacloudapi.cn'],
      keyVault: ['https://vault.azure.cn'],
    },
    metrics: 'https://metrics.monitor.azure.cn',
    tokenExchange: 'api://AzureADTokenExchangeChina',
    issuer: 'https://sts.chinacloudapi.cn/',
    portal: 'https://portal.azure.cn',
    gdap: false,
  },
};

/** Application ids of Microsoft's services; they may stand for an audience, and are the same in all clouds. */
export const SERVICE_APPS: Readonly<Record<ResourceHost, string>> = {
  partnerCenter: 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd',
  resourceManager: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  graph: '00000003-0000-0000-c000-000000000000',
  keyVault: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
};

export interface RealHost {
  service: Exclude<HostName, 'identity'>;
  /** More than one where clouds share a host. */
  clouds: CloudName[];
}

/** Which service of which cloud one of Microsoft's own host names is; undefined for any other name. */
export function realHost(name: string): RealHost | undefined {
  const wanted = name.toLowerCase().replace(/:\d+$/, '');
  const found: RealHost[] = CLOUDS.flatMap((cloud): RealHost[] => {
    const { names, vaultSuffix } = CLOUD[cloud];
    if (wanted.endsWith(vaultSuffix) && wanted.length > vaultSuffix.length) {
      return [{ service: 'keyVault', clouds: [cloud] }];
    }
    const service = (['login', 'partnerCenter', 'resourceManager', 'graph'] as const).find((one) =>
      names[one].includes(wanted),
    );
    return service ? [{ service, clouds: [cloud] }] : [];
  });
  const [first] = found;
  return first && { service: first.service, clouds: found.flatMap((one) => one.clouds) };
}

/** Every host name of Microsoft's clouds as certificates write them: vaults have one by wildcard. */
export function realNames(): string[] {
  const all = CLOUDS.flatMap((name) => [...Object.values(CLOUD[name].names).flat(), `*${CLOUD[name].vaultSuffix}`]);
  return [...new Set(all)];
}
