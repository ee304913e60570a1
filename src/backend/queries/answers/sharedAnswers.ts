import type { QueryType } from '../../../shared/queryTypes.ts';
import type { Clock } from '../../common/clock.ts';
import type { Table } from '../../common/table.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import { untilAborted } from '../../microsoft/http/abort.ts';
import type { QueryContext, Reading } from '../context.ts';
import { runQuery } from '../run.ts';

/** So many questions under way at once, and they are more than are answered one by one. */
const BUSY = 4;
/** For so long the crowd is answered from the same picture, ms; longer where its answers take longer to work out. */
const HOLD_MS = 1_000;
/** For no longer than this, ms, however slow they are. */
const MOST_HOLD_MS = 10_000;

/** What is answered from the picture alone, without the time range or anything of the one who asks. */
const SHAREABLE: ReadonlySet<unknown> = new Set<QueryType>([
  ...(['customers', 'tenants', 'subscriptions', 'resourceGroups', 'resources', 'topology'] as const),
  ...(['resourceHealth', 'healthSummary', 'alertRules', 'incidents', 'coverage'] as const),
  ...(['tenantAccess', 'collectorStatus'] as const),
]);

interface Shared {
  readonly answer: Promise<Table[]>;
  readonly ending: AbortController;
  waiting: number;
}

/** A picture that a crowd is answered from. */
interface Held<Base> {
  readonly base: Base;
  /** Answers from it that are being worked out. */
  working: number;
  /** When the last one was done, ms. */
  doneAt: number;
}

/**
 * Answers the same question once for all who ask it. Fifty walls of an estate of hundreds of customers ask more than
 * one process can work out, and all ask the same: while many ask, and for a second more, the picture is renewed once a
 * second, and who asks what was asked of this picture before gets that answer. On a machine that has little time for it
 * a round of answers takes longer than a second: then the picture stays until they are done and for as long again, or
 * each second would begin another round and none would ever be done. Alert rules, and anybody who asks while few do, are
 * answered from the newest picture; what somebody may see is part of the picture, so nobody gets another one's answer.
 */
export class SharedAnswers<Base extends Reading> {
  readonly #take: () => Base;
  readonly #clock: Clock;
  readonly #answers = new WeakMap<Snapshot, Map<string, Shared>>();
  #held: Held<Base> | null = null;
  #underWay = 0;
  #busyUntil = 0;

  /** @param take takes the newest picture */
  constructor(take: () => Base, clock: Clock) {
    this.#take = take;
    this.#clock = clock;
  }

  /** From now on nobody is answered from a picture older than this moment. */
  renew(): void {
    this.#held = null;
  }

  /** @param contextOf what the question is answered from, given a picture of everything */
  async ask(model: unknown, contextOf: (base: Base) => QueryContext): Promise<Table[]> {
    this.#underWay += 1;
    try {
      const held = this.#hold();
      const context = contextOf(held?.base ?? this.#take());
      if (context.fromAlert) {
        return await runQuery(model, contextOf(this.#take()));
      }
      return await (held && isShareable(model) ? this.#share(model, context, held) : runQuery(model, context));
    } finally {
      this.#underWay -= 1;
    }
  }

  /** The picture that everybody is answered from at present; null while few ask. */
  #hold(): Held<Base> | null {
    const now = this.#clock.now();
    if (this.#underWay >= BUSY) {
      this.#busyUntil = now + HOLD_MS;
    }
    if (now >= this.#busyUntil) {
      this.#held = null;
    } else if (!this.#held || isOver(this.#held, now)) {
      const held = { base: this.#take(), working: 0, doneAt: now };
      this.#held = held;
      // Lets go of it by itself: answers are large.
      setTimeout(() => this.#held === held && this.renew(), MOST_HOLD_MS).unref();
    }
    return this.#held;
  }

  async #share(model: unknown, context: QueryContext, held: Held<Base>): Promise<Table[]> {
    const key = JSON.stringify(model);
    let answers = this.#answers.get(context.snapshot);
    if (!answers) {
      this.#answers.set(context.snapshot, (answers = new Map<string, Shared>()));
    }
    let shared = answers.get(key);
    if (!shared) {
      const ending = new AbortController();
      shared = { answer: this.#work(model, { ...context, signal: ending.signal }, held), ending, waiting: 0 };
      answers.set(key, shared);
    }
    shared.waiting += 1;
    try {
      return await untilAborted(shared.answer, context.signal);
    } catch (thrown) {
      // Whoever asks after a failure tries again; what nobody waits for ends.
      if (shared.waiting === 1) {
        answers.delete(key);
        shared.ending.abort();
      }
      throw thrown;
    } finally {
      shared.waiting -= 1;
    }
  }

  async #work(model: unknown, context: QueryContext, held: Held<Base>): Promise<Table[]> {
    held.working += 1;
    try {
      return await runQuery(model, context);
    } finally {
      held.working -= 1;
      held.doneAt = this.#clock.now();
    }
  }
}

function isOver({ base, working, doneAt }: Held<Reading>, now: number): boolean {
  const age = now - base.now;
  const rested = working === 0 && now - doneAt >= doneAt - base.now;
  return age >= MOST_HOLD_MS || (age >= HOLD_MS && rested);
}

function isShareable(model: unknown): boolean {
  return typeof model === 'object' && model !== null && 'queryType' in model && SHAREABLE.has(model.queryType);
}
