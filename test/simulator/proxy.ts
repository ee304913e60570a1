import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { realHost } from './core/clouds.ts';
import type { HostName } from './core/http.ts';
import { close, remember } from './core/listener.ts';

export interface ProxyUser {
  user: string;
  password: string;
}

/** One CONNECT that the proxy was asked for. */
export interface Tunnel {
  /** `host:port` as the client named it. */
  target: string;
  /** 200, or why not: 403 (no host of Microsoft's) or 407 (no or wrong user). */
  status: number;
}

export interface Proxy {
  server: Server;
  tunnels: readonly Tunnel[];
  close: () => Promise<void>;
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
};

/**
 * An HTTP proxy that leads Microsoft's own host names, of all clouds, to the simulator's ports, and nowhere else. The
 * client talks TLS with the simulator through it, whose certificate carries those names.
 */
export function makeProxy(options: { portOf: (host: HostName) => number; address: string; user?: ProxyUser }): Proxy {
  const { portOf, address, user } = options;
  const tunnels: Tunnel[] = [];
  const server = createServer((_: IncomingMessage, response: ServerResponse) => {
    response
      .writeHead(403, { 'content-type': 'text/plain' })
      .end('This proxy takes CONNECT to hosts of Microsoft alone.');
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const target = request.url ?? '';
    const known = target.endsWith(':443') ? realHost(target) : undefined;
    const status = !admits(user, request.headers['proxy-authorization']) ? 407 : known ? 200 : 403;
    tunnels.push({ target, status });
    client.on('error', () => client.destroy());
    if (!known || status !== 200) {
      refuse(client, status);
      return;
    }
    const upstream = connect(portOf(known.service), address, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  remember(server);
  return { server, tunnels, close: () => close(server) };
}

function admits(user: ProxyUser | undefined, header: string | undefined): boolean {
  const expected = user && Buffer.from(`${user.user}:${user.password}`).toString('base64');
  return expected === undefined || header === `Basic ${expected}`;
}

function refuse(client: Duplex, status: number): void {
  const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="simulator"\r\n' : '';
  client.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}\r\n${challenge}Content-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}
