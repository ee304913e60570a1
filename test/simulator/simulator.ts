import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { controlPlane } from './control/routes.ts';
import { truthOf } from './control/truth.ts';
import { makeCertificates } from './core/certificates.ts';
import type { ServerCertificate } from './core/certificates.ts';
import type { Behaviour } from './core/behaviour.ts';
import type { CallLog } from './core/calls.ts';
import { Clock } from './core/clock.ts';
import type { ClockKind } from './core/clock.ts';
import type { Faults } from './core/faults.ts';
import { gateway } from './core/gateway.ts';
import type { CloudName } from './core/clouds.ts';
import { HOSTS } from './core/http.ts';
import type { HostName } from './core/http.ts';
import { close, listen, portOf, startListening } from './core/listener.ts';
import { Network } from './core/network.ts';
import { Simulation } from './core/simulation.ts';
import type { Service } from './core/simulation.ts';
import { Tokens } from './core/tokens.ts';
import type { FederatedTokenOptions } from './core/cluster.ts';
import { identitiesOf } from './identities.ts';
import type { Identities } from './identities.ts';
import { identityService } from './services/identity/routes.ts';
import { graphService } from './services/graph/routes.ts';
import { keyVaultService } from './services/keyVault/routes.ts';
import { makeProxy } from './proxy.ts';
import type { ProxyUser, Tunnel } from './proxy.ts';
import { loginService } from './services/login/routes.ts';
import { partnerCenterService } from './services/partnerCenter/routes.ts';
import { resourceManagerService } from './services/resourceManager/routes.ts';
import { dataSourceSettings } from './settings.ts';
import type { SimulatorSettings } from './settings.ts';
import type { CredentialsChoice } from './settingsCredentials.ts';
import { createWorld, FROZEN_START } from './world/index.ts';
import type { WorldName } from './world/index.ts';
import type { World } from './world/world.ts';

export interface SimulatorOptions {
  world: WorldName;
  /** HTTPS with the simulator's own authority. Default true. */
  tls?: boolean;
  /** Name that clients reach it by; goes into URLs and the certificate. Default `127.0.0.1`. */
  host?: string;
  /** Address to listen on. Default `127.0.0.1`. */
  listen?: string;
  seed?: string;
  /** Of `large`: how many customers, default 500, with how many subscriptions each, default 10. */
  customers?: number;
  subscriptions?: number;
  /** Default: frozen at 2026-11-20T12:00:00Z for `small`, real for the others. */
  clock?: ClockKind;
  /** Control plane's port; Microsoft's hosts take the ones after it in the order of `HOSTS`. Default: free ports. */
  port?: number;
  /** Tenants outside CSP that delegate subscriptions to the partner. Default: in `demo` alone. */
  lighthouse?: boolean;
  /** Which of Microsoft's clouds the world is in. Default `AzurePublic`. */
  cloud?: CloudName;
  /**
   * A proxy that leads Microsoft's own host names here, so that settings need no custom endpoints; with a user, it wants
   * that one's name and password. Not without TLS.
   */
  proxy?: boolean | ProxyUser;
  /** What the settings prove themselves with. Default `clientSecret`. */
  credentials?: CredentialsChoice;
  latencyMs?: number;
  /** Refuse requests beyond Microsoft's quotas. Default: when the clock is real. */
  enforceLimits?: boolean;
  behaviour?: Partial<Behaviour>;
  /** Web redirect URIs of the partner's application. */
  redirectUris?: string[];
}

export interface Simulator extends SimulatorSettings {
  world: World;
  /** What the world says now, free of any wire shape. */
  truth: ReturnType<typeof truthOf>;
  simulation: Simulation;
  faults: Faults;
  /** Trouble on the way to a host, for everyone. */
  network: Network;
  calls: CallLog;
  /** Private keys of certificates are made by the first call. */
  identities: () => Promise<Identities>;
  /** What a Kubernetes cluster would write into AZURE_FEDERATED_TOKEN_FILE now. */
  federatedToken: (options?: FederatedTokenOptions) => Promise<string>;
  /** What was asked of the proxy, if there is one. */
  tunnels: readonly Tunnel[];
  /** ISO time, or epoch ms. */
  setClock: (time: string | number) => void;
  close: () => Promise<void>;
}

/** Starts Microsoft's side: one port for each of its hosts, and one for the control plane. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const kind = options.clock ?? (options.world === 'small' ? 'frozen' : 'real');
  const start = kind === 'frozen' ? FROZEN_START : Date.now();
  const seed = options.seed ?? 'csp';
  const [certificate, tokens] = await Promise.all([
    options.tls === false ? undefined : makeCertificates(host),
    Tokens.create(`${options.world} ${seed}`),
  ]);
  const simulation = new Simulation({
    world: createWorld(options.world, seed, start, options),
    clock: new Clock(kind, start),
    tokens,
    ...(options.cloud && { cloud: options.cloud }),
    enforceLimits: options.enforceLimits ?? kind === 'real',
    behaviour: { ...options.behaviour, ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }) },
  });
  if (options.redirectUris) {
    const { partner } = simulation.world.data.applications;
    simulation.registrations.change(partner.clientId, { redirectUris: options.redirectUris });
    simulation.registrations.keep();
  }
  const services = [
    loginService(simulation),
    partnerCenterService(simulation),
    resourceManagerService(simulation),
    graphService(simulation),
    keyVaultService(simulation),
    identityService(simulation),
  ];
  return serveAll(simulation, services, options, host, certificate);
}

async function serveAll(
  simulation: Simulation,
  services: Service[],
  options: SimulatorOptions,
  host: string,
  certificate: ServerCertificate | undefined,
): Promise<Simulator> {
  const address = options.listen ?? '127.0.0.1';
  const servers: Server[] = [];
  const network = new Network(() => makeCertificates(host));
  const open = async (offset: number, handler: Handler, secure: ServerCertificate | undefined): Promise<string> => {
    const port = options.port === undefined ? 0 : options.port + offset;
    const server = await listen(listener(handler), { address, port, ...(secure && { certificate: secure }) });
    servers.push(server);
    const name = HOSTS[offset - 1];
    if (name !== undefined) {
      network.add(name, server, address, secure);
    }
    return `${secure ? 'https' : 'http'}://${host}:${portOf(server)}`;
  };
  try {
    for (const [i, name] of HOSTS.entries()) {
      const service = services.find((one) => one.host === name);
      if (service) {
        // Machines ask the endpoints of their identities without TLS.
        const secure = name === 'identity' ? undefined : certificate;
        simulation.origins[name] = await open(i + 1, gateway(simulation, service), secure);
      }
    }
    const proxy = options.proxy ? await openProxy(simulation, options, address, host) : undefined;
    const settings = await dataSourceSettings(simulation, {
      credentials: options.credentials ?? 'clientSecret',
      ...(certificate && { ca: certificate.ca }),
      ...(proxy && { proxy: { url: proxy.url, ...(proxy.user && { user: proxy.user }) } }),
    });
    // The control plane is no service of Microsoft's: plain HTTP, so that any tool reaches it.
    const control = await open(
      0,
      (request, response) => controlPlane(simulation, services, { ...settings, control }, network)(request, response),
      undefined,
    );
    const setClock = (time: string | number): void =>
      simulation.clock.set(typeof time === 'number' ? time : Date.parse(time));
    const stop = async (): Promise<void> =>
      void (await Promise.all([
        proxy?.close(),
        ...servers.map((server) => (server.listening ? close(server) : undefined)),
        ...services.map((service) => service.close?.()),
      ]));
    const { world, faults, calls } = simulation;
    return {
      ...settings,
      tunnels: proxy?.tunnels ?? [],
      control,
      world,
      truth: truthOf(simulation),
      simulation,
      faults,
      network,
      calls,
      identities: () => identitiesOf(simulation),
      federatedToken: (wanted) => simulation.cluster.token(wanted),
      setClock,
      close: stop,
    };
  } catch (error) {
    await Promise.all(servers.map(close));
    throw error;
  }
}

/** The proxy listens on the port after those of Microsoft's hosts. */
async function openProxy(simulation: Simulation, options: SimulatorOptions, address: string, host: string) {
  if (options.tls === false) {
    throw new Error('The proxy needs TLS: what goes through it is encrypted for hosts of Microsoft.');
  }
  const user = typeof options.proxy === 'object' ? options.proxy : undefined;
  const port = options.port === undefined ? 0 : options.port + HOSTS.length + 1;
  const ports = (name: HostName): number => Number(new URL(simulation.origins[name]).port);
  const proxy = makeProxy({ portOf: ports, address, ...(user && { user }) });
  await startListening(proxy.server, address, port);
  return { ...proxy, url: `http://${host}:${portOf(proxy.server)}`, user };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function listener(handler: Handler): RequestListener {
  return (request, response) => {
    // Only a connection that broke gets here: handlers answer their own errors.
    handler(request, response).catch(() => response.destroy());
  };
}
