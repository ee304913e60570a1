import type { CheckedBaseline } from './coverageBaseline.ts';
import type { Cloud, CredentialKind } from '../../shared/settings.ts';

/** Origins (no path, no trailing slash) and audiences of one cloud, after the settings' own endpoints are put in. */
export interface Hosts {
  login: string;
  partnerCenter: string;
  resourceManager: string;
  portal: string;
  /** What tokens are asked for: the cloud's own audiences, wherever the requests are sent. */
  partnerCenterScope: string;
  resourceManagerScope: string;
}

/** A named account with its secrets. Never logged, never put into a frame. */
export interface Credential {
  id: string;
  kind: CredentialKind;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Secure application model only. */
  refreshToken: string | null;
}

export interface ConfiguredTenant {
  tenantId: string;
  name: string | null;
  credentialId: string;
  enabled: boolean;
  includeSubscriptions: readonly string[];
  excludeSubscriptions: readonly string[];
}

/** The settings as the backend uses them: checked, with defaults filled in. */
export interface Settings {
  cloud: Cloud;
  hosts: Hosts;
  credentials: ReadonlyMap<string, Credential>;
  /** Credential for Partner Center and for the tenants it names; null when customers aren't looked for there. */
  partnerCredentialId: string | null;
  tenants: readonly ConfiguredTenant[];
  /** Milliseconds. */
  intervals: {
    discovery: number;
    inventory: number;
    resourceHealth: number;
    events: number;
    alertRules: number;
    alerts: number;
    changes: number;
  };
  /** How much of the past is kept. */
  history: { days: number; bytes: number };
  /** Requests under way at once to one host. */
  concurrency: number;
  /** People may acknowledge and close alerts in Azure through the plugin. */
  allowChangeState: boolean;
  /** What should be watched; undefined: the default. */
  coverageBaseline: CheckedBaseline | undefined;
  /** Extra CA certificates, PEM. */
  ca: string | null;
}
