import type { Holdings, Subscription } from './model.ts';
import type { Monitoring } from './monitoringModel.ts';

/** What watches a subscription of a generated world. */
export function generateMonitoring(
  _key: string,
  _subscription: Subscription,
  _holdings: Holdings,
  _start: number,
): Monitoring {
  return { rules: [], actionGroups: [], processingRules: [], alerts: [], changes: [], annotations: {} };
}
