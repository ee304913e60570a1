import { Server } from '@grpc/grpc-js';
import { serializeAnswers } from './answerBytes.ts';
import type { ServiceEnvironment } from './calls.ts';
import { dataService } from './dataService.ts';
import { diagnosticsService } from './diagnosticsService.ts';
import { GRPCBrokerService, GRPCControllerService, GRPCStdioService } from '../generated/goplugin.ts';
import { HealthService } from '../generated/health.ts';
import { DataService, DiagnosticsService, ResourceService, StreamService } from '../generated/pluginv2.ts';
import { brokerService, controllerService, healthService, stdioService } from './processServices.ts';
import { resourceService } from './resourceService.ts';
import { sendInTurns } from '../turns/sendTurns.ts';
import { streamService } from './streamService.ts';

/** What Grafana's own SDK takes; the library's default of 4 MiB is less than a dashboard may send. */
const MAX_RECEIVE_BYTES = 16 * 1024 * 1024;

/** The gRPC server with all services of the protocol, not yet listening. `stop` is called when the host says so. */
export function createServer(environment: ServiceEnvironment, stop: () => void): Server {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
    'grpc.max_send_message_length': -1,
    interceptors: [sendInTurns()],
  });
  const { queryData } = dataService(environment);
  server.addService({ queryData: { ...DataService.queryData, responseSerialize: serializeAnswers } }, { queryData });
  server.addService(ResourceService, resourceService(environment));
  server.addService(DiagnosticsService, diagnosticsService(environment));
  server.addService(StreamService, streamService(environment));
  server.addService(HealthService, healthService());
  server.addService(GRPCControllerService, controllerService(stop));
  server.addService(GRPCStdioService, stdioService());
  server.addService(GRPCBrokerService, brokerService());
  return server;
}
