import type { Cloud } from '../../shared/settings.ts';
import type { Hosts } from './settings.ts';

/**
 * Hosts and token audiences of Microsoft's clouds.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud and
 * https://learn.microsoft.com/partner-center/developer/partner-center-rest-urls
 */
export const CLOUD_HOSTS: Record<Cloud, Readonly<Hosts>> = {
  AzurePublic: {
    login: 'https://login.microsoftonline.com',
    partnerCenter: 'https://api.partnercenter.microsoft.com',
    resourceManager: 'https://management.azure.com',
    portal: 'https://portal.azure.com',
    partnerCenterScope: 'https://api.partnercenter.microsoft.com/.default',
    resourceManagerScope: 'https://management.azure.com/.default',
  },
  // Partner Center has one host for the public cloud and the US Government's; only the sign-in differs.
  AzureUSGovernment: {
    login: 'https://login.microsoftonline.us',
    partnerCenter: 'https://api.partnercenter.microsoft.com',
    resourceManager: 'https://management.usgovcloudapi.net',
    portal: 'https://portal.azure.us',
    partnerCenterScope: 'https://api.partnercenter.microsoft.com/.default',
    resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
  },
  AzureChinaCloud: {
    login: 'https://login.partner.microsoftonline.cn',
    partnerCenter: 'https://partner.partnercenterapi.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    partnerCenterScope: 'https://partner.partnercenterapi.microsoftonline.cn/.default',
    resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
  },
};
