import type { ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import type { CspError } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import { toGrafanaVersion, toUser } from '../messages/context.ts';
import type { PluginContext } from '../generated/pluginv2.ts';
import type { FairQueue } from '../turns/fairQueue.ts';
import type { Turns } from '../turns/turns.ts';
import type { RequestHeaders } from '../headers.ts';
import type { Instances } from '../instances/instances.ts';
import type { Outcome, SdkMetrics } from '../metrics.ts';
import type { RequestContext } from '../types.ts';

/** What every service needs. */
export interface ServiceEnvironment {
  instances: Instances;
  metrics: SdkMetrics;
  queue: FairQueue;
  turns: Turns;
  log: Logger;
  /** Fires when the plugin stops. */
  stopping: AbortSignal;
}

type AnyCall = Pick<
  ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>,
  'cancelled' | 'getDeadline'
> & {
  on(event: 'cancelled', listener: () => void): unknown;
};

/** Fires when the caller goes away or its deadline passes (gRPC tells both as a cancellation), or the plugin stops. */
function callSignal(call: AnyCall, stopping: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  call.on('cancelled', abort);
  if (call.cancelled) {
    abort();
  }
  return AbortSignal.any([controller.signal, stopping]);
}

/** What a data source is told of the call beside what is asked. */
export function requestContext(
  call: AnyCall,
  plugin: PluginContext | undefined,
  headers: RequestHeaders,
  environment: ServiceEnvironment,
): RequestContext {
  return {
    signal: callSignal(call, environment.stopping),
    user: toUser(plugin?.user),
    fromAlert: headers.get('FromAlert') === 'true',
    headers,
    deadline: deadlineOf(call),
    grafanaVersion: toGrafanaVersion(plugin?.userAgent ?? '', process.env),
    log: environment.log.with({ uid: plugin?.dataSourceInstanceSettings?.uid }),
  };
}

function deadlineOf(call: AnyCall): number | undefined {
  const deadline = call.getDeadline();
  const ms = deadline instanceof Date ? deadline.getTime() : deadline;
  return Number.isFinite(ms) ? ms : undefined;
}

/** How a request that threw ended, for the metrics. */
export function outcomeOf(error: CspError): Outcome {
  if (error.code === 'Cancelled') {
    return 'cancelled';
  }
  return error.source === 'downstream' ? 'downstreamError' : 'error';
}
