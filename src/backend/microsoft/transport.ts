import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import * as tls from 'node:tls';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

export interface Transport extends HttpClient {
  /** Ends idle connections. */
  close(): void;
}

/**
 * The library's HTTP client on agents of our own: connections stay open, HTTPS_PROXY and NO_PROXY of the environment
 * hold, and the settings' CA is trusted besides the system's. The library's own proxy policy can do neither the CA nor
 * keep a proxied connection open, so the agents' `proxyEnv` is used (Node 22.21 and later, and Bun).
 *
 * @param ca PEM of extra authorities, or null.
 * @param sockets most connections to one host.
 */
export function createTransport(ca: string | null, sockets: number): Transport {
  const common = {
    keepAlive: true,
    maxSockets: sockets,
    maxFreeSockets: sockets,
    scheduling: 'lifo' as const,
    proxyEnv: process.env,
  };
  const http = new HttpAgent(common);
  // A context instead of `ca`: the agent builds a pool key from `ca` for every request, and all roots are 200 KB of text.
  const https = new HttpsAgent({
    ...common,
    ...(ca !== null && { secureContext: tls.createSecureContext({ ca: [...systemRoots(), ...certificatesOf(ca)] }) }),
  });
  const client = createDefaultHttpClient();
  return {
    sendRequest: (request) => {
      const secure = request.url.startsWith('https:');
      request.agent = secure ? https : http;
      // The allowed-host policy has let only configured origins through, and settings let http in only when the operator does.
      request.allowInsecureConnection = !secure;
      return client.sendRequest(request);
    },
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

function systemRoots(): readonly string[] {
  return typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates;
}

function certificatesOf(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
