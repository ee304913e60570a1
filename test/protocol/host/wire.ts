import { Client, Metadata, credentials, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import type { CallOptions } from './pluginProcess.ts';

/** https://github.com/hashicorp/go-plugin/blob/main/client.go, func (c *Client) Start */
export function connect(handshake: string): Client {
  const [core, app, network, address, protocol] = handshake.trim().split('|');
  if (core !== '1' || app !== '2' || !address || protocol !== 'grpc' || !(network === 'unix' || network === 'tcp')) {
    throw new Error(`Unrecognized remote plugin message: ${handshake}`);
  }
  return new Client(network === 'unix' ? `unix:${address}` : address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_retries': 0,
    // Grafana's gRPC, Go's, widens it to this where answers are large: internal/transport/bdp_estimator.go of grpc-go.
    'grpc-node.flow_control_window': 16 * 1024 * 1024,
  });
}

/** Asks once and takes one answer. */
export function unary<Q, A>(
  client: Client,
  method: MethodDefinition<Q, A>,
  message: Q,
  options: CallOptions = {},
): Promise<A> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      message,
      new Metadata(),
      { deadline: options.timeoutMs === undefined ? Infinity : Date.now() + options.timeoutMs },
      (error: ServiceError | null, answer?: A) => (error ? reject(error) : resolve(answer!)),
    );
    options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
  });
}

/** Asks once and takes answers until the plugin, the reader or the signal ends it. */
export async function* serverStream<Q, A>(
  client: Client,
  method: MethodDefinition<Q, A>,
  message: Q,
  options: CallOptions,
): AsyncGenerator<A> {
  const deadline = options.timeoutMs === undefined ? Infinity : Date.now() + options.timeoutMs;
  const call = client.makeServerStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    message,
    new Metadata(),
    { deadline },
  );
  options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
  try {
    yield* call as AsyncIterable<A>;
  } finally {
    call.on('error', () => {});
    call.cancel();
  }
}
