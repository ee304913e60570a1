import { isDeepStrictEqual } from 'node:util';
import { CspError } from '../../common/errors.ts';
import type { JobResult } from '../refresh/job.ts';
import { PROBE_MS } from '../refresh/breakers.ts';
import { logFailure } from '../parts/logFailure.ts';
import { REASONS } from '../model/reasons.ts';
import type { Tenant } from '../model/tenants.ts';
import { completePart, failPart, skipPart, startPart } from '../parts/partStatus.ts';
import { createBreaking } from '../collecting/breaking.ts';
import { confirmMs } from '../parts/shrinkGuard.ts';
import { CUSTOMERS, type DirectoryKeeper, subscriptionsPart } from './directoryKeeper.ts';
import type { Domains } from './domains.ts';
import { readEntry } from './entry.ts';
import { withEntry, withReading } from './learn.ts';
import { noteDelegations } from './lighthouse.ts';
import { noneLeft } from './noSubscriptions.ts';
import { findSubscriptions, type SubscriptionsFound } from './subscriptions.ts';
import { learnName } from './tenantName.ts';

/** Finds out which subscriptions one tenant has, and how it is entered. */
export class TenantReading {
  readonly #keeper: DirectoryKeeper;
  readonly #domains: Domains;

  constructor(keeper: DirectoryKeeper, domains: Domains) {
    this.#keeper = keeper;
    this.#domains = domains;
  }

  async read(tenantId: string, signal: AbortSignal): Promise<JobResult> {
    const keeper = this.#keeper;
    const { clock, log, picture, breakers } = keeper.context;
    const breaking = createBreaking(keeper.context, keeper.refresh, tenantId, 'subscriptions');
    const tenant = picture.tenant(tenantId);
    if (!tenant) {
      return { failed: false };
    }
    const key = subscriptionsPart(tenantId);
    keeper.update(key, (part) => startPart(part, clock.now()), false);
    if (!tenant.enabled) {
      const sentence = `${tenant.name} is disabled in the settings.`;
      keeper.swap(tenant, [], (part, now) => skipPart(part, now, { code: REASONS.disabled, sentence }));
      return { failed: false };
    }
    try {
      const result = await this.#readEnabled(tenant, signal);
      breaking.answered();
      return result;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = CspError.from(thrown);
      logFailure(log, "A tenant's subscriptions were not read.", picture.part('subscriptions', tenantId, ''), error);
      breaking.failed(error);
      const open = breakers.of(tenantId);
      keeper.update(
        key,
        (part) => ({ ...failPart(part, clock.now(), error), heldBackSince: open?.since ?? null }),
        true,
      );
      return { failed: true, retryAfterMs: error.retryAfterMs, ...(open && { probeMs: PROBE_MS }) };
    }
  }

  async #readEnabled(tenant: Tenant, signal: AbortSignal): Promise<JobResult> {
    const keeper = this.#keeper;
    const { context } = keeper;
    const { tenantId } = tenant;
    const unresolved = this.#domains.unresolved.get(tenantId);
    if (unresolved) {
      throw unresolved;
    }
    const name = await learnName(context, keeper.facts, tenant, signal);
    const found = await findSubscriptions(context, keeper.facts, tenant, signal);
    keeper.facts = withReading(context.settings, keeper.facts, tenantId, { name, access: found.access });
    keeper.retell(tenantId);
    this.#learnDelegations(tenantId, found);
    if (found.kind === 'lost') {
      keeper.update(subscriptionsPart(tenantId), (part) => failPart(part, context.clock.now(), found.error), true);
      return { failed: false };
    }
    const read = found.kind === 'found' ? found.subscriptions.length : 0;
    const doubted = keeper.doubts(subscriptionsPart(tenantId), {
      held: [found.expected],
      read: [read],
      said: 'A list lacked most of the subscriptions of a tenant.',
      error: read === 0 ? noneLeft(tenant, found.expected) : undefined,
    });
    if (doubted) {
      return { failed: false, confirmMs: confirmMs(keeper.intervalMs) };
    }
    if (found.kind === 'none') {
      keeper.swap(tenant, [], (part, now) => skipPart(part, now, found, { rows: 0 }));
      return { failed: false };
    }
    const { subscriptions, issues } = found;
    keeper.swap(tenant, subscriptions, (part, now) => completePart(part, now, { rows: subscriptions.length, issues }));
    await this.#learnEntry(tenantId, signal);
    return { failed: false };
  }

  /** Tenants that this one's own account is shown besides its own come into the estate, or are read at once if they had no way in. */
  #learnDelegations(tenantId: string, { kind, access, rows, whole }: SubscriptionsFound): void {
    const keeper = this.#keeper;
    const { picture, saver } = keeper.context;
    const managing = picture.tenant(tenantId);
    // A list that may be empty for want of access says nothing of who has gone.
    if (!managing || access.tenantId !== tenantId || (rows.length === 0 && kind !== 'none')) {
      return;
    }
    const before = keeper.facts.delegations;
    const delegations = noteDelegations(keeper.context, keeper.facts, managing, rows, whole);
    if (isDeepStrictEqual(before, delegations)) {
      return;
    }
    const known = picture.part('subscriptions', tenantId, '')?.observedAt !== null;
    keeper.facts = { ...keeper.facts, delegations };
    keeper.apply(known);
    saver.changed(CUSTOMERS);
    Object.keys(delegations)
      .filter((home) => !before[home])
      .forEach((home) => keeper.refresh.hurry(`subscriptions/${home}`));
  }

  async #learnEntry(tenantId: string, signal: AbortSignal): Promise<void> {
    const keeper = this.#keeper;
    const { context } = keeper;
    const tenant = context.picture.tenant(tenantId);
    const before = keeper.facts.entries[tenantId];
    const read =
      tenant && (await readEntry(context, tenant, context.picture.subscriptionsOf(tenantId), before, signal));
    if (read) {
      keeper.facts = withEntry(keeper.facts, tenantId, read);
      keeper.retell(tenantId);
    }
  }
}
