import type { OptionalSection } from '../../../shared/settings.ts';
import { createJob } from './collectorJob.ts';
import type { Way } from './settling.ts';
import type { Collector } from '../collectors/collector.ts';
import { alertRules } from '../collectors/alertRules.ts';
import { createAlerts } from '../collectors/alerts.ts';
import { impactedResources } from '../collectors/impactedResources.ts';
import { inventory } from '../collectors/inventory.ts';
import { resourceChanges } from '../collectors/resourceChanges.ts';
import { resourceHealth } from '../collectors/resourceHealth.ts';
import { serviceHealthEvents } from '../collectors/serviceHealthEvents.ts';
import { vmAnnotations } from '../collectors/vmAnnotations.ts';
import type { EstateContext } from '../context.ts';
import { pendingPart } from '../parts/partStatus.ts';
import type { Refresh } from '../refresh/refresh.ts';
import type { RowSection, RowSections } from '../rows/index.ts';
import { isOff, offPart } from '../parts/sectionOff.ts';
import { heldRows, swapRows } from '../rows/swapRows.ts';
import { planEmergingIssues, planTenantEvents } from './wideJobs.ts';
import { swapHealth, swapInventory } from '../picture/swap.ts';

/** Makes a tenant's jobs: those for `news` are due at once, those whose subscriptions have gone end. */
export type Planner = (tenantId: string, news: ReadonlySet<string>) => void;

/** All collectors, each with the way its rows go into the picture. A new collector is a line here. */
export function createPlanners(context: EstateContext, refresh: Refresh): Planner[] {
  return [
    createPlanner(context, refresh, {
      collector: inventory,
      swap: swapInventory,
      held: () => undefined,
      sizes: ({ resources, groups }) => [resources.length, groups.length],
      heldSizes: (id) => {
        const { length = 0, groups = [] } = context.picture.view(id)?.inventory ?? {};
        return [length, groups.length];
      },
    }),
    createPlanner(context, refresh, {
      collector: resourceHealth,
      swap: swapHealth,
      held: () => undefined,
      sizes: (rows) => [rows.length],
      heldSizes: (id) => [context.picture.view(id)?.health?.length ?? 0],
    }),
    createRowPlanner(context, refresh, 'serviceHealthEvents', serviceHealthEvents),
    createRowPlanner(context, refresh, 'impactedResources', impactedResources),
    createRowPlanner(context, refresh, 'vmAnnotations', vmAnnotations),
    createRowPlanner(context, refresh, 'alertRules', alertRules),
    createRowPlanner(context, refresh, 'alerts', createAlerts()),
    createRowPlanner(context, refresh, 'resourceChanges', resourceChanges),
    planTenantEvents(context, refresh),
    planEmergingIssues(context, refresh),
  ];
}

/** The way of every section that is kept as plain rows. */
function createRowPlanner<K extends RowSection>(
  context: EstateContext,
  refresh: Refresh,
  section: K,
  collector: Collector<readonly RowSections[K][]>,
): Planner {
  const held = (id: string) => heldRows(context, section, id);
  return createPlanner(context, refresh, {
    ...{ collector, swap: swapRows(section), held },
    sizes: (rows) => [rows.length],
    heldSizes: (id) => [held(id)?.length ?? 0],
  });
}

function createPlanner<Rows>(context: EstateContext, refresh: Refresh, way: Way<Rows>): Planner {
  const { collector } = way;
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
      refresh.replace(createJob(context, refresh, way, { key, intervalMs, tenantId, pick }));
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
