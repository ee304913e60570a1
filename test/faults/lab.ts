import dns from 'node:dns';
import type { Limits } from '../../src/backend/microsoft/http/limits.ts';
import { START, TestEstate } from '../queries/estate.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { VICTIM, type FaultCase } from './faultCase.ts';
import { type Cell, judge, type Passage } from './judge.ts';
import { Logged } from './logged.ts';
import { look } from './look.ts';

/** When all that happens in world `small` has happened: from here on it stands still. */
const BEGIN = START + 120 * 60_000;
const STEP_MS = 120 * 60_000;
const LIMITS = { attemptMs: 10_000, totalMs: 600_000, attempts: 2, pages: 20 };
/** Where answers never end: long enough for those of a busy machine that do. */
const IMPATIENT_MS = 2_500;

export interface Result {
  fault: FaultCase;
  cells: Cell[];
  lost: string[];
  /** Sizes of the lines that were logged, bytes. */
  logged: number[];
}

/** Runs faults one after the other, each against a client and an estate of its own. */
export class FaultLab {
  #shared: Promise<Simulator> | undefined;
  readonly #controls = new Map<string, Promise<Passage>>();

  async run(fault: FaultCase): Promise<Result> {
    const world = fault.credentials ?? 'clientSecret';
    let control = this.#controls.get(world);
    if (!control) {
      const nothing = {
        family: '',
        name: 'nothing',
        where: '',
        ...(fault.credentials && { credentials: fault.credentials }),
      };
      control = this.#passage(nothing, new Logged());
      this.#controls.set(world, control);
    }
    const expected = await control;
    const logged = new Logged();
    const judged = judge(fault, await logged.during(() => this.#passage(fault, logged)), expected);
    return {
      ...{ fault, cells: judged.cells, lost: [...judged.lost, ...logged.losses()] },
      logged: logged.lines.map((line) => Buffer.byteLength(line)),
    };
  }

  async close(): Promise<void> {
    await (await this.#shared)?.close();
  }

  /** A good sweep, one with the fault, and one when it is over. */
  async #passage(fault: FaultCase, { log }: Logged): Promise<Passage> {
    const simulator = await this.#simulator(fault);
    // So that the one who is struck has rows of every section.
    simulator.simulation.world.addTransition({ kind: 'tenantEvents', at: START, tenantId: VICTIM, readable: true });
    const isOver = fault.cold ? await begin(simulator, fault) : null;
    const lab = await TestEstate.start({ simulator, at: BEGIN, limits: limitsFor(fault), log });
    const sweep = async (skewMs = 0) => {
      lab.clock.advance(STEP_MS);
      simulator.setClock(lab.clock.now() + skewMs);
      simulator.calls.clear();
      lab.estate.refreshNow();
      await lab.estate.idle();
      return look(lab, BEGIN);
    };
    try {
      const before = await look(lab, BEGIN, true);
      const over = isOver ?? (await begin(simulator, fault));
      let during;
      try {
        during = await sweep(fault.skewMs);
      } finally {
        await over();
      }
      return { before, during, after: await sweep() };
    } finally {
      await lab.close();
      if (simulator !== (await this.#shared)) {
        await simulator.close();
      }
    }
  }

  /** One for all, but where it keeps what a client stores with it. */
  async #simulator({ credentials }: FaultCase): Promise<Simulator> {
    // By name, so that there is a name to resolve.
    const options = { world: 'small', host: 'localhost' } as const;
    if (credentials) {
      return await startSimulator({ ...options, credentials });
    }
    this.#shared ??= startSimulator(options);
    const simulator = await this.#shared;
    simulator.simulation.reset();
    return simulator;
  }
}

function limitsFor({ faults = [] }: FaultCase): Partial<Limits> {
  const endless = faults.some(({ effect }) => effect === 'hang' || effect === 'drip');
  return endless ? { ...LIMITS, attemptMs: IMPATIENT_MS } : LIMITS;
}

/** Begins a fault; what it gives ends it. */
async function begin(simulator: Simulator, fault: FaultCase): Promise<() => Promise<void>> {
  const { lookup } = dns;
  fault.faults?.forEach((spec) => simulator.faults.add(spec));
  if (fault.network) {
    await simulator.network.set(fault.network.host, fault.network.trouble);
  }
  if (fault.dns) {
    const fails = (name: string, ...rest: unknown[]) => {
      const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
      (rest.at(-1) as (error: Error) => void)(error);
    };
    // The machine's resolver, as Node's sockets use it.
    dns.lookup = fails as unknown as typeof dns.lookup;
    simulator.network.cut();
  }
  return async () => {
    dns.lookup = lookup;
    simulator.faults.clear();
    await simulator.network.clear();
  };
}
