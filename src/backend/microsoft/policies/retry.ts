import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Clock } from '../../common/clock.ts';
import { CspError, cancelled } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import type { Call } from '../http/call.ts';
import { stateOf, type CallState } from '../http/callState.ts';
import { refusalError } from '../http/errors.ts';
import { isTransient } from '../http/transient.ts';
import type { Limits } from '../http/limits.ts';

/**
 * Tries again what may heal. Not the library's policy, because this one waits on our clock, gives up at once when
 * Microsoft asks for a longer wait than ours (and hands that on), keeps a deadline over all attempts, and lets
 * everyone who shares a throttle budget wait together.
 */
export function retryPolicy(clock: Clock, log: Logger, limits: Limits): PipelinePolicy {
  return {
    name: 'retry',
    async sendRequest(request, next) {
      const state = stateOf(request);
      for (;;) {
        await waitForPause(clock, limits, state);
        try {
          state.attempts += 1;
          return await next(request);
        } catch (thrown) {
          if (state.call.signal.aborted) {
            throw cancelled();
          }
          const error = CspError.from(thrown);
          if (error.status === 429) {
            state.call.throttled?.();
          }
          if (error.retryAfterMs !== undefined && (error.status === 429 || error.status === 503)) {
            state.budget.pause(clock.now(), error.retryAfterMs);
          }
          const waitMs = nextWait(error, state, limits, clock.now());
          if (waitMs === null) {
            throw error;
          }
          const { api, tenantId } = state.call;
          log.debug('Trying again after an error', {
            api,
            tenantId,
            code: error.code,
            status: error.status,
            attempt: state.attempts,
            waitMs,
          });
          await state.budget.waitFor(() => clock.sleep(waitMs, state.call.signal));
        }
      }
    },
  };
}

/** How long to wait before the next attempt; null when there shall be none. */
function nextWait(error: CspError, state: CallState, limits: Limits, now: number): number | null {
  if (!isTransient(error) || state.attempts >= limits.attempts) {
    return null;
  }
  // Half of it fixed and half of it chance, so that callers who failed together don't come back together.
  const backoff = limits.firstWaitMs * 2 ** (state.attempts - 1) * (0.5 + Math.random() / 2);
  const waitMs = Math.round(error.retryAfterMs ?? backoff);
  return waitMs > limits.longestWaitMs || now + waitMs > state.deadline ? null : waitMs;
}

async function waitForPause(clock: Clock, limits: Limits, state: CallState): Promise<void> {
  const { call, budget } = state;
  for (let waitMs = budget.pauseMs(clock.now()); waitMs > 0; waitMs = budget.pauseMs(clock.now())) {
    if (waitMs > limits.longestWaitMs || clock.now() + waitMs > state.deadline) {
      throw stillThrottled(call, waitMs);
    }
    await budget.waitFor(() => clock.sleep(waitMs, call.signal));
  }
}

function stillThrottled(call: Call, retryAfterMs: number): CspError {
  return refusalError(call, { status: 429, body: undefined, contentType: '', requestId: null, retryAfterMs });
}
