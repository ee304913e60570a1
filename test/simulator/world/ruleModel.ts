/** What watches an estate, whom it tells and what keeps it quiet. Plain values, as in `model.ts`. */
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
