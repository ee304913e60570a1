/**
 * What the config editor and the backend say to each other about signing in for a credential of the secure application
 * model, and about consent in customers' tenants. All of it needs the role Admin and a saved data source.
 */

/** `POST consent/start`: begins a sign-in by authorization code with PKCE. Answer: `SignInStarted`. */
export interface SignInStart {
  credential: string;
  /** This page's Grafana with its sub path, e.g. `https://grafana.example.com/noc`; the callback's address is made from it. */
  appUrl: string;
}

export interface SignInStarted {
  /** Names the attempt in `consent/status`; not the OAuth state. */
  attempt: string;
  /** Where to send the browser. */
  authorizeUrl: string;
  /** Must be registered as a Web redirect URI of the application, letter by letter. */
  redirectUri: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** `POST consent/device`: begins a sign-in by device code. Answer: `DeviceStarted`. */
export interface DeviceStart {
  credential: string;
}

export interface DeviceStarted {
  attempt: string;
  userCode: string;
  verificationUri: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** `GET consent/status?attempt=`: how a sign-in is going. */
export interface SignInStatus {
  state: 'pending' | 'done' | 'failed' | 'expired';
  /** What happened, or what to do. */
  sentence: string;
  /** Who signed in. */
  account?: string;
  /** The token carries the MFA claim that Partner Center wants. */
  mfa?: boolean;
}

/** `GET consent/scopes`: what pre-consent would grant the application in a customer's tenant. */
export interface ConsentScopes {
  applicationId: string;
  grants: Array<{ enterpriseApplicationId: string; name: string; scope: string }>;
}

/** `POST consent/customer`: grants that in one customer's tenant through Partner Center. Answer: `CustomerConsented`. */
export interface CustomerConsent {
  tenantId: string;
}

export interface CustomerConsented {
  outcome: 'granted' | 'alreadyGranted';
  sentence: string;
}

/** `POST tenants/check`: resolves a tenant and looks whether a credential gets in. Answer: `TenantChecked`. */
export interface TenantCheck {
  /** Tenant id or domain. */
  tenantId: string;
  /** Default: the default credential. */
  credential?: string;
}

export interface TenantChecked {
  ok: boolean;
  /** Tenant id, where it could be resolved. */
  tenantId?: string;
  name?: string;
  subscriptions?: number;
  sentence: string;
}
