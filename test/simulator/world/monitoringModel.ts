/** Changes, notes and all that watches one subscription. Plain values, as in `model.ts`: no wire shapes. Times are epoch ms. */
import type { AlertPlan } from './alertModel.ts';
import type { ActionGroup, AlertRule, ProcessingRule } from './ruleModel.ts';

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
