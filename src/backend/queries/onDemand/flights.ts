import { CspError } from '../../common/errors.ts';
import { untilAborted } from '../../microsoft/http/abort.ts';

interface Flight {
  readonly done: Promise<unknown>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Work that several may wait for: who asks the same while it is under way waits with the others. It ends when the last
 * of them has gone away, and goes on for those who stay.
 */
export class Flights {
  private readonly limits: { flights: number; waitMs: number; flightMs: number };
  private readonly flights = new Map<string, Flight>();
  private closed = false;

  constructor(limits: { flights: number; waitMs: number; flightMs: number }) {
    this.limits = limits;
  }

  /** @param work is only called when nothing of this key is under way. Its result must always be of the key's type. */
  async join<T>(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const flight = this.flights.get(key) ?? this.start(key, work);
    flight.waiters += 1;
    const patience = new AbortController();
    const leave = () => patience.abort();
    const timer = setTimeout(leave, this.limits.waitMs);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return (await untilAborted(flight.done, patience.signal)) as T;
    } catch (thrown) {
      const ended = patience.signal.aborted || flight.controller.signal.aborted;
      throw ended && !signal.aborted ? tookTooLong(this.limits.waitMs) : thrown;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      flight.waiters -= 1;
      if (flight.waiters === 0 && signal.aborted) {
        this.end(key, flight);
      }
    }
  }

  close(): void {
    this.closed = true;
    for (const [key, flight] of [...this.flights]) {
      this.end(key, flight);
    }
  }

  private start(key: string, work: (signal: AbortSignal) => Promise<unknown>): Flight {
    if (this.closed || this.flights.size >= this.limits.flights) {
      throw new CspError(
        'Too much is being asked of Microsoft at once. Narrow the scope of the panels, or refresh them less often.',
        { code: 'TooBusy', status: 503, source: 'downstream' },
      );
    }
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.limits.flightMs);
    const done = work(controller.signal).finally(() => {
      clearTimeout(timer);
      this.forget(key, flight);
    });
    // Whoever waits hears how it ends; there may be nobody.
    done.catch(() => undefined);
    const flight: Flight = { done, controller, waiters: 0 };
    this.flights.set(key, flight);
    return flight;
  }

  /** Forgotten at once: whoever asks from now on starts anew. */
  private end(key: string, flight: Flight): void {
    this.forget(key, flight);
    flight.controller.abort();
  }

  private forget(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) {
      this.flights.delete(key);
    }
  }
}

function tookTooLong(ms: number): CspError {
  return new CspError(
    `Azure did not answer within ${Math.round(ms / 1000)} seconds. Narrow the scope or the time range; the next refresh may find the answer ready.`,
    { code: 'TookTooLong', status: 504, source: 'downstream' },
  );
}
