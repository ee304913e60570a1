import type { Clock } from '../../../common/clock.ts';
import type { CspError } from '../../../common/errors.ts';
import type { LogFields, Logger } from '../../../common/log.ts';

/** What stays broken is said this often. */
const EVERY_MS = 3_600_000;
/** Ours to choose, so no failure: said once, as a warning. */
const CHOSEN = new Set(['TokenStoreNoKey']);

/** Shouts in the log, but not with every breath. */
export class Alarm {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #fields: LogFields;
  readonly #raisedAt = new Map<string, number>();

  constructor(log: Logger, clock: Clock, fields: LogFields) {
    this.#log = log;
    this.#clock = clock;
    this.#fields = fields;
  }

  raise(message: string, problem: CspError): void {
    const now = this.#clock.now();
    const key = `${message} ${problem.code}`;
    const isChosen = CHOSEN.has(problem.code);
    if (now - (this.#raisedAt.get(key) ?? -Infinity) < (isChosen ? Infinity : EVERY_MS)) {
      return;
    }
    this.#raisedAt.set(key, now);
    const fields = { ...this.#fields, code: problem.code, problem: problem.message };
    if (isChosen) {
      this.#log.warn(message, fields);
    } else {
      this.#log.error(message, fields);
    }
  }
}
