import type { Planner } from '../collecting/collectorJobs.ts';
import type { EstateContext } from '../context.ts';
import { pendingPart } from '../parts/partStatus.ts';
import type { Refresh } from '../refresh/refresh.ts';
import { CustomersReading } from './customersReading.ts';
import { CUSTOMERS, DirectoryKeeper } from './directoryKeeper.ts';
import { Domains } from './domains.ts';
import type { DirectoryFacts } from './facts.ts';
import { SecretEnds } from './secretEnds.ts';
import { TenantReading } from './tenantReading.ts';

/** Finds out who there is: customers, their tenants, the tenants' subscriptions. Plans the collectors' work for what it finds. */
export class Discovery {
  readonly #keeper: DirectoryKeeper;
  readonly #customers: CustomersReading;
  readonly #secrets = new SecretEnds();

  constructor(context: EstateContext, refresh: Refresh, planners: readonly Planner[]) {
    const domains = new Domains();
    this.#keeper = new DirectoryKeeper(context, refresh, planners, (tenantId, signal) =>
      tenants.read(tenantId, signal),
    );
    const tenants = new TenantReading(this.#keeper, domains);
    this.#customers = new CustomersReading(this.#keeper, domains, this.#secrets);
  }

  /** What the store keeps of the part `customers`. */
  get facts(): DirectoryFacts {
    return this.#keeper.facts;
  }

  /** Why nobody can say when a credential's secret ends. */
  get secretProblems(): ReadonlyMap<string, string> {
    return this.#secrets.problems;
  }

  /** Shows what is known without asking: the settings' own tenants, and what an earlier run had found. */
  begin(facts?: DirectoryFacts): void {
    // An earlier version of the plugin knew less.
    this.#keeper.facts = { ...this.#keeper.facts, ...facts };
    this.#keeper.apply(false);
  }

  /** Puts the first jobs on, with those for what an earlier run had found. */
  plan(): void {
    const { context, refresh, intervalMs } = this.#keeper;
    if (!context.picture.part('customers', '', '')) {
      context.picture.setPart(pendingPart(CUSTOMERS, intervalMs), false);
    }
    refresh.replace(this.#keeper.job('customers', CUSTOMERS, (signal) => this.#customers.read(signal)));
    for (const { tenantId } of context.picture.tenants()) {
      this.#keeper.planTenant(tenantId, new Set());
    }
  }
}
