/** Names of Microsoft's APIs, for people. */
export const API_NAMES = {
  entra: 'Microsoft Entra',
  partnerCenter: 'Partner Center',
  resourceManager: 'Azure Resource Manager',
  resourceGraph: 'Azure Resource Graph',
  resourceHealth: 'Azure Resource Health',
  monitor: 'Azure Monitor',
  alertsManagement: 'Azure Alerts Management',
  graph: 'Microsoft Graph',
  keyVault: 'Azure Key Vault',
  identity: 'The managed identity service',
} as const;

/** Which of Microsoft's APIs a request goes to. */
export type Api = keyof typeof API_NAMES;

/** What was asked, as whom and why. */
export interface CallKind {
  api: Api;
  credentialId: string;
  method: string;
  /** Template, e.g. `/subscriptions/{subscriptionId}/resources`. */
  path: string;
  /** As in `CallOptions.reason`. */
  reason: string;
}

/** Whom it concerned. */
export interface CallPlace {
  /** '' where no tenant is entered. */
  tenantId: string;
  /** null where it concerned no single one. */
  subscriptionId: string | null;
}

/** How it ended. */
export interface CallOutcome {
  /** HTTP status of the last answer, or the error's where none came. */
  status: number;
  /** The error's code; null when it went well. */
  error: string | null;
}

/**
 * One request to Microsoft, retries included. Holds nothing that is secret or personal: no query, header or body, and
 * of the path only its template.
 */
export interface AccessRecord extends CallKind, CallPlace, CallOutcome {
  /** When it began, ms since the epoch. */
  at: number;
  /** Microsoft's request id of the last answer. */
  requestId: string | null;
  /** With all attempts and waits. */
  durationMs: number;
  retries: number;
}

/** Where records of requests go. Must not throw, and must not block. */
export interface AccessLog {
  add(record: AccessRecord): void;
}
