import { isDeepStrictEqual } from 'node:util';
import { CspError } from '../../common/errors.ts';
import type { Complete, PartnerCustomer } from '../../microsoft/api.ts';
import type { JobResult } from '../cadence.ts';
import type { Planner } from '../collectorJobs.ts';
import type { EstateContext } from '../context.ts';
import { diffSubscriptions } from '../diff.ts';
import { logFailure } from '../logFailure.ts';
import { COLLECTED_SECTIONS, type PartStatus, REASONS, type Tenant } from '../model.ts';
import { completePart, failPart, type PartKey, pendingPart, skipPart, startPart } from '../partStatus.ts';
import type { Job, Refresh } from '../refresh.ts';
import { customerChanges } from './customerChanges.ts';
import { describeTenant, mergeDirectory } from './directory.ts';
import { Domains } from './domains.ts';
import { readEntry } from './entry.ts';
import { type DirectoryFacts, noFacts } from './facts.ts';
import { readGdap } from './gdap.ts';
import { withEntry, withReading } from './learn.ts';
import { noteDelegations } from './lighthouse.ts';
import { SecretEnds } from './secretEnds.ts';
import { findSubscriptions, type SubscriptionsFound } from './subscriptions.ts';
import { learnName } from './tenantName.ts';

export const CUSTOMERS: PartKey = { section: 'customers', tenantId: '', subscriptionId: '' };

/** Finds out who there is: customers, their tenants, the tenants' subscriptions. Plans the collectors' work for what it finds. */
export class Discovery {
  readonly #context: EstateContext;
  readonly #refresh: Refresh;
  readonly #planners: readonly Planner[];
  readonly #domains = new Domains();
  readonly #empties = new Map<string, number>();
  readonly #secrets = new SecretEnds();
  #facts: DirectoryFacts = noFacts();

  constructor(context: EstateContext, refresh: Refresh, planners: readonly Planner[]) {
    this.#context = context;
    this.#refresh = refresh;
    this.#planners = planners;
  }

  /** What the store keeps of the part `customers`. */
  get facts(): DirectoryFacts {
    return this.#facts;
  }

  /** Why nobody can say when a credential's secret ends. */
  get secretProblems(): ReadonlyMap<string, string> {
    return this.#secrets.problems;
  }

  /** Shows what is known without asking: the settings' own tenants, and what an earlier run had found. */
  begin(facts?: DirectoryFacts): void {
    // An earlier version of the plugin knew less.
    this.#facts = { ...this.#facts, ...facts };
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
    const { resolved, issues: unresolved } = await this.#domains.resolve(this.#context, this.#facts, signal);
    this.#facts = { ...this.#facts, resolved };
    issues.push(...unresolved);
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
    await this.#learnGdap(signal);
    await this.#secrets.read(this.#context, signal);
    return { failed: failure !== undefined, retryAfterMs: failure?.retryAfterMs };
  }

  async #learnGdap(signal: AbortSignal): Promise<void> {
    const gdap = await readGdap(this.#context, this.#facts.gdap, signal);
    if (!isDeepStrictEqual(gdap, this.#facts.gdap)) {
      this.#facts = { ...this.#facts, gdap };
      this.#apply(false);
      this.#context.saver.changed(CUSTOMERS);
    }
  }

  /** Customers known before that may be behind the rows that could not be read: such a row is no sign that one has gone. */
  #unreadable({ rows, issues }: Complete<PartnerCustomer>): PartnerCustomer[] {
    const read = new Set(rows.map(({ id }) => id.toLowerCase()));
    return issues.length === 0 ? [] : this.#facts.partner.filter(({ id }) => !read.has(id.toLowerCase()));
  }

  /** Merges what is known into the picture and gives every tenant its job. */
  #apply(reported: boolean): ReturnType<typeof mergeDirectory> {
    const { picture, settings, feed, clock } = this.#context;
    const directory = mergeDirectory(settings, this.#facts);
    const before = [...picture.customers()];
    const kept = new Set(directory.tenants.map(({ tenantId }) => tenantId));
    const gone = [...picture.tenants()].filter(({ tenantId }) => !kept.has(tenantId));
    gone.forEach((tenant) => this.#forget(tenant));
    picture.setDirectory(directory.customers, directory.tenants);
    gone.forEach(({ tenantId }) => this.#planTenant(tenantId, new Set()));
    if (reported) {
      feed.add(customerChanges(before, directory.customers, clock.now()));
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
    const { clock, log, picture, settings } = this.#context;
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
      const unresolved = this.#domains.unresolved.get(tenantId);
      if (unresolved) {
        throw unresolved;
      }
      const name = await learnName(this.#context, this.#facts, tenant, signal);
      const found = await findSubscriptions(this.#context, this.#facts, tenant, this.#empties, signal);
      this.#facts = withReading(settings, this.#facts, tenantId, { name, access: found.access });
      this.#retell(tenantId);
      this.#learnDelegations(tenantId, found);
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
        await this.#learnEntry(tenantId, signal);
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

  /** Tenants that this one's own account is shown besides its own come into the estate, or are read at once if they had no way in. */
  #learnDelegations(tenantId: string, { kind, access, rows, whole }: SubscriptionsFound): void {
    const { picture } = this.#context;
    const managing = picture.tenant(tenantId);
    // A list that may be empty for want of access says nothing of who has gone.
    if (!managing || access.tenantId !== tenantId || (rows.length === 0 && kind !== 'none')) {
      return;
    }
    const before = this.#facts.delegations;
    const delegations = noteDelegations(this.#context, this.#facts, managing, rows, whole);
    if (isDeepStrictEqual(before, delegations)) {
      return;
    }
    const known = picture.part('subscriptions', tenantId, '')?.observedAt !== null;
    this.#facts = { ...this.#facts, delegations };
    this.#apply(known);
    this.#context.saver.changed(CUSTOMERS);
    Object.keys(delegations)
      .filter((home) => !before[home])
      .forEach((home) => this.#refresh.hurry(`subscriptions/${home}`));
  }

  async #learnEntry(tenantId: string, signal: AbortSignal): Promise<void> {
    const { picture } = this.#context;
    const tenant = picture.tenant(tenantId);
    const before = this.#facts.entries[tenantId];
    const read = tenant && (await readEntry(this.#context, tenant, picture.subscriptionsOf(tenantId), before, signal));
    if (read) {
      this.#facts = withEntry(this.#facts, tenantId, read);
      this.#retell(tenantId);
    }
  }

  /** Puts up what is now known of one tenant, if it differs. */
  #retell(tenantId: string): void {
    const { picture, settings, saver } = this.#context;
    const before = picture.tenant(tenantId);
    const tenant = describeTenant(settings, this.#facts, tenantId)?.tenant;
    if (!before || !tenant || isDeepStrictEqual(before, tenant)) {
      return;
    }
    if (before.name === tenant.name && before.domain === tenant.domain) {
      picture.setTenant(tenant);
    } else {
      this.#apply(true);
    }
    saver.changed(CUSTOMERS);
  }
}
