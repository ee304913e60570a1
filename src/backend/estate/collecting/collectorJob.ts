import { CspError } from '../../common/errors.ts';
import type { JobResult, Job } from '../refresh/job.ts';
import type { PartResult } from '../collectors/collector.ts';
import type { EstateContext } from '../context.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { startPart } from '../parts/partStatus.ts';
import { createBreaking } from './breaking.ts';
import { createSettling, type Way } from './settling.ts';
import type { Refresh } from '../refresh/refresh.ts';
import { confirmMs } from '../parts/shrinkGuard.ts';

/** One job's share: some subscriptions of one tenant. */
export interface JobScope {
  key: string;
  intervalMs: number;
  tenantId: string;
  pick(): Subscription[];
}

/** The job that reads a scope's share of a section at its cadence. */
export function createJob<Rows>(context: EstateContext, refresh: Refresh, way: Way<Rows>, scope: JobScope): Job {
  const { picture, clock } = context;
  const { collector } = way;
  const breaking = createBreaking(context, refresh, scope.tenantId, collector.section);
  const { update, settle } = createSettling(context, way, scope.intervalMs);

  async function run(signal: AbortSignal): Promise<JobResult> {
    const tenant: Tenant | undefined = picture.tenant(scope.tenantId);
    const open = new Map(scope.pick().map((subscription) => [subscription.subscriptionId, subscription]));
    const outcome: JobResult = { failed: false };
    const startedAt = clock.now();
    if (!tenant || open.size === 0) {
      return outcome;
    }
    const deliver = async (subscription: Subscription, result: PartResult<Rows>) => {
      signal.throwIfAborted();
      open.delete(subscription.subscriptionId);
      if (result.kind === 'failed') {
        outcome.failed = true;
        breaking.failed(result.error);
        outcome.retryAfterMs = Math.max(outcome.retryAfterMs ?? 0, result.error.retryAfterMs ?? 0);
      }
      if (result.kind === 'complete') {
        breaking.answered();
      }
      const believed = await settle(
        subscription,
        result.kind === 'complete' ? { readAt: startedAt, ...result } : result,
      );
      if (!believed) {
        outcome.confirmMs = confirmMs(scope.intervalMs);
      }
      return believed;
    };
    const heldBack = breaking.heldBack((change) => open.forEach((one) => update(one, change, true)));
    if (heldBack) {
      return heldBack;
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
