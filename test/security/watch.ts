import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Watch {
  /** Of the watch, to be used as the proxy. */
  url: string;
  /** `host:port` of every CONNECT and every plain request that came, in order. */
  targets: string[];
  close(): Promise<void>;
}

/** Stands before a proxy, notes where every connection wants to go, and passes the bytes on as they are. */
export async function watchProxy(proxyUrl: string): Promise<Watch> {
  const { hostname, port } = new URL(proxyUrl);
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const proxy = connect(Number(port), hostname);
    for (const socket of [client, proxy]) {
      sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
    }
    client.once('data', (head) => targets.push(targetOf(head.toString('latin1'))));
    client.pipe(proxy).pipe(client);
  });
  return {
    url: `http://127.0.0.1:${await listening(server)}`,
    targets,
    close: () => closed(server, sockets),
  };
}

export interface Bait {
  port: number;
  /** Connections that came, whatever they wanted. */
  readonly connections: number;
  close(): Promise<void>;
}

/** A host that no token may reach. */
export async function layBait(): Promise<Bait> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.destroy();
  });
  const port = await listening(server);
  return {
    port,
    get connections() {
      return connections;
    },
    close: () => closed(server, sockets),
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function closed(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    sockets.forEach((socket) => socket.destroy());
  });
}

/** `CONNECT host:port HTTP/1.1`, or `GET http://host/path HTTP/1.1`. */
function targetOf(head: string): string {
  const [, target = ''] = head.split(' ', 2);
  return URL.canParse(target) && target.includes('://') ? new URL(target).host : target;
}
