import type { PipelineRequest } from '@azure/core-rest-pipeline';
import type { Api } from '../accessLog/accessLog.ts';
import type { Budget } from '../budgets/budgets.ts';

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

/** A call and what happened to it so far. */
export interface CallState {
  readonly call: Call;
  /** What it takes from. */
  readonly budget: Budget;
  /** Attempts that were made. */
  attempts: number;
  /** Time by which all attempts must be over, ms since the epoch; Infinity until the first begins. */
  deadline: number;
  /** Status and request id of the last answer. */
  status: number;
  requestId: string | null;
  /** `WWW-Authenticate` of the last answer. */
  challenge: string | null;
}

const states = new WeakMap<PipelineRequest, CallState>();

export function startCall(request: PipelineRequest, state: CallState): void {
  states.set(request, state);
}

/** State of a request that is under way. Every request of the pipeline has one: nothing else sends. */
export function stateOf(request: PipelineRequest): CallState {
  const state = states.get(request);
  if (!state) {
    throw new Error('A request came into the pipeline without its call.');
  }
  return state;
}
