import type { PipelineRequest } from '@azure/core-rest-pipeline';
import type { Budget } from '../budgets/budget.ts';
import type { Call } from './call.ts';

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

/** Ties a request to its call, for the policies that it runs through. */
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
