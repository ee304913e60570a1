import type { Access, CallOptions, Complete } from './access.ts';

/**
 * An alert rule, action group or alert processing rule, as Azure Monitor has it. `properties` are Azure's own without
 * what is secret or personal: of receivers only kind and name, of actions only which group they go to.
 */
export interface MonitorResource {
  id: string;
  name: string;
  /** In the spelling of the id, e.g. `Microsoft.Insights/metricAlerts`. */
  type: string;
  kind: string | null;
  location: string;
  properties: Readonly<Record<string, unknown>>;
  /** When it was last changed, ms, where Azure says so. */
  changedAt: number | null;
}

/** A fired alert. Azure's own strings; times in ms. https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts */
export interface FiredAlert {
  id: string;
  /** The GUID in the id. */
  alertId: string;
  name: string;
  severity: string | null;
  signalType: string | null;
  alertState: string | null;
  monitorCondition: string | null;
  monitorService: string | null;
  targetResource: string | null;
  targetResourceName: string | null;
  targetResourceGroup: string | null;
  targetResourceType: string | null;
  /** Id of the rule for most services, its name for some. */
  alertRule: string | null;
  description: string | null;
  startedAt: number | null;
  modifiedAt: number | null;
  resolvedAt: number | null;
  modifiedBy: string | null;
  suppressed: boolean;
}

/** One thing that happened to an alert. https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts/get-history */
export interface AlertModification {
  at: number | null;
  /** `AlertCreated`, `StateChange`, `MonitorConditionChange`, `ActionsTriggered`, … */
  event: string;
  from: string | null;
  to: string | null;
  by: string | null;
  comments: string | null;
}

export const ALERT_STATES = ['New', 'Acknowledged', 'Closed'] as const;
/** What people made of an alert. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview */
export type AlertState = (typeof ALERT_STATES)[number];

/** What Azure Monitor and Azure Alerts Management are asked for. */
export interface Monitoring {
  /** Resource Graph: every alert rule, action group and alert processing rule of these subscriptions. */
  listAlertRules(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<MonitorResource>>;

  /** The same of one subscription from the resource providers themselves. */
  listAlertRulesOf(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<MonitorResource>>;

  /**
   * Resource Graph: fired alerts of these subscriptions in the 30 days that Azure keeps them.
   *
   * @param since only those that were modified then or later, ms; null for all.
   */
  listAlerts(
    access: Access,
    subscriptionIds: readonly string[],
    since: number | null,
    options: CallOptions,
  ): Promise<Complete<FiredAlert>>;

  /** The same of one subscription from Alerts Management itself, always all. */
  listAlertsOf(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<FiredAlert>>;

  /** What happened to one alert, oldest first. */
  getAlertHistory(
    access: Access,
    subscriptionId: string,
    alertId: string,
    options: CallOptions,
  ): Promise<Complete<AlertModification>>;

  /**
   * Changes an alert's state in Azure: the only write of the whole client.
   *
   * @returns the state that Azure then has.
   */
  changeAlertState(
    access: Access,
    subscriptionId: string,
    alertId: string,
    change: { state: AlertState; comments: string },
    options: CallOptions,
  ): Promise<string>;
}
