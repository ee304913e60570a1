import type { EstateContext } from '../context.ts';
import type { Refresh } from '../refresh/refresh.ts';

/** Sends a tenant's probe at once, to find out whether it is only one section that fails; unless it is under way or has just failed. */
export function probe({ picture }: EstateContext, refresh: Refresh, tenantId: string): void {
  const { outcome, lastStartAt, lastFinishAt } = picture.part('subscriptions', tenantId, '') ?? {};
  const underWay = (lastStartAt ?? 0) > (lastFinishAt ?? 0);
  if (outcome !== 'failed' && !underWay) {
    refresh.hurry(`subscriptions/${tenantId}`);
  }
}
