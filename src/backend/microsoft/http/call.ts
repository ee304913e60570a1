import type { Api } from '../accessLog/accessLog.ts';

/** What the policies know about a request besides what goes over the wire. */
export interface Call {
  api: Api;
  /** The only origin that this request, its pages and its redirects may go to. */
  origin: string;
  /** The tenant that is entered; '' for none. */
  tenantId: string;
  credentialId: string;
  /** Audience of the token to send; null sends none. */
  scope: string | null;
  /** Path template for the access log. */
  path: string;
  /** Whose throttle budget and slots it takes, where it concerns one subscription. */
  subscriptionId: string | null;
  signal: AbortSignal;
  reason: string;
  /** Told of every answer that asks to slow down. */
  throttled?: () => void;
  /** One attempt may take no longer than this, ms; default: as `Limits` has it. */
  attemptMs?: number;
  /** The request holds a person's own words (a query, the name of a metric), so a refusal says why in Microsoft's. */
  explain?: true;
}
