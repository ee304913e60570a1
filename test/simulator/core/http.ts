import type { IncomingHttpHeaders } from 'node:http';

/** Microsoft's hosts; each listens on a port of its own. */
export const HOSTS = ['login', 'partnerCenter', 'resourceManager', 'graph', 'keyVault', 'identity'] as const;
export type HostName = (typeof HOSTS)[number];

/** Resource providers that live behind Azure Resource Manager count as services of their own. */
export type ServiceName =
  HostName | 'resourceGraph' | 'resourceHealth' | 'insights' | 'alertsManagement' | 'managedServices' | 'authorization';

/** Who a request runs as, read from its verified access token. */
export interface Principal {
  tenantId: string;
  objectId: string;
  appId: string;
  kind: 'user' | 'app';
  mfa: boolean;
  audience: string;
  /** Epoch ms. */
  expiresAt: number;
  name: string;
  /** Delegated permissions, or the application's own. */
  permissions: string[];
}

/** One request on its way through the simulator. Handlers fill in what they learn about it. */
export interface Exchange {
  readonly host: HostName;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `https://host:port` as this client reached us. */
  readonly origin: string;
  readonly now: number;
  service: ServiceName;
  operation: string;
  tenant?: string;
  subscription?: string;
  client?: string;
  principal?: Principal;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is a string or a buffer. */
  body?: unknown;
}

/** Thrown by a service's model or handler; carries Microsoft's own error answer. */
export class WireError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered ${reply.status}`);
    this.reply = reply;
  }
}

export interface Route {
  method: string;
  /** Matched against the decoded path; Microsoft's paths are case-insensitive, so give it the `i` flag. */
  path: RegExp;
  operation: string;
  service?: ServiceName;
  handle: (exchange: Exchange, params: Record<string, string>) => Reply | Promise<Reply>;
}

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

/** The first route that takes this path and method; `'method'` when only the method differs. */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | 'method' | undefined {
  let pathKnown = false;
  for (const route of routes) {
    const match = route.path.exec(path);
    if (!match) {
      continue;
    }
    if (route.method === method) {
      return { route, params: { ...match.groups } };
    }
    pathKnown = true;
  }
  return pathKnown ? 'method' : undefined;
}
