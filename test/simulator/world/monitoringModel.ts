/** What watches an estate, and what it has to say. Plain values, as in `model.ts`: no wire shapes. Times are epoch ms. */

export type EventType =
  'ServiceIssue' | 'PlannedMaintenance' | 'HealthAdvisory' | 'RCA' | 'EmergingIssues' | 'SecurityAdvisory' | 'Billing';

/** What Microsoft says about an event from this long after its start on. */
export interface EventPhase {
  /** Ms after the event's start. */
  after: number;
  status: 'Active' | 'Resolved';
  stage: 'Active' | 'In Progress' | 'Updated' | 'Resolved';
  /** HTML, as Microsoft writes it. */
  text: string;
  /** `Action Recommended`, `Preliminary PIR`, ... */
  tags?: string[];
}

/** An event of Service Health before a clock is held to it. */
export interface EventPlan {
  /** Of a repeated one: its first part. */
  trackingId: string;
  at: number;
  /** Ms; every time it is another event with a tracking id of its own. */
  every?: number;
  type: EventType;
  subType?: string;
  level: 'Critical' | 'Warning';
  eventLevel: 'Critical' | 'Error' | 'Warning' | 'Informational';
  priority: number;
  title: string;
  header: string;
  platformInitiated: boolean;
  /** Text only for those who may read sensitive events. */
  sensitive?: boolean;
  impact: Array<{ service: string; regions: string[] }>;
  /** In the order of time; the first one begins at 0. */
  phases: EventPhase[];
  /** Ms after the start; of planned maintenance. */
  maintenance?: { from: number; until: number };
  /** Subscriptions that it touches, with the ids of the resources that it names there. */
  touches: ReadonlyMap<string, readonly string[]>;
  /** Tenants that see it at tenant scope. */
  tenantIds?: string[];
}

/** An event as it stands at some moment. */
export interface ServiceEvent extends Omit<EventPlan, 'at' | 'every' | 'phases' | 'maintenance'> {
  startedAt: number;
  updatedAt: number;
  mitigatedAt?: number;
  status: EventPhase['status'];
  stage: EventPhase['stage'];
  maintenance?: { from: number; until: number };
  /** Newest first. */
  updates: Array<{ at: number; text: string; tags: string[] }>;
}

interface RuleBase {
  id: string;
  name: string;
  subscriptionId: string;
  resourceGroup: string;
  location: string;
  description: string;
  enabled: boolean;
  /** 0 critical to 4 verbose. */
  severity: number;
  scopes: string[];
  actionGroupIds: string[];
  /** ISO. */
  changedAt: string;
  tags?: Record<string, string>;
}

export interface MetricCriterion {
  name: string;
  metric: string;
  namespace: string;
  aggregation: 'Average' | 'Count' | 'Minimum' | 'Maximum' | 'Total';
  operator: 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'LessThanOrEqual' | 'Equals' | 'GreaterOrLessThan';
  /** A number: static threshold; a word: dynamic threshold of this sensitivity. */
  threshold: number | 'Low' | 'Medium' | 'High';
  dimensions?: Array<{ name: string; values: string[] }>;
}

export interface MetricRule extends RuleBase {
  kind: 'metric';
  criteria: MetricCriterion[];
  /** ISO 8601 durations. */
  frequency: string;
  window: string;
  autoMitigate: boolean;
  /** Of rules over many resources. */
  target?: { type: string; region: string };
}

export interface LogRule extends RuleBase {
  kind: 'log';
  /** `2018`: made with api-version 2018-04-16, whose shape is another one. */
  generation: 'current' | '2018';
  displayName: string;
  query: string;
  operator: 'GreaterThan' | 'LessThan' | 'Equals';
  threshold: number;
  frequencyMinutes: number;
  windowMinutes: number;
  autoMitigate: boolean;
}

export interface ActivityCondition {
  field: string;
  equals?: string;
  containsAny?: string[];
}

export interface ActivityRule extends RuleBase {
  kind: 'activityLog';
  /** All hold; a list means that any of its members does. */
  conditions: Array<ActivityCondition | ActivityCondition[]>;
}

export interface SmartRule extends RuleBase {
  kind: 'smartDetector';
  detector: string;
  detectorName: string;
  frequency: string;
}

export interface PrometheusRule {
  /** One of both. */
  alert?: string;
  record?: string;
  expression: string;
  for?: string;
  severity?: number;
  enabled: boolean;
}

export interface PrometheusGroup extends RuleBase {
  kind: 'prometheus';
  cluster: string;
  interval: string;
  rules: PrometheusRule[];
}

export type AlertRule = MetricRule | LogRule | ActivityRule | SmartRule | PrometheusGroup;

/** Who is told. Receivers hold personal data and secrets, which no client has a reason to show. */
export interface ActionGroup {
  id: string;
  name: string;
  subscriptionId: string;
  resourceGroup: string;
  shortName: string;
  enabled: boolean;
  emails: Array<{ name: string; address: string }>;
  phones: Array<{ name: string; countryCode: string; number: string }>;
  webhooks: Array<{ name: string; uri: string }>;
  armRoles: Array<{ name: string; roleId: string }>;
  tags?: Record<string, string>;
}

/** Azure calls its type `actionRules`. */
export interface ProcessingRule {
  id: string;
  name: string;
  subscriptionId: string;
  resourceGroup: string;
  description: string;
  enabled: boolean;
  scopes: string[];
  conditions: Array<{ field: string; operator: string; values: string[] }>;
  /** Local times without a zone, as the API wants them. */
  schedule?: { from: string; until?: string; timeZone: string; daily?: { start: string; end: string } };
  /** Action groups that it adds; empty: it suppresses all. */
  adds: string[];
}

export type AlertState = 'New' | 'Acknowledged' | 'Closed';

export interface AlertStateChange {
  /** Ms after it fired. */
  after: number;
  state: AlertState;
  by: string;
  comments?: string;
}

/** A fired alert before a clock is held to it. */
export interface AlertPlan {
  /** Of a repeated one: the seed of its ids. */
  alertId: string;
  at: number;
  /** Ms; every time it is another alert. */
  every?: number;
  subscriptionId: string;
  ruleId: string;
  ruleName: string;
  severity: number;
  signalType: 'Metric' | 'Log' | 'Unknown';
  monitorService: string;
  /** Resource, or subscription. */
  target: string;
  description: string;
  /** Ms after it fired; absent: never. Alerts of the activity log are stateless and never resolve. */
  resolvesAfter?: number;
  states?: AlertStateChange[];
  suppressed?: boolean;
  context?: Record<string, unknown>;
}

/** A fired alert as it stands at some moment. */
export interface Alert extends Omit<AlertPlan, 'at' | 'every' | 'resolvesAfter' | 'states'> {
  firedAt: number;
  resolvedAt?: number;
  modifiedAt: number;
  modifiedBy: string;
  condition: 'Fired' | 'Resolved';
  state: AlertState;
  /** Oldest first; the first one is that it was created. */
  history: AlertModification[];
}

export interface AlertModification {
  at: number;
  event: 'AlertCreated' | 'StateChange' | 'MonitorConditionChange' | 'ActionsTriggered' | 'ActionsSuppressed';
  from: string;
  to: string;
  by: string;
  comments?: string;
}

/** Something that was created, changed or deleted. */
export interface EstateChange {
  id: string;
  at: number;
  type: 'Create' | 'Update' | 'Delete';
  subscriptionId: string;
  /** Resource, resource group or subscription. */
  targetId: string;
  targetType: string;
  location: string;
  by: string;
  byType: 'User' | 'Application' | 'System';
  client: string;
  operation: string;
  /** Property path to values before and after. */
  properties: Record<string, { from: unknown; to: unknown }>;
}

/** What Azure notes about a virtual machine. */
export interface Annotation {
  at: number;
  name: string;
  reason: string;
  summary: string;
  context: 'Platform Initiated' | 'Customer Initiated' | 'VM Initiated' | 'Unknown';
  category: 'Planned' | 'Unplanned' | 'Not Applicable';
  impact: 'Downtime Reboot' | 'Downtime Freeze' | 'Degraded' | 'Informational';
}

/** What watches one subscription. */
export interface Monitoring {
  rules: AlertRule[];
  actionGroups: ActionGroup[];
  processingRules: ProcessingRule[];
  alerts: AlertPlan[];
  /** Before any transition. */
  changes: EstateChange[];
  /** By resource id in lower case: notes that follow from no change of health. */
  annotations: Record<string, Annotation>;
}
