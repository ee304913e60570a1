import type { Clock } from '../../src/backend/common/clock.ts';
import { CspError } from '../../src/backend/common/errors.ts';
import type { LogFields, Logger } from '../../src/backend/common/log.ts';
import { RecentAccess } from './recentAccess.ts';
import type { Access } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { connect, type Connection } from '../../src/backend/microsoft/connection.ts';
import type { Limits } from '../../src/backend/microsoft/http/limits.ts';
import { createMicrosoft, type MicrosoftOptions } from '../../src/backend/microsoft/microsoft.ts';
import type { SettingsOperator } from '../../src/backend/settings/operator.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { LOOPBACK } from './loopback.ts';

export const CONTOSO: Access = { tenantId: SMALL.contoso, credentialId: 'partner' };
export const FABRIKAM: Access = { tenantId: SMALL.fabrikam, credentialId: 'partner' };
export const NORTHWIND: Access = { tenantId: SMALL.northwind, credentialId: 'direct' };

/** A clock whose sleeps take no time: they are noted, and time jumps. */
export class JumpingClock implements Clock {
  readonly sleeps: number[] = [];
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.#offset += ms;
    return Promise.resolve();
  }

  advance(ms: number): void {
    this.#offset += ms;
  }
}

/** Keeps every line as it would be written. */
export class KeptLog implements Logger {
  readonly lines: string[] = [];
  trace = (message: string, fields?: LogFields): void => this.#keep(message, fields);
  debug = this.trace;
  info = this.trace;
  warn = this.trace;
  error = this.trace;

  with(): Logger {
    return this;
  }

  #keep(message: string, fields: LogFields = {}): void {
    this.lines.push(JSON.stringify({ message, ...fields }));
  }
}

export interface Harness {
  simulator: Simulator;
  clock: JumpingClock;
  log: KeptLog;
  accessLog: RecentAccess;
  microsoft: Microsoft;
  options: { signal: AbortSignal; reason: string };
  /** A second client with other settings or limits, closed with the harness. */
  another(change: Change): Microsoft;
  connection(change: Change): Connection;
  close(): Promise<void>;
}

export interface Change {
  limits?: Partial<Limits>;
  /** Merged over the simulator's. */
  jsonData?: Record<string, unknown>;
  secureJsonData?: Record<string, string>;
  operator?: Partial<SettingsOperator>;
  tokenStoreOf?: MicrosoftOptions['tokenStoreOf'];
}

/** The product's client against a simulator of its own. */
export async function startHarness(options: SimulatorOptions = { world: 'small' }): Promise<Harness> {
  const simulator = await startSimulator(options);
  const clock = new JumpingClock();
  const log = new KeptLog();
  const accessLog = new RecentAccess(10_000);
  const closers: (() => void)[] = [];
  const optionsOf = (change: Change): MicrosoftOptions => ({
    settings: readSettings(
      { ...simulator.jsonData, ...change.jsonData },
      { ...simulator.secureJsonData, ...change.secureJsonData },
      { ...LOOPBACK, allowInsecureEndpoints: options.tls === false, ...change.operator },
    ),
    clock,
    log,
    accessLog,
    limits: { attemptMs: 5_000, ...change.limits },
    ...(change.tokenStoreOf && { tokenStoreOf: change.tokenStoreOf }),
  });
  const another = (change: Change): Microsoft => {
    const microsoft = createMicrosoft(optionsOf(change));
    closers.push(() => microsoft.close());
    return microsoft;
  };
  const connection = (change: Change): Connection => {
    const made = connect(optionsOf(change));
    closers.push(() => made.transport.close());
    return made;
  };
  return {
    simulator,
    clock,
    log,
    accessLog,
    microsoft: another({}),
    options: { signal: new AbortController().signal, reason: 'query' },
    another,
    connection,
    close: async () => {
      closers.forEach((close) => close());
      await simulator.close();
    },
  };
}

/** The CspError that a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<CspError> {
  const outcome = await call.then(
    () => 'went well',
    (error: unknown) => error,
  );
  if (!(outcome instanceof CspError)) {
    throw new Error(`Expected a CspError, but the call ended with: ${String(outcome)}`);
  }
  return outcome;
}
