import { guid } from '../../core/random.ts';
import type { Alert } from '../../world/alertModel.ts';

const iso = (epochMs: number): string => new Date(epochMs).toISOString();

/** Where an alert hangs: below the resource that it is about. */
export function alertId(alert: Alert): string {
  return `${alert.target}/providers/Microsoft.AlertsManagement/alerts/${alert.alertId}`;
}

export interface AlertParts {
  context: boolean;
  egressConfig: boolean;
  /** Names of essentials, in lower case; empty: all. */
  select: ReadonlySet<string>;
}

/** An alert as 2019-03-01 answers it: its name is the rule's. */
export function alertShape(alert: Alert, parts: AlertParts) {
  const all = Object.entries(essentials(alert));
  const chosen = parts.select.size === 0 ? all : all.filter(([name]) => parts.select.has(name.toLowerCase()));
  return {
    id: alertId(alert),
    name: alert.ruleName,
    type: 'Microsoft.AlertsManagement/alerts',
    properties: {
      essentials: Object.fromEntries(chosen),
      ...(parts.context && { context: alert.context ?? {} }),
      ...(parts.egressConfig && { egressConfig: {} }),
    },
  };
}

export function essentials(alert: Alert): Record<string, unknown> {
  const [, resourceGroup] = /\/resourceGroups\/([^/]+)/i.exec(alert.target) ?? [];
  const [, provider] = alert.target.split(/\/providers\//i);
  const path = provider?.split('/').slice(1) ?? [];
  const isSubscription = provider === undefined;
  return {
    severity: `Sev${alert.severity}`,
    signalType: alert.signalType,
    alertState: alert.state,
    monitorCondition: alert.condition,
    targetResource: alert.target,
    targetResourceName: alert.target.split('/').pop() ?? '',
    ...(resourceGroup !== undefined && { targetResourceGroup: resourceGroup }),
    targetResourceType: isSubscription
      ? 'subscription'
      : path
          .filter((_, i) => i % 2 === 0)
          .join('/')
          .toLowerCase(),
    monitorService: alert.monitorService,
    alertRule: alert.ruleId,
    sourceCreatedId: guid(`source ${alert.alertId}`),
    smartGroupId: guid(`smart group ${alert.alertId}`),
    smartGroupingReason: 'Not grouped',
    startDateTime: iso(alert.firedAt),
    lastModifiedDateTime: iso(alert.modifiedAt),
    ...(alert.resolvedAt !== undefined && { monitorConditionResolvedDateTime: iso(alert.resolvedAt) }),
    lastModifiedUserName: alert.modifiedBy,
    actionStatus: { isSuppressed: alert.suppressed ?? false },
    description: alert.description,
  };
}

/** Newest first, as the portal shows it. */
export function historyShape(alert: Alert) {
  return {
    id: `${alertId(alert)}/history/default`,
    name: alert.alertId,
    type: 'Microsoft.AlertsManagement/alerts/history',
    properties: {
      alertId: alert.alertId,
      modifications: [...alert.history].reverse().map((one) => ({
        modificationEvent: one.event,
        oldValue: one.from,
        newValue: one.to,
        modifiedAt: iso(one.at),
        modifiedBy: one.by,
        ...(one.comments !== undefined && { comments: one.comments }),
        description: '',
      })),
    },
  };
}
