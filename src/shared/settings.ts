/**
 * The data source's settings as Grafana stores them. `jsonData` is readable by everyone who may query the data source,
 * so nothing secret is ever put there; secrets live in `secureJsonData` under the keys of `secretKeys.ts`.
 */
import type { CredentialOptions } from './credentialOptions.ts';
import type { CoverageBaseline } from './monitoring.ts';
import type { VisibilityOptions } from './visibility.ts';

/** Microsoft's clouds. Each has its own sign-in, Partner Center and Azure Resource Manager hosts. */
export const CLOUDS = ['AzurePublic', 'AzureUSGovernment', 'AzureChinaCloud'] as const;
export type Cloud = (typeof CLOUDS)[number];

/**
 * Other places to send the same requests to: a reverse proxy, a private cloud, the simulator. Origins only
 * (`https://host[:port]`), https unless the server's operator allows otherwise. An absent one is the cloud's own.
 */
export interface Endpoints {
  /** Microsoft Entra sign-in, e.g. `https://login.microsoftonline.com`. */
  login?: string;
  /** Partner Center REST, e.g. `https://api.partnercenter.microsoft.com`. */
  partnerCenter?: string;
  /** Azure Resource Manager, e.g. `https://management.azure.com`. */
  resourceManager?: string;
  /** Microsoft Graph, e.g. `https://graph.microsoft.com`. */
  graph?: string;
  /** The one vault host that is allowed besides the cloud's own `*.vault.azure.net`. */
  keyVault?: string;
  /** The Azure portal that links lead to, e.g. `https://portal.azure.com`. */
  portal?: string;
}

/** A tenant that is written into the settings by hand, in addition to those found through Partner Center. */
export interface TenantOptions {
  /** Tenant id or one of its domains. */
  tenantId: string;
  /** Shown as the customer's name; default: the name that Azure gives. */
  name?: string;
  /** Credential id; default: `defaultCredential`. */
  credential?: string;
  /** false keeps the row and asks Microsoft nothing. Default true. */
  enabled?: boolean;
  /** Only these subscription ids; empty or absent: all. */
  includeSubscriptions?: string[];
  excludeSubscriptions?: string[];
  /** For grouping and filtering: `{"team": "north"}`. */
  tags?: Record<string, string>;
}

/** What may be switched off. Customers, tenants, subscriptions and resources are always collected. */
export const OPTIONAL_SECTIONS = [
  'resourceHealth',
  'serviceHealthEvents',
  'tenantEvents',
  'emergingIssues',
  'impactedResources',
  'vmAnnotations',
  'alertRules',
  'alerts',
  'resourceChanges',
] as const;
export type OptionalSection = (typeof OPTIONAL_SECTIONS)[number];

/** How to get out to Microsoft. */
export interface NetworkOptions {
  /** `http://host:port` or `https://host:port`; absent: what the server's environment says (HTTPS_PROXY, NO_PROXY). */
  proxyUrl?: string;
  /** User name at the proxy; its password is the secret `PROXY_PASSWORD_KEY`. */
  proxyUser?: string;
}

/** Cadences in seconds, and how hard to ask. */
export interface CollectionOptions {
  /** Customers, tenants and subscriptions. Default 3600. */
  discoverySeconds?: number;
  /** Resource groups and resources. Default 1800. */
  inventorySeconds?: number;
  /** Resource Health. Default 120. */
  resourceHealthSeconds?: number;
  /** Service Health events and what they touch. Default 300. */
  eventsSeconds?: number;
  /** Alert rules, action groups, alert processing rules. Default 1800. */
  alertRulesSeconds?: number;
  /** Fired alerts. Default 60. */
  alertsSeconds?: number;
  /** Azure's record of changes to resources. Default 600. */
  changesSeconds?: number;
  /** How long health history is kept, days. Default 90. */
  historyDays?: number;
  /** How much room health history may take; the oldest goes first. Default 1024. */
  historyMegabytes?: number;
  /** Requests under way at once to one host. Default 32. */
  concurrency?: number;
  /** false switches a section off. Default: all are on. */
  sections?: Partial<Record<OptionalSection, boolean>>;
  /** How much room the log of calls to Microsoft may take; the oldest goes first, and all after 7 days. Default 256. */
  accessLogMegabytes?: number;
}

export interface AzureCspOptions {
  cloud?: Cloud;
  endpoints?: Endpoints;
  credentials?: CredentialOptions[];
  /** Credential id that tenants use when they name none; default: the first. */
  defaultCredential?: string;
  /** Find customers through Partner Center. */
  partner?: {
    enabled: boolean;
    /** Credential id to call Partner Center with; default: `defaultCredential`. */
    credential?: string;
  };
  tenants?: TenantOptions[];
  collection?: CollectionOptions;
  network?: NetworkOptions;
  /** People with the role Editor or Admin may acknowledge and close alerts in Azure. Default false: the plugin only reads. */
  allowChangeState?: boolean;
  /** What should be watched by which alert rules; default: `DEFAULT_BASELINE` in `monitoring.ts`. */
  coverageBaseline?: CoverageBaseline;
  /** Who sees which customers; absent: everybody who may query sees all of them. */
  visibility?: VisibilityOptions;
}
