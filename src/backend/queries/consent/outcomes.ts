import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dataFile } from '../../common/dataFile.ts';
import type { Logger } from '../../common/log.ts';

/** What came of the last consent in a customer's tenant that somebody asked for. */
export interface ConsentOutcome {
  tenantId: string;
  outcome: 'granted' | 'alreadyGranted' | 'failed';
  /** What happened, or what to do. */
  sentence: string;
  /** Grafana login of who asked. */
  by: string;
  /** ms since the epoch. */
  at: number;
}

/** Where outcomes are kept over restarts. */
export interface OutcomesFile {
  path: string;
  log: Logger;
}

/** @param key what tells data sources apart; @param directory the data folder; null: there is none. */
export function outcomesFile(directory: string | null, key: string, log: Logger): OutcomesFile | null {
  return directory === null ? null : { path: dataFile(directory, 'consents', key, 'json'), log };
}

/** By tenant, the latest of each; a person asks for every one of them, so they are few and seldom written. */
export class ConsentOutcomes {
  readonly #byTenant = new Map<string, ConsentOutcome>();
  readonly #file: OutcomesFile | null;

  /** @param file absent: they last as long as the process. */
  constructor(file: OutcomesFile | null = null) {
    this.#file = file;
    for (const outcome of file ? read(file) : []) {
      this.#byTenant.set(outcome.tenantId, outcome);
    }
  }

  add(outcome: ConsentOutcome): void {
    this.#byTenant.set(outcome.tenantId, outcome);
    if (this.#file) {
      write(this.#file, [...this.#byTenant.values()]);
    }
  }

  of(tenantId: string): ConsentOutcome | undefined {
    return this.#byTenant.get(tenantId);
  }
}

function read({ path, log }: OutcomesFile): ConsentOutcome[] {
  try {
    const rows = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    return Array.isArray(rows) ? rows.filter(isOutcome) : [];
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'ENOENT') {
      log.warn('What came of consents could not be read; it is recorded anew.', { path });
    }
    return [];
  }
}

/** Whole or not at all: a file that was cut off would lose what was recorded before. */
function write({ path, log }: OutcomesFile, outcomes: readonly ConsentOutcome[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, JSON.stringify(outcomes), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (thrown) {
    log.warn('What came of a consent is kept in memory only.', {
      path,
      code: String((thrown as { code?: unknown }).code),
    });
  }
}

function isOutcome(row: unknown): row is ConsentOutcome {
  const { tenantId, outcome, sentence, by, at } = (row ?? {}) as Partial<Record<keyof ConsentOutcome, unknown>>;
  const words = [tenantId, outcome, sentence, by].every((text) => typeof text === 'string');
  return words && typeof at === 'number';
}
