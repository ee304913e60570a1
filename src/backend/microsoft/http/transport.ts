import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import * as tls from 'node:tls';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { stateOf } from './callState.ts';
import { networkError } from './errors.ts';
import { proxyEnvironment, proxyFailure } from './proxy.ts';

/** An HTTP client with connections of its own. */
export interface Transport extends HttpClient {
  /** Ends idle connections. */
  close(): void;
}

/** How hosts are reached and which are trusted. */
export interface TransportOptions {
  /** PEM of extra authorities, or null. */
  ca: string | null;
  /** URL of a proxy with its user and password; null: what the environment says. */
  proxy: string | null;
  /** Most connections to one host. */
  sockets: number;
}

/**
 * The library's HTTP client on agents of our own: connections stay open, the settings' proxy or else HTTPS_PROXY of the
 * environment is used except where NO_PROXY says, and the settings' CA is trusted besides the system's. The library's
 * own proxy policy can do neither the CA nor keep a proxied connection open, so the agents' `proxyEnv` is used
 * (Node 22.21 and later, and Bun); https goes through the proxy by CONNECT, so the proxy sees no token.
 */
export function createTransport({ ca, proxy, sockets }: TransportOptions): Transport {
  const pool = { keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets, scheduling: 'lifo' as const };
  const proxyEnv = proxyEnvironment(proxy, process.env);
  // A context instead of `ca`: the agent builds a pool key from `ca` for every request, and all roots are 200 KB of text.
  const trust = ca !== null && {
    secureContext: tls.createSecureContext({ ca: [...systemRoots(), ...certificatesOf(ca)] }),
  };
  const https = new HttpsAgent({ ...pool, ...trust, proxyEnv });
  const http = new HttpAgent({ ...pool, proxyEnv });
  // The machine's identity service is on the machine: a proxy would answer for its own.
  const direct = new HttpAgent(pool);
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      const { call } = stateOf(request);
      const secure = request.url.startsWith('https:');
      request.agent = secure ? https : call.api === 'identity' ? direct : http;
      // The allowed-host policy has let only configured origins through, and settings let http in only when the operator does.
      request.allowInsecureConnection = !secure;
      try {
        return await client.sendRequest(request);
      } catch (thrown) {
        const failure = call.api === 'identity' ? undefined : proxyFailure(thrown, request.url, proxyEnv);
        throw failure === undefined ? thrown : networkError(call, failure);
      }
    },
    close: () => [https, http, direct].forEach((agent) => agent.destroy()),
  };
}

function systemRoots(): readonly string[] {
  return typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates;
}

function certificatesOf(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
