import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { CspError, cancelled } from '../../common/errors.ts';
import type { Clock } from '../../common/clock.ts';
import type { AccessLog } from '../accessLog/accessLog.ts';
import { stateOf } from '../http/callState.ts';

/** Writes one access record for each request that was sent, when it is over; and makes whatever was thrown a CspError. */
export function recordPolicy(clock: Clock, accessLog: AccessLog): PipelinePolicy {
  return {
    name: 'record',
    async sendRequest(request, next) {
      const state = stateOf(request);
      const { call } = state;
      const at = clock.now();
      const began = performance.now();
      let error: CspError | null = null;
      try {
        return await next(request);
      } catch (thrown) {
        error = call.signal.aborted ? cancelled() : CspError.from(thrown);
        throw error;
      } finally {
        // Without an attempt on the wire (no token, a throttle that lasts too long) there was no call.
        if (state.deadline < Infinity) {
          accessLog.add({
            at,
            api: call.api,
            tenantId: call.tenantId,
            subscriptionId: call.subscriptionId,
            credentialId: call.credentialId,
            method: request.method,
            path: call.path,
            status: error ? error.status : state.status,
            requestId: state.requestId,
            durationMs: Math.round(performance.now() - began),
            retries: Math.max(0, state.attempts - 1),
            reason: call.reason,
            error: error?.code ?? null,
          });
        }
      }
    },
  };
}
