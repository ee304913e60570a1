import type { AccessLog, AccessRecord } from '../../src/backend/microsoft/accessLog/accessLog.ts';
import {
  type AccessFilter,
  type AccessReader,
  type CallCount,
  type CountBy,
  countOf,
  knownOf,
  matching,
} from '../../src/backend/microsoft/accessLog/accessReader.ts';

/** The newest records, in memory only. */
export class RecentAccess implements AccessLog, AccessReader {
  readonly #size: number;
  #records: AccessRecord[] = [];

  constructor(size = 1_000) {
    this.#size = size;
  }

  add(record: AccessRecord): void {
    this.#records.push(record);
    // Those that are too many go in one piece now and then.
    if (this.#records.length > 2 * this.#size) {
      this.#records = this.records();
    }
  }

  /** Oldest first. */
  records(): AccessRecord[] {
    return this.#records.slice(-this.#size);
  }

  async *read(filter: AccessFilter): AsyncGenerator<AccessRecord[]> {
    yield matching(this.records(), filter);
  }

  async count(filter: AccessFilter, by: CountBy): Promise<CallCount[]> {
    return countOf(matching(this.records(), filter), by);
  }

  known(): { reasons: string[]; errors: string[] } {
    return knownOf(this.records());
  }

  problem(): string | null {
    return null;
  }
}
