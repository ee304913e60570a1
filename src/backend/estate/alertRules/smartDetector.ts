import { type Fields, inner, text } from './fields.ts';

/** What a smart detector rule looks for: `smart detector Failure Anomalies`. https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics */
export function smartDetectorCondition(properties: Fields): string {
  const detector = inner(properties, 'detector');
  return `smart detector ${text(detector, 'name') ?? text(detector, 'id') ?? '?'}`;
}
