import { status } from '@grpc/grpc-js';
import { shorten } from '../../common/shorten.ts';
import type { GRPCBrokerServer, GRPCControllerServer, GRPCStdioServer } from '../generated/goplugin.ts';
import { HealthCheckResponse_ServingStatus, type HealthCheckResponse, type HealthServer } from '../generated/health.ts';

const SERVED = new Set(['', 'plugin']);
const SERVING: HealthCheckResponse = { status: HealthCheckResponse_ServingStatus.SERVING };

/** go-plugin's guide asks for health under the name `plugin`. */
export function healthService(): HealthServer {
  return {
    check(call, callback) {
      if (SERVED.has(call.request.service)) {
        callback(null, SERVING);
      } else {
        callback({ code: status.NOT_FOUND, details: shorten(`There is no service "${call.request.service}".`) });
      }
    },
    watch(call) {
      call.write(
        SERVED.has(call.request.service) ? SERVING : { status: HealthCheckResponse_ServingStatus.SERVICE_UNKNOWN },
      );
    },
  };
}

/** Without it a host kills the process after two seconds instead of letting it end. */
export function controllerService(stop: () => void): GRPCControllerServer {
  return {
    shutdown(_call, callback) {
      callback(null, {});
      stop();
    },
  };
}

/** Logs go to stderr, so nothing is ever sent here; the stream stays open until the host or the plugin ends. */
export function stdioService(): GRPCStdioServer {
  return { streamStdio() {} };
}

/** For plugins that open more connections to their host. Grafana's do not; what comes is read and dropped. */
export function brokerService(): GRPCBrokerServer {
  return {
    startStream(call) {
      call.on('data', () => {});
      call.on('end', () => call.end());
    },
  };
}
