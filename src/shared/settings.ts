/**
 * The data source's settings as Grafana stores them. `jsonData` is readable by everyone who may query the data source,
 * so nothing secret is ever put there; secrets live in `secureJsonData` under the keys that `secretKey()` makes.
 */
import type { CoverageBaseline } from './monitoring.ts';

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
  /** The Azure portal that links lead to, e.g. `https://portal.azure.com`. */
  portal?: string;
}

export const CREDENTIAL_KINDS = ['secureApplicationModel', 'clientSecret'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** A named account that requests run as; in System Center's words, a Run As account. */
export interface CredentialOptions {
  /** What tenants refer to and what secret keys carry: letters, digits, `-` and `_`. */
  id: string;
  kind: CredentialKind;
  /** The tenant that the application is registered in; for the secure application model the partner's tenant. */
  tenantId: string;
  /** The application (client) id. */
  clientId: string;
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
  /** People with the role Editor or Admin may acknowledge and close alerts in Azure. Default false: the plugin only reads. */
  allowChangeState?: boolean;
  /** What should be watched by which alert rules; default: `DEFAULT_BASELINE` in `monitoring.ts`. */
  coverageBaseline?: CoverageBaseline;
}

export type SecretName = 'clientSecret' | 'refreshToken';

/** Which secrets each kind of credential needs. */
export const CREDENTIAL_SECRETS: Record<CredentialKind, readonly SecretName[]> = {
  secureApplicationModel: ['clientSecret', 'refreshToken'],
  clientSecret: ['clientSecret'],
};

/** Key in `secureJsonData` of one credential's secret, e.g. `credential.partner.refreshToken`. */
export function secretKey(credentialId: string, name: SecretName): string {
  return `credential.${credentialId}.${name}`;
}

/** Key in `secureJsonData` of extra CA certificates (PEM), the key that Grafana's own data sources use. */
export const TLS_CA_KEY = 'tlsCACert';
