import type { OptionalSection } from '../../shared/settings.ts';
import { CspError } from '../common/errors.ts';
import type { JobResult } from './cadence.ts';
import type { Collector, PartResult } from './collectors/collector.ts';
import { alertRules } from './collectors/alertRules.ts';
import { createAlerts } from './collectors/alerts.ts';
import { impactedResources } from './collectors/impactedResources.ts';
import { inventory } from './collectors/inventory.ts';
import { resourceChanges } from './collectors/resourceChanges.ts';
import { resourceHealth } from './collectors/resourceHealth.ts';
import { serviceHealthEvents } from './collectors/serviceHealthEvents.ts';
import { vmAnnotations } from './collectors/vmAnnotations.ts';
import type { EstateContext } from './context.ts';
import { logFailure } from './logFailure.ts';
import type { Subscription, Tenant } from './model.ts';
import { completePart, failPart, pendingPart, skipPart, startPart } from './partStatus.ts';
import type { Job, Refresh } from './refresh.ts';
import type { RowSection, RowSections } from './rows/index.ts';
import { isOff, offPart } from './sectionOff.ts';
import { heldRows, swapRows } from './rows/swapRows.ts';
import { type Swap, swapHealth, swapInventory } from './swap.ts';

/** Makes a tenant's jobs: those for `news` are due at once, those whose subscriptions have gone end. */
export type Planner = (tenantId: string, news: ReadonlySet<string>) => void;

/** All collectors, each with the way its rows go into the picture. A new collector is a line here. */
export function createPlanners(context: EstateContext, refresh: Refresh): Planner[] {
  return [
    createPlanner(context, refresh, inventory, swapInventory),
    createPlanner(context, refresh, resourceHealth, swapHealth),
    createRowPlanner(context, refresh, 'serviceHealthEvents', serviceHealthEvents),
    createRowPlanner(context, refresh, 'impactedResources', impactedResources),
    createRowPlanner(context, refresh, 'vmAnnotations', vmAnnotations),
    createRowPlanner(context, refresh, 'alertRules', alertRules),
    createRowPlanner(context, refresh, 'alerts', createAlerts()),
    createRowPlanner(context, refresh, 'resourceChanges', resourceChanges),
  ];
}

/** The way of every section that is kept as plain rows. */
function createRowPlanner<K extends RowSection>(
  context: EstateContext,
  refresh: Refresh,
  section: K,
  collector: Collector<readonly RowSections[K][]>,
): Planner {
  return createPlanner(context, refresh, collector, swapRows(section), (id) => heldRows(context, section, id));
}

function createPlanner<Rows>(
  context: EstateContext,
  refresh: Refresh,
  collector: Collector<Rows>,
  swap: Swap<Rows>,
  held: (subscriptionId: string) => Rows | undefined = () => undefined,
): Planner {
  const intervalMs = collector.intervalMs(context.settings);
  if (isOff(context.settings, collector.section)) {
    return planOff(context, collector.section, intervalMs);
  }
  const keysOf = new Map<string, ReadonlySet<string>>();
  return (tenantId, news) => {
    const wanted = new Set<string>();
    const subscriptions = context.picture
      .subscriptionsOf(tenantId)
      .sort((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1));
    for (const { subscriptionId } of subscriptions) {
      const key = { section: collector.section, tenantId, subscriptionId };
      if (!context.picture.part(key.section, tenantId, subscriptionId)) {
        context.picture.setPart(pendingPart(key, intervalMs), false);
      }
    }
    for (let first = 0; first < subscriptions.length; first += collector.batch) {
      const ids = new Set(
        subscriptions.slice(first, first + collector.batch).map((subscription) => subscription.subscriptionId),
      );
      const name = collector.batch === 1 ? [...ids][0] : first / collector.batch;
      const key = `${collector.section}/${tenantId}/${name}`;
      const pick = () =>
        context.picture.subscriptionsOf(tenantId).filter(({ subscriptionId }) => ids.has(subscriptionId));
      wanted.add(key);
      refresh.replace(createJob(context, { collector, swap, held }, { key, intervalMs, tenantId, pick }));
      if ([...ids].some((id) => news.has(id))) {
        refresh.hurry(key);
      }
    }
    const gone = [...(keysOf.get(tenantId) ?? [])].filter((key) => !wanted.has(key));
    gone.forEach((key) => refresh.remove(key));
    keysOf.set(tenantId, wanted);
  };
}

/** Says of each subscription that the section is switched off. */
function planOff({ picture, clock }: EstateContext, section: OptionalSection, intervalMs: number): Planner {
  return (tenantId) => {
    for (const { subscriptionId } of picture.subscriptionsOf(tenantId)) {
      if (!picture.part(section, tenantId, subscriptionId)) {
        picture.setPart(offPart({ section, tenantId, subscriptionId }, intervalMs, clock.now()), true);
      }
    }
  };
}

interface JobScope {
  key: string;
  intervalMs: number;
  tenantId: string;
  pick(): Subscription[];
}

interface Way<Rows> {
  collector: Collector<Rows>;
  swap: Swap<Rows>;
  held(subscriptionId: string): Rows | undefined;
}

function createJob<Rows>(context: EstateContext, { collector, swap, held }: Way<Rows>, scope: JobScope): Job {
  const { picture, clock } = context;
  /** A part whose subscription has gone meanwhile is not brought back. */
  const update = (
    subscription: Subscription,
    change: (part: ReturnType<typeof pendingPart>) => ReturnType<typeof pendingPart>,
    swapped: boolean,
  ) => {
    const part = picture.part(collector.section, subscription.tenantId, subscription.subscriptionId);
    if (part && picture.view(subscription.subscriptionId)) {
      picture.setPart(change(part), swapped);
    }
  };

  async function settle(subscription: Subscription, result: PartResult<Rows>): Promise<void> {
    const now = clock.now();
    if (result.kind === 'complete') {
      const swapped = await context.slices.run(swap(context, subscription, result.rows, now));
      update(
        subscription,
        (part) => completePart(part, now, { rows: swapped.rows, issues: [...result.issues, ...swapped.issues] }),
        true,
      );
    } else if (result.kind === 'skipped') {
      update(subscription, (part) => skipPart(part, now, result), true);
    } else {
      const before = picture.part(collector.section, subscription.tenantId, subscription.subscriptionId);
      logFailure(context.log, 'A subscription was not read.', before, result.error);
      update(subscription, (part) => failPart(part, now, result.error), true);
    }
  }

  async function run(signal: AbortSignal): Promise<JobResult> {
    const tenant: Tenant | undefined = picture.tenant(scope.tenantId);
    const open = new Map(scope.pick().map((subscription) => [subscription.subscriptionId, subscription]));
    const outcome: JobResult = { failed: false };
    if (!tenant || open.size === 0) {
      return outcome;
    }
    const deliver = async (subscription: Subscription, result: PartResult<Rows>) => {
      signal.throwIfAborted();
      open.delete(subscription.subscriptionId);
      if (result.kind === 'failed') {
        outcome.failed = true;
        outcome.retryAfterMs = Math.max(outcome.retryAfterMs ?? 0, result.error.retryAfterMs ?? 0);
      }
      await settle(subscription, result);
    };
    for (const subscription of open.values()) {
      update(subscription, (part) => startPart(part, clock.now()), false);
    }
    try {
      await collector.collect({
        access: tenant.access,
        subscriptions: [...open.values()],
        microsoft: context.microsoft,
        signal,
        concurrency: context.settings.concurrency,
        now: () => clock.now(),
        held: (subscriptionId) => picture.part(collector.section, tenant.tenantId, subscriptionId)?.rows ?? 0,
        before: (subscriptionId) => {
          const rows = held(subscriptionId);
          const observedAt = picture.part(collector.section, tenant.tenantId, subscriptionId)?.observedAt ?? null;
          return rows === undefined || observedAt === null ? null : { rows, observedAt };
        },
        deliver,
      });
    } catch (thrown) {
      signal.throwIfAborted();
      for (const subscription of [...open.values()]) {
        await deliver(subscription, { kind: 'failed', error: CspError.from(thrown) });
      }
    }
    return outcome;
  }

  return {
    key: scope.key,
    intervalMs: scope.intervalMs,
    run,
    scheduled: (nextAt) =>
      scope.pick().forEach((subscription) => update(subscription, (part) => ({ ...part, nextAt }), false)),
  };
}
