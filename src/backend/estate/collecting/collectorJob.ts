import { CspError } from '../../common/errors.ts';
import type { JobResult } from '../refresh/cadence.ts';
import type { Collector, PartResult } from '../collectors/collector.ts';
import type { EstateContext } from '../context.ts';
import { logFailure } from '../parts/logFailure.ts';
import type { PartStatus, Sizes } from '../model/part.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { PROBE_MS } from '../refresh/breakers.ts';
import { completePart, doubtPart, failPart, holdBackPart, skipPart, startPart } from '../parts/partStatus.ts';
import type { Job, Refresh } from '../refresh/refresh.ts';
import { confirmMs, doubtError, doubtOf } from '../parts/shrinkGuard.ts';
import type { Swap } from '../picture/swap.ts';

/** One job's share: some subscriptions of one tenant. */
export interface JobScope {
  key: string;
  intervalMs: number;
  tenantId: string;
  pick(): Subscription[];
}

/** How a section's rows are read and go into the picture. */
export interface Way<Rows> {
  collector: Collector<Rows>;
  swap: Swap<Rows>;
  /** Content now held, where reads of what is new need it. */
  held(subscriptionId: string): Rows | undefined;
  /** Rows of a read, and of what is held, by kind. */
  sizes(rows: Rows): Sizes;
  heldSizes(subscriptionId: string): Sizes;
}

export function createJob<Rows>(context: EstateContext, refresh: Refresh, way: Way<Rows>, scope: JobScope): Job {
  const { picture, clock, breakers } = context;
  const { collector } = way;
  const partOf = ({ tenantId, subscriptionId }: Subscription) =>
    picture.part(collector.section, tenantId, subscriptionId);
  /** A part whose subscription has gone meanwhile is not brought back. */
  const update = (subscription: Subscription, change: (part: PartStatus) => PartStatus, swapped: boolean) => {
    const part = partOf(subscription);
    if (part && picture.view(subscription.subscriptionId)) {
      picture.setPart(change(part), swapped);
    }
  };

  /** Puts a complete read into the picture, unless it lacks most of what is held and nothing has confirmed it. */
  async function settleComplete(
    subscription: Subscription,
    { rows, issues }: { rows: Rows; issues: readonly string[] },
  ): Promise<boolean> {
    const now = clock.now();
    const [held, read] = [way.heldSizes(subscription.subscriptionId), way.sizes(rows)];
    const part = partOf(subscription);
    const doubt = part ? doubtOf(part, held, read, now) : null;
    if (doubt) {
      const error = doubtError(held, read, scope.intervalMs);
      logFailure(context.log, 'A complete read lacked most of what is held.', part, error);
      update(subscription, (before) => doubtPart(before, now, doubt, error), true);
      return false;
    }
    const swapped = await context.slices.run(way.swap(context, subscription, rows, now));
    update(
      subscription,
      (before) => completePart(before, now, { rows: swapped.rows, issues: [...issues, ...swapped.issues] }),
      true,
    );
    return true;
  }

  async function settle(subscription: Subscription, result: PartResult<Rows>): Promise<boolean> {
    const now = clock.now();
    if (result.kind === 'complete') {
      return await settleComplete(subscription, result);
    }
    if (result.kind === 'skipped') {
      update(subscription, (part) => skipPart(part, now, result), true);
    } else {
      logFailure(context.log, 'A subscription was not read.', partOf(subscription), result.error);
      update(subscription, (part) => failPart(part, now, result.error), true);
    }
    return true;
  }

  /** Sends the probe at once, to find out whether it is only this section; unless it is under way or has just failed. */
  function probe(): void {
    const { outcome, lastStartAt, lastFinishAt } = picture.part('subscriptions', scope.tenantId, '') ?? {};
    const underWay = (lastStartAt ?? 0) > (lastFinishAt ?? 0);
    if (outcome !== 'failed' && !underWay) {
      refresh.hurry(`subscriptions/${scope.tenantId}`);
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
        if (breakers.failed(scope.tenantId, collector.section, result.error, clock.now())) {
          probe();
        }
        outcome.retryAfterMs = Math.max(outcome.retryAfterMs ?? 0, result.error.retryAfterMs ?? 0);
      }
      if (result.kind === 'complete') {
        breakers.succeeded(scope.tenantId);
      }
      const believed = await settle(subscription, result);
      if (!believed) {
        outcome.confirmMs = confirmMs(scope.intervalMs);
      }
      return believed;
    };
    const breaker = breakers.of(scope.tenantId);
    if (breaker) {
      open.forEach((subscription) => update(subscription, (part) => holdBackPart(part, clock.now(), breaker), true));
      return { failed: false, probeMs: PROBE_MS };
    }
    for (const subscription of open.values()) {
      update(subscription, (part) => startPart(part, clock.now()), false);
    }
    try {
      await collector.collect({
        access: tenant.access,
        subscriptions: [...open.values()],
        microsoft: context.microsoft,
        signal,
        throttled: () => {
          outcome.throttled = true;
        },
        concurrency: context.settings.concurrency,
        now: () => clock.now(),
        held: (subscriptionId) => picture.part(collector.section, tenant.tenantId, subscriptionId)?.rows ?? 0,
        before: (subscriptionId) => {
          const rows = way.held(subscriptionId);
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
    scheduled: (nextAt, stretch) =>
      scope.pick().forEach((subscription) => update(subscription, (part) => ({ ...part, nextAt, stretch }), false)),
  };
}
