import type { Cloud } from './settings.ts';

/** Origins (no path, no trailing slash) and audiences of one cloud, after the settings' own endpoints are put in. */
export interface Hosts {
  login: string;
  partnerCenter: string;
  resourceManager: string;
  graph: string;
  portal: string;
  /** Host names of vaults end with this, e.g. `.vault.azure.net`. */
  keyVaultSuffix: string;
  /** One vault origin besides those, from the settings' endpoints; null for none. */
  keyVault: string | null;
  /** What tokens are asked for: the cloud's own audiences, wherever the requests are sent. */
  partnerCenterScope: string;
  resourceManagerScope: string;
  graphScope: string;
  keyVaultScope: string;
  /** Audience of the tokens that vouch for an application. */
  tokenExchange: string;
}

/**
 * Hosts and token audiences of Microsoft's clouds.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/partner-center/developer/partner-center-rest-urls,
 * https://learn.microsoft.com/graph/deployments,
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers and
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
export const CLOUD_HOSTS: Record<Cloud, Readonly<Hosts>> = {
  AzurePublic: {
    login: 'https://login.microsoftonline.com',
    partnerCenter: 'https://api.partnercenter.microsoft.com',
    resourceManager: 'https://management.azure.com',
    graph: 'https://graph.microsoft.com',
    portal: 'https://portal.azure.com',
    keyVaultSuffix: '.vault.azure.net',
    keyVault: null,
    partnerCenterScope: 'https://api.partnercenter.microsoft.com/.default',
    resourceManagerScope: 'https://management.azure.com/.default',
    graphScope: 'https://graph.microsoft.com/.default',
    keyVaultScope: 'https://vault.azure.net/.default',
    tokenExchange: 'api://AzureADTokenExchange',
  },
  // Partner Center has one host for the public cloud and the US Government's; only the sign-in differs.
  AzureUSGovernment: {
    login: 'https://login.microsoftonline.us',
    partnerCenter: 'https://api.partnercenter.microsoft.com',
    resourceManager: 'https://management.usgovcloudapi.net',
    graph: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
    keyVaultSuffix: '.vault.usgovcloudapi.net',
    keyVault: null,
    partnerCenterScope: 'https://api.partnercenter.microsoft.com/.default',
    resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
    graphScope: 'https://graph.microsoft.us/.default',
    keyVaultScope: 'https://vault.usgovcloudapi.net/.default',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
  },
  AzureChinaCloud: {
    login: 'https://login.partner.microsoftonline.cn',
    partnerCenter: 'https://partner.partnercenterapi.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    keyVaultSuffix: '.vault.azure.cn',
    keyVault: null,
    partnerCenterScope: 'https://partner.partnercenterapi.microsoftonline.cn/.default',
    resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
    graphScope: 'https://microsoftgraph.chinacloudapi.cn/.default',
    keyVaultScope: 'https://vault.azure.cn/.default',
    tokenExchange: 'api://AzureADTokenExchangeChina',
  },
};
