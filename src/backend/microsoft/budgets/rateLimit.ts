import type { Api } from '../accessLog/accessLog.ts';
import type { Told } from './quotaHeaders.ts';

/** What Microsoft lets one account ask of one API, in one subscription or tenant, and how much of it is in use. */
export interface RateLimit {
  api: Api;
  host: string;
  credentialId: string;
  /** '' where all tenants share it. */
  tenantId: string;
  subscriptionId: string | null;
  /** As the last answer that spoke of it told; null when none has. */
  told: (Told & { at: number }) | null;
  /** Microsoft asked to wait until then, ms since the epoch; 0 when it never did. */
  throttledUntil: number;
  /** Calls that wait: for their turn, for the end of a throttle, to be tried again. */
  waiting: number;
  /** Attempts on the wire. */
  running: number;
  /** Attempts in the last full minute and in the present one. */
  lastMinute: number;
  thisMinute: number;
  /** Answers 429 since the start, and when the last came, ms since the epoch; null for never. */
  throttles: number;
  lastThrottleAt: number | null;
  lastCallAt: number;
}
