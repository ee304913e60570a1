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

/** By tenant, as long as the process lives; the access log keeps the calls themselves. */
export class ConsentOutcomes {
  readonly #byTenant = new Map<string, ConsentOutcome>();

  add(outcome: ConsentOutcome): void {
    this.#byTenant.set(outcome.tenantId, outcome);
  }

  of(tenantId: string): ConsentOutcome | undefined {
    return this.#byTenant.get(tenantId);
  }
}
