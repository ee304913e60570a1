import { totalmem } from 'node:os';
import type { Logger } from '../../common/log.ts';

export interface MemoryGuardOptions {
  /** Resident bytes of the process that are too many. */
  limitBytes: number;
  /** Resident bytes now. */
  resident(): number;
  /** What can be let go of, the least missed first. Each says what it let go of, or null where there was nothing. */
  shedders: readonly (() => string | null)[];
  log: Logger;
  now(): number;
}

const SAY_EVERY_MS = 10 * 60_000;
const MEGABYTE = 1024 * 1024;

/**
 * Keeps the process from taking the machine's memory from Grafana: above the limit it lets go of one kind of thing after
 * the other, one with each look, and says so; where all of it is not enough, it says what to do.
 */
export class MemoryGuard {
  readonly #options: MemoryGuardOptions;
  #shed = 0;
  #saidAt = Number.NEGATIVE_INFINITY;
  /** What was said last is that there is nothing to let go of. */
  #saidNothing = false;
  readonly #letGo = new Set<string>();

  constructor(options: MemoryGuardOptions) {
    this.#options = options;
  }

  /** Called from time to time. */
  look(): void {
    const { limitBytes, resident, shedders } = this.#options;
    if (resident() <= limitBytes) {
      this.#shed = 0;
      return;
    }
    const shed = shedders[this.#shed++];
    if (shed) {
      const what = shed();
      if (what) {
        this.#letGo.add(what);
      }
      collectGarbage();
    } else {
      // All were asked: from the beginning, for there may be something again.
      this.#shed = 0;
    }
    if (this.#shed === 0 || this.#letGo.size > 0) {
      this.#say();
    }
  }

  #say(): void {
    const { limitBytes, resident, log, now } = this.#options;
    const nothing = this.#letGo.size === 0;
    const news = this.#saidNothing && !nothing;
    if (now() - this.#saidAt < SAY_EVERY_MS && !news) {
      return;
    }
    this.#saidAt = now();
    this.#saidNothing = nothing;
    const letGo = nothing ? 'It has nothing to let go of.' : `It let go of ${[...this.#letGo].join(' and of ')}.`;
    this.#letGo.clear();
    log.warn(
      `The plugin uses more memory than its limit. ${letGo} Where this goes on, give it more (memory_limit_megabytes in Grafana's configuration), or let it watch fewer tenants.`,
      { residentMegabytes: megabytes(resident()), limitMegabytes: megabytes(limitBytes) },
    );
  }
}

/** Half of what the machine, or the container, has: the rest is Grafana's. */
export function defaultMemoryLimit(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  const machine = totalmem();
  return Math.floor((constrained > 0 && constrained < machine ? constrained : machine) / 2);
}

/** Where the runtime lets it be asked for; else it comes by itself. */
function collectGarbage(): void {
  const { Bun: bun, gc } = globalThis as { Bun?: { gc(force: boolean): void }; gc?: () => void };
  if (bun) {
    bun.gc(false);
  } else {
    gc?.();
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}
