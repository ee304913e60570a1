import { SUBSCRIPTION_TYPE } from '../../../shared/monitoring.ts';
import { parseResourceId } from '../../../shared/resourceId.ts';
import type { Steps } from '../../common/slices.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Alert } from '../../estate/rows/alert.ts';
import type { QueryContext } from '../context.ts';
import { knownIn } from '../absence/known.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { rulesOf } from './ruleIndex.ts';
import { ItemFilter, type ItemRows } from './sectionRows.ts';

/** What an alert fired for, taken out of its ids. */
interface Target {
  readonly resourceGroup: string | null;
  readonly resourceName: string | null;
  readonly resourceType: string | null;
}

/** An alert with what is worked out of it when it is asked for. */
export interface Incident {
  readonly alert: Alert;
  readonly target: Target;
  /** Azure never resolves it. */
  readonly stateless: boolean;
  /** Stateless, and older than the hours in which such an alert counts as firing. */
  readonly agedOut: boolean;
  /** Fired, not closed by anybody, not aged out. */
  readonly firing: boolean;
}

export type IncidentRows = ItemRows<Incident>;

const HOUR = 3_600_000;
/** Alerts of the activity log say that something happened, which can't be over. */
const STATELESS = /^(?:ActivityLog\b|ServiceHealth$|Resource ?Health$)/i;

/** The fired alerts that scope and filters leave. */
export function* selectIncidents(query: CheckedQuery, scope: Scope, context: QueryContext): Steps<IncidentRows> {
  const filter = new ItemFilter<Incident>(query.filters, {
    severity: ({ alert }) => [alert.severity],
    monitorCondition: ({ alert }) => [alert.monitorCondition],
    alertState: ({ alert }) => [alert.alertState],
    monitorService: ({ alert }) => [alert.monitorService],
    rule: ({ alert }) => [alert.ruleName, alert.ruleId],
    resourceGroup: ({ alert, target }) => [target.resourceGroup, groupIdOf(alert)],
    resource: ({ alert, target }) => [target.resourceName, alert.targetResource],
    resourceType: ({ target }) => [target.resourceType],
  });
  const items: Incident[] = [];
  const views: SubscriptionView[] = [];
  for (const view of scope.views()) {
    for (const one of toldOf(view)) {
      const incident = incidentOf(one, context.now, query.statelessHours);
      if (filter.keeps(incident)) {
        items.push(incident);
        views.push(view);
      }
    }
    yield;
  }
  const notices = yield* filter.notices(['rule', 'resourceGroup', 'resource', 'resourceType'], knownIn(context, scope));
  return { reading: context, items, views, length: items.length, notices };
}

/** What of an alert doesn't depend on the time or the query. */
interface Told extends Pick<Incident, 'alert' | 'target' | 'stateless'> {
  /** Fired, and not closed by anybody. */
  readonly open: boolean;
}

/** By the alerts of a subscription, which are the same list until one of them changes, as are its rules. */
const told = new WeakMap<readonly Alert[], { rules: unknown; all: readonly Told[] }>();

function toldOf(view: SubscriptionView): readonly Told[] {
  const { alerts, alertRules } = view.rows;
  if (!alerts) {
    return [];
  }
  let known = told.get(alerts);
  if (!known || known.rules !== alertRules) {
    told.set(alerts, (known = { rules: alertRules, all: alerts.map((alert) => tellOf(alert, view)) }));
  }
  return known.all;
}

function tellOf(alert: Alert, view: SubscriptionView): Told {
  const rule = rulesOf(view).byId.get(alert.ruleId?.toLowerCase() ?? '');
  return {
    alert,
    target: targetOf(alert),
    stateless: STATELESS.test(alert.monitorService ?? '') || rule?.autoResolves === false,
    open: alert.monitorCondition?.toLowerCase() === 'fired' && alert.alertState?.toLowerCase() !== 'closed',
  };
}

function incidentOf({ alert, target, stateless, open }: Told, now: number, statelessHours: number): Incident {
  const agedOut = stateless && alert.startedAt !== null && now - alert.startedAt >= statelessHours * HOUR;
  return { alert, target, stateless, agedOut, firing: open && !agedOut };
}

function targetOf(alert: Alert): Target {
  const id = parseResourceId(alert.targetResource ?? '');
  const whole = id !== undefined && id.type === undefined && id.resourceGroup === undefined;
  return {
    resourceGroup: id?.resourceGroup ?? alert.targetResourceGroup,
    resourceName: whole ? null : id?.type ? id.name : alert.targetResourceName,
    resourceType: whole ? SUBSCRIPTION_TYPE : (id?.type ?? alert.targetResourceType),
  };
}

function groupIdOf({ targetResource }: Alert): string | null {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(targetResource ?? '')?.[0] ?? null;
}
