import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { ServerCertificate } from './certificates.ts';
import type { HostName } from './http.ts';
import { close, cut, portOf, startListening } from './listener.ts';

/**
 * What can be wrong before there is any HTTP. `refused`: nobody listens; `handshake`: what answers doesn't speak TLS;
 * `certificate`: one that nobody trusts.
 */
export const TROUBLES = ['refused', 'handshake', 'certificate'] as const;
export type Trouble = (typeof TROUBLES)[number];

interface Listener {
  server: Server;
  certificate: ServerCertificate | undefined;
  address: string;
  port: number;
  trouble: Trouble | null;
}

/** The way to each of Microsoft's hosts. Trouble cuts the connections that are open, so that everyone meets it. */
export class Network {
  readonly #listeners = new Map<HostName, Listener>();
  readonly #makeStranger: () => Promise<ServerCertificate>;
  #stranger: ServerCertificate | undefined;

  /** @param makeStranger makes a certificate of an authority that no client knows. */
  constructor(makeStranger: () => Promise<ServerCertificate>) {
    this.#makeStranger = makeStranger;
  }

  add(host: HostName, server: Server, address: string, certificate?: ServerCertificate): void {
    const listener: Listener = { server, certificate, address, port: portOf(server), trouble: null };
    this.#listeners.set(host, listener);
    server.prependListener('connection', (socket: Socket) => {
      if (listener.trouble === 'handshake') {
        socket.end('This is no TLS.\r\n');
      }
    });
  }

  /** Null: none. Resolves when it is so. */
  async set(host: HostName, trouble: Trouble | null): Promise<void> {
    const listener = this.#listeners.get(host);
    if (!listener) {
      throw new Error(`No host ${host}. Known: ${[...this.#listeners.keys()].join(', ')}.`);
    }
    if (trouble !== null && !TROUBLES.includes(trouble)) {
      throw new Error(`Unknown trouble '${String(trouble)}'. Known: ${TROUBLES.join(', ')}.`);
    }
    const { server, certificate } = listener;
    if (listener.trouble === 'refused' && trouble !== 'refused') {
      await startListening(server, listener.address, listener.port);
    }
    if (listener.trouble !== 'refused' && trouble === 'refused') {
      await close(server);
    }
    if (certificate) {
      this.#stranger ??= trouble === 'certificate' ? await this.#makeStranger() : undefined;
      const shown = trouble === 'certificate' ? (this.#stranger as ServerCertificate) : certificate;
      (server as TlsServer).setSecureContext({ key: shown.key, cert: shown.cert });
    }
    listener.trouble = trouble;
    cut(server);
  }

  /** Cuts all connections; the next ones are made as ever. */
  cut(): void {
    this.#listeners.forEach(({ server }) => cut(server));
  }

  async clear(): Promise<void> {
    for (const [host, { trouble }] of this.#listeners) {
      if (trouble !== null) {
        await this.set(host, null);
      }
    }
  }
}
