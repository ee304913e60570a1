import { isDeepStrictEqual } from 'node:util';
import type { JobResult, Job } from '../refresh/job.ts';
import type { Planner } from '../collecting/collectorJobs.ts';
import type { EstateContext } from '../context.ts';
import { tenantEventsPart } from '../parts/wideParts.ts';
import { diffSubscriptions } from '../picture/diff.ts';
import { COLLECTED_SECTIONS } from '../model/sections.ts';
import type { PartStatus, PartKey } from '../model/part.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { pendingPart } from '../parts/partStatus.ts';
import { type CompleteRead, putApart } from '../parts/putApart.ts';
import type { Refresh } from '../refresh/refresh.ts';
import { customerChanges } from './customerChanges.ts';
import { describeTenant, type Directory, mergeDirectory } from './directory.ts';
import { type DirectoryFacts, noFacts } from './facts.ts';

export const CUSTOMERS: PartKey = { section: 'customers', tenantId: '', subscriptionId: '' };

/** The part that is a tenant's list of subscriptions. */
export function subscriptionsPart(tenantId: string): PartKey {
  return { section: 'subscriptions', tenantId, subscriptionId: '' };
}

/** Reads one tenant's subscriptions. */
export type ReadTenant = (tenantId: string, signal: AbortSignal) => Promise<JobResult>;

/** What is known of who there is, and the way it gets into the picture. */
export class DirectoryKeeper {
  readonly context: EstateContext;
  readonly refresh: Refresh;
  readonly #planners: readonly Planner[];
  readonly #readTenant: ReadTenant;
  /** What the store keeps of the part `customers`. Replaced, never changed. */
  facts: DirectoryFacts = noFacts();

  constructor(context: EstateContext, refresh: Refresh, planners: readonly Planner[], readTenant: ReadTenant) {
    this.context = context;
    this.refresh = refresh;
    this.#planners = planners;
    this.#readTenant = readTenant;
  }

  get intervalMs(): number {
    return this.context.settings.intervals.discovery;
  }

  job(key: string, part: PartKey, run: (signal: AbortSignal) => Promise<JobResult>): Job {
    const scheduled = (nextAt: number, stretch: number) =>
      this.update(part, (status) => ({ ...status, nextAt, stretch }), false);
    return { key, intervalMs: this.intervalMs, run, scheduled };
  }

  update(key: PartKey, change: (part: PartStatus) => PartStatus, swapped: boolean): void {
    const { picture } = this.context;
    const part = picture.part(key.section, key.tenantId, key.subscriptionId);
    if (part) {
      picture.setPart(change(part), swapped);
    }
  }

  /** Puts a list that lacks most of what a part holds apart until a second one says the same. @returns whether it does. */
  doubts(key: PartKey, list: Pick<CompleteRead, 'held' | 'read' | 'said' | 'error'>): boolean {
    const { picture, clock, log } = this.context;
    const part = picture.part(key.section, key.tenantId, key.subscriptionId);
    const read = { ...list, part, intervalMs: this.intervalMs, now: clock.now() };
    return putApart(log, read, (change) => this.update(key, change, true));
  }

  /** Merges what is known into the picture and gives every tenant its job. */
  apply(reported: boolean): Directory {
    const { picture, settings, feed, clock } = this.context;
    const directory = mergeDirectory(settings, this.facts);
    const before = [...picture.customers()];
    const kept = new Set(directory.tenants.map(({ tenantId }) => tenantId));
    const gone = [...picture.tenants()].filter(({ tenantId }) => !kept.has(tenantId));
    gone.forEach((tenant) => this.#forget(tenant));
    picture.setDirectory(directory.customers, directory.tenants);
    gone.forEach(({ tenantId }) => this.planTenant(tenantId, new Set()));
    if (reported) {
      feed.add(customerChanges(before, directory.customers, clock.now()));
    }
    for (const { tenantId } of directory.tenants) {
      const key = subscriptionsPart(tenantId);
      if (!picture.part('subscriptions', tenantId, '')) {
        picture.setPart(pendingPart(key, this.intervalMs), false);
      }
      this.refresh.replace(this.job(`subscriptions/${tenantId}`, key, (signal) => this.#readTenant(tenantId, signal)));
    }
    return directory;
  }

  /** Puts the collectors' jobs on for a tenant's subscriptions; those in `news` are due at once. */
  planTenant(tenantId: string, news: ReadonlySet<string>): void {
    this.#planners.forEach((plan) => plan(tenantId, news));
  }

  /** Replaces a tenant's subscriptions, with all that follows from it. */
  swap(
    { tenantId }: Tenant,
    subscriptions: readonly Subscription[],
    status: (part: PartStatus, now: number) => PartStatus,
  ): void {
    const { picture, clock, feed, saver } = this.context;
    if (!picture.tenant(tenantId)) {
      // It went while this was being read; nothing would ever take its subscriptions away again.
      return;
    }
    const key = subscriptionsPart(tenantId);
    const now = clock.now();
    const before = picture.subscriptionsOf(tenantId);
    const first = picture.part('subscriptions', tenantId, '')?.observedAt === null;
    const changes = diffSubscriptions(before, subscriptions, now, tenantId);
    const left = this.#leftFor(tenantId, subscriptions);
    picture.setSubscriptions(tenantId, subscriptions);
    this.update(key, (part) => status(part, now), true);
    left.forEach((subscription) => this.#noteLeft(subscription, now));
    feed.add(first ? [] : changes);
    this.planTenant(tenantId, new Set(changes.map((change) => change.subscriptionId)));
    saver.changed(key);
    for (const { subscriptionId } of changes.filter(({ kind }) => kind === 'subscriptionRemoved')) {
      this.#forgetParts(tenantId, subscriptionId);
    }
  }

  /** Those of other tenants that were transferred to this one. */
  #leftFor(tenantId: string, subscriptions: readonly Subscription[]): Subscription[] {
    const known = subscriptions.flatMap(({ subscriptionId }) => this.context.picture.view(subscriptionId) ?? []);
    return known.map(({ subscription }) => subscription).filter((one) => one.tenantId !== tenantId);
  }

  /** The tenant that it left may not be read for long: its list must not bring it back from the store. */
  #noteLeft({ tenantId, subscriptionId, state }: Subscription, at: number): void {
    const { feed, saver } = this.context;
    const place = { at, tenantId, subscriptionId, id: subscriptionId };
    feed.add([{ ...place, kind: 'subscriptionRemoved', from: state, to: null }]);
    this.planTenant(tenantId, new Set());
    saver.changed(subscriptionsPart(tenantId));
    this.#forgetParts(tenantId, subscriptionId);
  }

  /** Puts up what is now known of one tenant, if it differs. */
  retell(tenantId: string): void {
    const { picture, settings, saver } = this.context;
    const before = picture.tenant(tenantId);
    const tenant = describeTenant(settings, this.facts, tenantId)?.tenant;
    if (!before || !tenant || isDeepStrictEqual(before, tenant)) {
      return;
    }
    if (before.name === tenant.name && before.domain === tenant.domain) {
      picture.setTenant(tenant);
    } else {
      this.apply(true);
    }
    saver.changed(CUSTOMERS);
  }

  #forget({ tenantId }: Tenant): void {
    const { picture, saver } = this.context;
    this.refresh.remove(`subscriptions/${tenantId}`);
    saver.removed(subscriptionsPart(tenantId));
    saver.removed(tenantEventsPart(tenantId));
    picture.subscriptionsOf(tenantId).forEach(({ subscriptionId }) => this.#forgetParts(tenantId, subscriptionId));
  }

  #forgetParts(tenantId: string, subscriptionId: string): void {
    this.context.history.close({ tenantId, subscriptionId });
    COLLECTED_SECTIONS.forEach((section) => this.context.saver.removed({ section, tenantId, subscriptionId }));
  }
}
