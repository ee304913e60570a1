import { CspError } from '../../common/errors.ts';
import type { Complete, PartnerCustomer } from '../../microsoft/api.ts';
import type { JobResult } from '../cadence.ts';
import type { Planner } from '../collectorJobs.ts';
import type { EstateContext } from '../context.ts';
import { diffSubscriptions } from '../diff.ts';
import { logFailure } from '../logFailure.ts';
import { type Change, COLLECTED_SECTIONS, type Customer, type PartStatus, REASONS, type Tenant } from '../model.ts';
import { completePart, failPart, type PartKey, pendingPart, skipPart, startPart } from '../partStatus.ts';
import type { Job, Refresh } from '../refresh.ts';
import { type DirectoryFacts, isTenantId, mergeDirectory, tenantIdOf } from './directory.ts';
import { findSubscriptions } from './subscriptions.ts';

export const CUSTOMERS: PartKey = { section: 'customers', tenantId: '', subscriptionId: '' };

/** Finds out who there is: customers, their tenants, the tenants' subscriptions. Plans the collectors' work for what it finds. */
export class Discovery {
  readonly #context: EstateContext;
  readonly #refresh: Refresh;
  readonly #planners: readonly Planner[];
  /** Tenant ids that could not be resolved, and why. */
  readonly #unresolved = new Map<string, CspError>();
  readonly #empties = new Map<string, number>();
  #facts: DirectoryFacts = { partner: [], resolved: {}, tenantNames: {}, azurePlans: {} };

  constructor(context: EstateContext, refresh: Refresh, planners: readonly Planner[]) {
    this.#context = context;
    this.#refresh = refresh;
    this.#planners = planners;
  }

  /** What the store keeps of the part `customers`. */
  get facts(): DirectoryFacts {
    return this.#facts;
  }

  /** Shows what is known without asking: the settings' own tenants, and what an earlier run had found. */
  begin(facts?: DirectoryFacts): void {
    this.#facts = facts ?? this.#facts;
    this.#apply(false);
  }

  /** Puts the first jobs on, with those for what an earlier run had found. */
  plan(): void {
    const { picture } = this.#context;
    if (!picture.part('customers', '', '')) {
      picture.setPart(pendingPart(CUSTOMERS, this.#intervalMs), false);
    }
    this.#refresh.replace(this.#job('customers', CUSTOMERS, (signal) => this.#readCustomers(signal)));
    for (const { tenantId } of picture.tenants()) {
      this.#planTenant(tenantId, new Set());
    }
  }

  get #intervalMs(): number {
    return this.#context.settings.intervals.discovery;
  }

  #job(key: string, part: PartKey, run: (signal: AbortSignal) => Promise<JobResult>): Job {
    const scheduled = (nextAt: number) => this.#update(part, (status) => ({ ...status, nextAt }), false);
    return { key, intervalMs: this.#intervalMs, run, scheduled };
  }

  #update(key: PartKey, change: (part: PartStatus) => PartStatus, swapped: boolean): void {
    const { picture } = this.#context;
    const part = picture.part(key.section, key.tenantId, key.subscriptionId);
    if (part) {
      picture.setPart(change(part), swapped);
    }
  }

  async #readCustomers(signal: AbortSignal): Promise<JobResult> {
    const { clock, log, settings, microsoft } = this.#context;
    this.#update(CUSTOMERS, (part) => startPart(part, clock.now()), false);
    const first = this.#context.picture.part('customers', '', '')?.observedAt === null;
    let failure: CspError | undefined;
    const issues: string[] = [];
    if (settings.partnerCredentialId !== null) {
      try {
        const customers = await microsoft.listCustomers({ signal, reason: 'discovery:customers' });
        const partner = [...customers.rows, ...this.#unreadable(customers)];
        this.#facts = { ...this.#facts, partner };
        issues.push(...customers.issues);
      } catch (thrown) {
        signal.throwIfAborted();
        failure = CspError.from(thrown);
        logFailure(
          log,
          "Partner Center's customers were not read.",
          this.#context.picture.part('customers', '', ''),
          failure,
        );
      }
    }
    issues.push(...(await this.#resolve(signal)));
    const directory = this.#apply(!first);
    issues.push(...directory.issues);
    const now = clock.now();
    this.#update(
      CUSTOMERS,
      (part) =>
        failure ? failPart(part, now, failure) : completePart(part, now, { rows: directory.customers.length, issues }),
      true,
    );
    this.#context.saver.changed(CUSTOMERS);
    return { failed: failure !== undefined, retryAfterMs: failure?.retryAfterMs };
  }

  /** Customers known before that may be behind the rows that could not be read: such a row is no sign that one has gone. */
  #unreadable({ rows, issues }: Complete<PartnerCustomer>): PartnerCustomer[] {
    const read = new Set(rows.map(({ id }) => id.toLowerCase()));
    return issues.length === 0 ? [] : this.#facts.partner.filter(({ id }) => !read.has(id.toLowerCase()));
  }

  /** Tenant ids behind the domains in the settings, asked once for each. */
  async #resolve(signal: AbortSignal): Promise<string[]> {
    const issues: string[] = [];
    for (const { tenantId: written, enabled } of this.#context.settings.tenants) {
      const domain = written.toLowerCase();
      // A disabled row is only looked up where it may be a customer's, who would be read otherwise.
      if (isTenantId(tenantIdOf(domain, this.#facts)) || (!enabled && this.#facts.partner.length === 0)) {
        continue;
      }
      try {
        const id = await this.#context.microsoft.resolveTenant(domain, { signal, reason: 'discovery:customers' });
        this.#facts = { ...this.#facts, resolved: { ...this.#facts.resolved, [domain]: id.toLowerCase() } };
        this.#unresolved.delete(domain);
      } catch (thrown) {
        signal.throwIfAborted();
        const error = CspError.from(thrown);
        this.#unresolved.set(domain, error);
        issues.push(`The tenant ${written} was not found: ${error.message}`);
      }
    }
    return issues;
  }

  /** Merges what is known into the picture and gives every tenant its job. */
  #apply(reported: boolean): ReturnType<typeof mergeDirectory> {
    const { picture, settings } = this.#context;
    const directory = mergeDirectory(settings, this.#facts);
    const before = new Map([...picture.customers()].map((customer) => [customer.id, customer]));
    const kept = new Set(directory.tenants.map(({ tenantId }) => tenantId));
    const gone = [...picture.tenants()].filter(({ tenantId }) => !kept.has(tenantId));
    gone.forEach((tenant) => this.#forget(tenant));
    picture.setDirectory(directory.customers, directory.tenants);
    gone.forEach(({ tenantId }) => this.#planTenant(tenantId, new Set()));
    if (reported) {
      this.#context.feed.add(this.#customerChanges(before, directory.customers));
    }
    for (const tenant of directory.tenants) {
      const key: PartKey = { section: 'subscriptions', tenantId: tenant.tenantId, subscriptionId: '' };
      if (!picture.part('subscriptions', tenant.tenantId, '')) {
        picture.setPart(pendingPart(key, this.#intervalMs), false);
      }
      this.#refresh.replace(
        this.#job(`subscriptions/${tenant.tenantId}`, key, (signal) => this.#readTenant(tenant.tenantId, signal)),
      );
    }
    return directory;
  }

  #customerChanges(before: ReadonlyMap<string, Customer>, after: readonly Customer[]): Change[] {
    const kept = new Set(after.map((customer) => customer.id));
    const place = (id: string) => ({
      at: this.#context.clock.now(),
      tenantId: id,
      subscriptionId: '',
      id,
      from: null,
      to: null,
    });
    const added = after.filter((customer) => !before.has(customer.id));
    const removed = [...before.values()].filter((customer) => !kept.has(customer.id));
    return [
      ...removed.map((customer): Change => ({ ...place(customer.id), kind: 'customerRemoved' })),
      ...added.map((customer): Change => ({ ...place(customer.id), kind: 'customerAdded' })),
    ];
  }

  #forget({ tenantId }: Tenant): void {
    const { picture, saver } = this.#context;
    this.#refresh.remove(`subscriptions/${tenantId}`);
    this.#empties.delete(tenantId);
    saver.removed({ section: 'subscriptions', tenantId, subscriptionId: '' });
    picture.subscriptionsOf(tenantId).forEach(({ subscriptionId }) => this.#forgetParts(tenantId, subscriptionId));
  }

  #forgetParts(tenantId: string, subscriptionId: string): void {
    this.#context.history.close({ tenantId, subscriptionId });
    COLLECTED_SECTIONS.forEach((section) => this.#context.saver.removed({ section, tenantId, subscriptionId }));
  }

  async #readTenant(tenantId: string, signal: AbortSignal): Promise<JobResult> {
    const { clock, log, picture } = this.#context;
    const key: PartKey = { section: 'subscriptions', tenantId, subscriptionId: '' };
    const tenant = picture.tenant(tenantId);
    if (!tenant) {
      return { failed: false };
    }
    this.#update(key, (part) => startPart(part, clock.now()), false);
    if (!tenant.enabled) {
      this.#swap(tenant, [], (part, now) =>
        skipPart(part, now, { code: REASONS.disabled, sentence: `${tenant.name} is disabled in the settings.` }),
      );
      return { failed: false };
    }
    try {
      const unresolved = this.#unresolved.get(tenantId);
      if (unresolved) {
        throw unresolved;
      }
      await this.#learnName(tenant, signal);
      const found = await findSubscriptions(this.#context, this.#facts, tenant, this.#empties, signal);
      this.#learnPlans(tenant);
      if (found.kind === 'lost') {
        // Asked again at the usual cadence: only a later reading can confirm it.
        this.#update(key, (part) => failPart(part, clock.now(), found.error), true);
      } else if (found.kind === 'none') {
        this.#swap(tenant, [], (part, now) => skipPart(part, now, found, { rows: 0 }));
      } else {
        const { subscriptions, issues } = found;
        this.#swap(tenant, subscriptions, (part, now) =>
          completePart(part, now, { rows: subscriptions.length, issues }),
        );
      }
      return { failed: false };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = CspError.from(thrown);
      logFailure(log, "A tenant's subscriptions were not read.", picture.part('subscriptions', tenantId, ''), error);
      this.#update(key, (part) => failPart(part, clock.now(), error), true);

      return { failed: true, retryAfterMs: error.retryAfterMs };
    }
  }

  #swap(
    tenant: Tenant,
    subscriptions: Parameters<EstateContext['picture']['setSubscriptions']>[1],
    status: (part: PartStatus, now: number) => PartStatus,
  ): void {
    const { picture, clock, feed, saver } = this.#context;
    const { tenantId } = tenant;
    const key: PartKey = { section: 'subscriptions', tenantId, subscriptionId: '' };
    const now = clock.now();
    const before = picture.subscriptionsOf(tenantId);
    const first = picture.part('subscriptions', tenantId, '')?.observedAt === null;
    const changes = diffSubscriptions(before, subscriptions, now, tenantId);
    picture.setSubscriptions(tenantId, subscriptions);
    this.#update(key, (part) => status(part, now), true);
    feed.add(first ? [] : changes);
    this.#planTenant(tenantId, new Set(changes.map((change) => change.subscriptionId)));
    saver.changed(key);
    for (const { subscriptionId } of changes.filter(({ kind }) => kind === 'subscriptionRemoved')) {
      this.#forgetParts(tenantId, subscriptionId);
    }
  }

  /** Puts the collectors' jobs on for a tenant's subscriptions; those in `news` are due at once. */
  #planTenant(tenantId: string, news: ReadonlySet<string>): void {
    this.#planners.forEach((plan) => plan(tenantId, news));
  }

  /** A tenant that nobody has named is called what Azure calls it. Not knowing it is no reason to fail. */
  async #learnName(tenant: Tenant, signal: AbortSignal): Promise<void> {
    const { microsoft, settings } = this.#context;
    const named = tenant.source === 'partnerCenter' || settings.tenants.some((row) => row.name === tenant.name);
    if (named || this.#facts.tenantNames[tenant.tenantId]) {
      return;
    }
    const access = { tenantId: tenant.tenantId, credentialId: tenant.credentialId };
    const { rows } = await microsoft.listTenants(access, { signal, reason: 'discovery:subscriptions' });
    const row = rows.find((candidate) => candidate.tenantId.toLowerCase() === tenant.tenantId);
    if (row?.displayName) {
      const learnt = { name: row.displayName, domain: row.defaultDomain };
      this.#facts = { ...this.#facts, tenantNames: { ...this.#facts.tenantNames, [tenant.tenantId]: learnt } };
      this.#apply(true);
      this.#context.saver.changed(CUSTOMERS);
    }
  }

  #learnPlans(tenant: Tenant): void {
    const plans = this.#facts.azurePlans[tenant.tenantId]?.plans ?? null;
    if (plans !== tenant.azurePlans) {
      this.#context.picture.setTenant({ ...tenant, azurePlans: plans });
      this.#context.saver.changed(CUSTOMERS);
    }
  }
}
