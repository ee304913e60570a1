export const API_NAMES = {
  entra: 'Microsoft Entra',
  partnerCenter: 'Partner Center',
  resourceManager: 'Azure Resource Manager',
  resourceGraph: 'Azure Resource Graph',
  resourceHealth: 'Azure Resource Health',
  monitor: 'Azure Monitor',
  alertsManagement: 'Azure Alerts Management',
} as const;

/** Which of Microsoft's APIs a request goes to. */
export type Api = keyof typeof API_NAMES;

/**
 * One request to Microsoft, retries included. Holds nothing that is secret or personal: no query, header or body, and
 * of the path only its template.
 */
export interface AccessRecord {
  /** When it began, ms since the epoch. */
  at: number;
  api: Api;
  /** '' where no tenant is entered. */
  tenantId: string;
  credentialId: string;
  method: string;
  /** Template, e.g. `/subscriptions/{subscriptionId}/resources`. */
  path: string;
  /** HTTP status of the last answer, or the error's where none came. */
  status: number;
  /** Microsoft's request id of the last answer. */
  requestId: string | null;
  /** With all attempts and waits. */
  durationMs: number;
  retries: number;
  /** As in `CallOptions.reason`. */
  reason: string;
  /** The error's code; null when it went well. */
  error: string | null;
}

/** Where records of requests go. Must not throw, and must not block. */
export interface AccessLog {
  add(record: AccessRecord): void;
}

/** The last `size` records in memory. */
export class RecentAccess implements AccessLog {
  readonly #size: number;
  readonly #records: AccessRecord[] = [];
  #next = 0;

  constructor(size = 1_000) {
    this.#size = size;
  }

  add(record: AccessRecord): void {
    this.#records[this.#next] = record;
    this.#next = (this.#next + 1) % this.#size;
  }

  /** Oldest first. */
  records(): AccessRecord[] {
    return this.#records.length < this.#size
      ? [...this.#records]
      : [...this.#records.slice(this.#next), ...this.#records.slice(0, this.#next)];
  }
}
