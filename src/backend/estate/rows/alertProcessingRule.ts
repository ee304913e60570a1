import type { EstateRow } from './row.ts';

/** Changes what happens when alerts fire: suppresses notifications or adds some. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules */
export interface AlertProcessingRule extends EstateRow {
  readonly what: 'processingRule';
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly scopes: readonly string[];
  readonly conditions: readonly ProcessingCondition[];
  /** It removes all action groups: nobody is told. */
  readonly suppresses: boolean;
  /** ARM ids of the groups that it adds. */
  readonly adds: readonly string[];
  /** Null: always. */
  readonly schedule: ProcessingSchedule | null;
}

/** What an alert must be like; all conditions of a rule must hold. */
export interface ProcessingCondition {
  /** `Severity`, `MonitorService`, `MonitorCondition`, `SignalType`, `TargetResourceType`, `AlertRuleId`, `AlertRuleName`, … */
  readonly field: string;
  /** `Equals`, `NotEquals`, `Contains`, `DoesNotContain`. */
  readonly operator: string;
  readonly values: readonly string[];
}

/** Local times without a zone (`2026-11-20T22:00:00`, `22:00:00`), and the Windows name of the zone that they are in. */
export interface ProcessingSchedule {
  readonly from: string | null;
  readonly until: string | null;
  readonly timeZone: string;
  /** None: the whole time between `from` and `until`. */
  readonly recurrences: readonly Recurrence[];
}

/** When within its schedule a rule holds. */
export interface Recurrence {
  /** `Daily`, `Weekly`, `Monthly`. */
  readonly type: string;
  /** Null: the whole day. An end before the start is on the next day. */
  readonly start: string | null;
  readonly end: string | null;
  /** `Monday`, …; of weekly ones. */
  readonly weekdays: readonly string[];
  /** 1 to 31; of monthly ones. */
  readonly days: readonly number[];
}
