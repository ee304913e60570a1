import type { Simulation } from '../core/simulation.ts';
import { activityOf } from '../world/activity.ts';
import type { Subscription } from '../world/model.ts';
import type { ServiceEvent } from '../world/eventModel.ts';
import type { AlertRule } from '../world/ruleModel.ts';
import { RULE_TYPES } from '../world/watchers.ts';
import { selected, selectedTenants } from './truthScope.ts';

const DAY = 24 * 3600 * 1000;
const iso = (epochMs: number | undefined): string | null =>
  epochMs === undefined ? null : new Date(epochMs).toISOString();

/** One row for each tracking id over what is asked for, with the subscriptions and the tenants as a whole that it touches. */
export function truthEvents(simulation: Simulation, filter: URLSearchParams) {
  const scope = healthy(simulation, filter);
  const tenants = selectedTenants(simulation, filter);
  return simulation.world.events(simulation.clock.now()).flatMap((event) => {
    const touched = scope.filter((one) => event.touches.has(one.id));
    const asWhole = tenants.filter((id) => event.tenantIds?.includes(id));
    return touched.length + asWhole.length === 0 ? [] : [{ ...eventTruth(event), ...touchedBy(touched, asWhole) }];
  });
}

function eventTruth(event: ServiceEvent) {
  return {
    trackingId: event.trackingId,
    type: event.type,
    subType: event.subType ?? null,
    status: event.status,
    stage: event.stage,
    level: event.level,
    eventLevel: event.eventLevel,
    sensitive: event.sensitive ?? false,
    title: event.title,
    services: event.impact.map((one) => one.service),
    regions: [...new Set(event.impact.flatMap((one) => one.regions))],
    start: iso(event.maintenance?.from ?? event.startedAt),
    mitigation: iso(event.mitigatedAt),
    lastUpdate: iso(event.updatedAt),
  };
}

function touchedBy(touched: readonly Subscription[], asWhole: readonly string[]) {
  const tenantIds = [...new Set([...touched.map((one) => one.tenantId), ...asWhole])];
  return { tenantIds, customers: tenantIds.length, subscriptionIds: touched.map((one) => one.id) };
}

/** Resources that events name; `?trackingId=` narrows. `sensitive`: told by the security advisory's own call alone. */
export function truthImpactedResources(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  const wanted = filter.get('trackingId');
  const scope = healthy(simulation, filter);
  const events = simulation.world.events(now).filter((one) => wanted === null || one.trackingId === wanted);
  return events.flatMap((event) =>
    scope.flatMap((subscription) =>
      (event.touches.get(subscription.id) ?? []).map((resourceId) => ({
        trackingId: event.trackingId,
        resourceId,
        subscriptionId: subscription.id,
        tenantId: subscription.tenantId,
        region: simulation.world.resource(resourceId, now)?.location ?? null,
        sensitive: event.type === 'SecurityAdvisory',
      })),
    ),
  );
}

/** Alert rules, action groups (`kind: actionGroup`) and alert processing rules (`kind: processingRule`). */
export function truthAlertRules(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).flatMap((subscription) => {
    const { rules, actionGroups, processingRules } = simulation.world.watching(subscription, now);
    const place = { subscriptionId: subscription.id, tenantId: subscription.tenantId };
    return [
      ...rules.map((one) => ({ ...place, ...ruleTruth(one) })),
      ...actionGroups.map((one) => ({
        ...place,
        kind: 'actionGroup',
        id: one.id,
        name: one.name,
        enabled: one.enabled,
        receivers: one.emails.length + one.phones.length + one.webhooks.length + one.armRoles.length,
      })),
      ...processingRules.map((one) => ({
        ...place,
        kind: 'processingRule',
        id: one.id,
        name: one.name,
        enabled: one.enabled,
        scopes: one.scopes,
        suppresses: one.adds.length === 0,
      })),
    ];
  });
}

function ruleTruth(rule: AlertRule) {
  return {
    kind: rule.kind as string,
    id: rule.id,
    name: rule.name,
    type: RULE_TYPES[rule.kind],
    enabled: rule.enabled,
    severity: rule.severity,
    scopes: rule.scopes,
    actionGroupIds: rule.actionGroupIds,
    serviceHealth: rule.kind === 'activityLog' && JSON.stringify(rule.conditions).includes('"ServiceHealth"'),
  };
}

/** Alerts of the last 30 days; `?condition=`, `?state=` narrow. */
export function truthAlerts(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  const [condition, state] = [filter.get('condition'), filter.get('state')];
  return selected(simulation, filter)
    .flatMap((subscription) =>
      simulation.world.alerts(subscription, now).map((alert) => ({
        alertId: alert.alertId,
        subscriptionId: subscription.id,
        tenantId: subscription.tenantId,
        rule: alert.ruleId,
        ruleName: alert.ruleName,
        severity: alert.severity,
        condition: alert.condition,
        state: alert.state,
        service: alert.monitorService,
        resourceId: alert.target,
        firedAt: iso(alert.firedAt),
        resolvedAt: iso(alert.resolvedAt),
        modifiedAt: iso(alert.modifiedAt),
        modifiedBy: alert.modifiedBy,
        suppressed: alert.suppressed ?? false,
      })),
    )
    .filter((row) => (condition === null || row.condition === condition) && (state === null || row.state === state));
}

/** Changes of the last `?days=` (default 14), newest first. */
export function truthChanges(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).flatMap((subscription) =>
    simulation.world.changes(subscription, now - daysOf(filter, 14), now).map((change) => ({
      changeId: change.id,
      at: iso(change.at),
      type: change.type,
      resourceId: change.targetId,
      resourceType: change.targetType,
      subscriptionId: subscription.id,
      tenantId: subscription.tenantId,
      by: change.by,
      properties: change.properties,
    })),
  );
}

/** Entries of the activity log of the last `?days=` (default 1), newest first. */
export function truthActivityLog(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).flatMap((subscription) =>
    activityOf(simulation.world, subscription, now - daysOf(filter, 1), now).map((entry) => ({
      eventId: entry.id,
      at: iso(entry.at),
      category: entry.category,
      operation: entry.operation,
      status: entry.status,
      level: entry.level,
      resourceId: entry.resourceId,
      caller: entry.caller,
      subscriptionId: subscription.id,
      tenantId: subscription.tenantId,
    })),
  );
}

function daysOf(filter: URLSearchParams, usual: number): number {
  const days = Number(filter.get('days') ?? usual);
  if (!(days > 0)) {
    throw new Error("'days' must be a positive number.");
  }
  return days * DAY;
}

/** Where Microsoft.ResourceHealth is registered: elsewhere nobody is told of events. */
function healthy(simulation: Simulation, filter: URLSearchParams): Subscription[] {
  return selected(simulation, filter).filter((one) => !one.unregistered.includes('microsoft.resourcehealth'));
}
