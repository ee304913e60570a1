import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { ServerCertificate } from './certificates.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Node's own list leaves out those that are still shaking hands, and `server.close` waits for each of them. */
const connections = new WeakMap<Server, Set<Socket>>();

/** Listens on one port; resolves once it does. Port 0 takes a free one. */
export function listen(
  handler: RequestListener,
  options: { address: string; port: number; certificate?: ServerCertificate },
): Promise<Server> {
  const { certificate } = options;
  const server = certificate
    ? createTlsServer({ key: certificate.key, cert: certificate.cert }, handler)
    : createServer(handler);
  server.keepAliveTimeout = 30_000;
  remember(server);
  return startListening(server, options.address, options.port);
}

/** Resolves once the server listens. Port 0 takes a free one. */
export function startListening(server: Server, address: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Has the server's connections cut by `cut` and `close`, whatever state they are in. */
export function remember(server: Server): void {
  const sockets = new Set<Socket>();
  connections.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

/** Cuts every connection of a server that is remembered, as when its cable is pulled. */
export function cut(server: Server): void {
  connections.get(server)?.forEach((socket) => socket.destroy());
}

/** Resolves when a server that is remembered no longer listens, and all its connections are cut. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cut(server);
  });
}

/** Undefined when the body is larger than any that a client of ours sends. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
