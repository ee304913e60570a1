import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import pLimit, { type LimitFunction } from 'p-limit';
import { untilAborted } from '../http/abort.ts';
import { stateOf } from '../http/callState.ts';

/**
 * Bounds how many attempts are under way at once, to one host and to one subscription. Slots are held only while an
 * attempt is on the wire, not while it waits to be tried again.
 */
export function slotsPolicy(perHost: number, perSubscription: number): PipelinePolicy {
  const hosts = new Slots(perHost);
  const subscriptions = new Slots(perSubscription);
  return {
    name: 'slots',
    sendRequest(request, next) {
      const { call, budget } = stateOf(request);
      const send = () => {
        call.signal.throwIfAborted();
        return next(request);
      };
      const onHost = (task: typeof send) => hosts.run(call.origin, task);
      // The subscription's queue first: its waiters must not hold the host's slots.
      const { subscriptionId } = call;
      const sent = budget.run(
        (task) => (subscriptionId === null ? onHost(task) : subscriptions.run(subscriptionId, () => onHost(task))),
        send,
      );
      return untilAborted(sent, call.signal);
    },
  };
}

/** One limiter a key, for as long as the key is in use. */
class Slots {
  readonly #size: number;
  readonly #limiters = new Map<string, LimitFunction>();

  constructor(size: number) {
    this.#size = size;
  }

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    let limit = this.#limiters.get(key);
    if (!limit) {
      limit = pLimit(this.#size);
      this.#limiters.set(key, limit);
    }
    try {
      return await limit(task);
    } finally {
      // The limiter still counts this task itself as active here, or has just stopped to.
      if (limit.pendingCount === 0 && limit.activeCount <= 1) {
        queueMicrotask(() => this.#drop(key, limit));
      }
    }
  }

  #drop(key: string, limit: LimitFunction): void {
    if (limit.activeCount + limit.pendingCount === 0 && this.#limiters.get(key) === limit) {
      this.#limiters.delete(key);
    }
  }
}
