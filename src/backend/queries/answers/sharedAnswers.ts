import type { QueryType } from '../../../shared/queryTypes.ts';
import type { Clock } from '../../common/clock.ts';
import type { Table } from '../../common/table.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import { untilAborted } from '../../microsoft/http/abort.ts';
import type { QueryContext, Reading } from '../context.ts';
import { runQuery } from '../run.ts';

/** So many questions under way at once, and they are more than are answered one by one. */
const BUSY = 4;
/** For so long the crowd is answered from the same picture, ms. */
const HOLD_MS = 1_000;

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

/**
 * Answers the same question once for all who ask it. Fifty walls of an estate of hundreds of customers ask more than
 * one process can work out, and all ask the same: while many ask, and for a second more, the picture is renewed once a
 * second, and who asks what was asked of this picture before gets that answer. Alert rules, and anybody who asks while few do, are answered
 * from the newest picture; what somebody may see is part of the picture, so nobody gets another one's answer.
 */
export class SharedAnswers<Base extends Reading> {
  readonly #take: () => Base;
  readonly #clock: Clock;
  readonly #answers = new WeakMap<Snapshot, Map<string, Shared>>();
  #held: Base | null = null;
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
      const context = contextOf(this.#base());
      if (context.fromAlert) {
        return await runQuery(model, contextOf(this.#take()));
      }
      return await (this.#held && isShareable(model) ? this.#share(model, context) : runQuery(model, context));
    } finally {
      this.#underWay -= 1;
    }
  }

  #base(): Base {
    const now = this.#clock.now();
    if (this.#underWay >= BUSY) {
      this.#busyUntil = now + HOLD_MS;
    }
    if (now >= this.#busyUntil) {
      this.#held = null;
    } else if (!this.#held || now - this.#held.now >= HOLD_MS) {
      this.#hold(this.#take());
    }
    return this.#held ?? this.#take();
  }

  /** Lets go of it by itself: answers are large. */
  #hold(base: Base): void {
    this.#held = base;
    setTimeout(() => {
      if (this.#held === base) {
        this.#held = null;
      }
    }, HOLD_MS).unref();
  }

  async #share(model: unknown, context: QueryContext): Promise<Table[]> {
    const key = JSON.stringify(model);
    let answers = this.#answers.get(context.snapshot);
    if (!answers) {
      this.#answers.set(context.snapshot, (answers = new Map<string, Shared>()));
    }
    let shared = answers.get(key);
    if (!shared) {
      const ending = new AbortController();
      shared = { answer: runQuery(model, { ...context, signal: ending.signal }), ending, waiting: 0 };
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
}

function isShareable(model: unknown): boolean {
  return typeof model === 'object' && model !== null && 'queryType' in model && SHAREABLE.has(model.queryType);
}
