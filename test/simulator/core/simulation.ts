import type { World } from '../world/world.ts';
import { ApplicationCertificates } from './applicationCertificates.ts';
import type { Behaviour } from './behaviour.ts';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import { CallLog } from './calls.ts';
import type { Clock } from './clock.ts';
import { CLOUD } from './clouds.ts';
import type { Cloud, CloudName } from './clouds.ts';
import { Cluster } from './cluster.ts';
import { Faults } from './faults.ts';
import type { Exchange, HostName, Reply } from './http.ts';
import { Limits } from './limits.ts';
import { Registrations } from './registrations.ts';
import { SignIns } from './signIns.ts';
import type { Tokens } from './tokens.ts';

/** One Microsoft host: what it answers, and how it words an error code that a fault names. */
export interface Service {
  host: HostName;
  /** Learns tenant, subscription, principal and operation from a request, before faults are looked up. */
  identify: (exchange: Exchange) => Promise<void>;
  handle: (exchange: Exchange) => Promise<Reply>;
  /** Undefined: this service knows no such code. */
  errorReply: (code: string, exchange: Exchange) => Reply | undefined;
  /** Clears up when the simulator ends. */
  close?: () => Promise<void>;
}

export interface SimulationParts {
  world: World;
  clock: Clock;
  tokens: Tokens;
  enforceLimits: boolean;
  behaviour?: Partial<Behaviour>;
  /** Default: the public one. */
  cloud?: CloudName;
}

/** All state of one running simulator: nothing lives outside it, and `reset` brings it back to the start. */
export class Simulation {
  readonly world: World;
  readonly clock: Clock;
  readonly tokens: Tokens;
  /** Which of Microsoft's clouds the world's tenants are in. */
  readonly cloudName: CloudName;
  readonly cloud: Cloud;
  readonly limits: Limits;
  readonly faults = new Faults();
  readonly calls = new CallLog();
  readonly certificates = new ApplicationCertificates();
  readonly registrations: Registrations;
  readonly signIns = new SignIns();
  readonly cluster: Cluster;
  /** Origins by host, known once the ports are. */
  readonly origins: Record<HostName, string> = {
    login: '',
    partnerCenter: '',
    resourceManager: '',
    graph: '',
    keyVault: '',
    identity: '',
  };
  behaviour: Behaviour;
  /** Told of every request and its answer, secrets and all; for tests that look where those turn up. */
  overhear: ((exchange: Exchange, reply: Reply) => void) | undefined;
  private readonly enforceAtStart: boolean;
  private readonly behaviourAtStart: Behaviour;

  constructor(parts: SimulationParts) {
    this.world = parts.world;
    this.clock = parts.clock;
    this.tokens = parts.tokens;
    this.cloudName = parts.cloud ?? 'AzurePublic';
    this.cloud = CLOUD[this.cloudName];
    this.registrations = new Registrations(Object.values(parts.world.data.applications));
    this.cluster = new Cluster(parts.clock, this.cloud.tokenExchange, () => `${this.origins.identity}/cluster`);
    this.enforceAtStart = parts.enforceLimits;
    this.limits = new Limits(parts.enforceLimits, () => parts.clock.now());
    this.behaviourAtStart = { ...DEFAULT_BEHAVIOUR, ...parts.behaviour };
    this.behaviour = { ...this.behaviourAtStart };
  }

  reset(): void {
    this.world.reset();
    this.clock.reset();
    this.faults.clear();
    this.calls.clear();
    this.registrations.reset();
    this.signIns.reset();
    this.limits.enforce(this.enforceAtStart);
    this.behaviour = { ...this.behaviourAtStart };
  }
}
