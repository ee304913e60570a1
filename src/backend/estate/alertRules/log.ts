import { type Fields, inner, records, text } from './fields.ts';
import { dimensions, thresholdOf } from './metric.ts';
import { durationWords, joined, operatorWords, secondsWords, shortened } from './words.ts';

/**
 * Condition of a log alert in words, of both generations of scheduled query rules: `count of results > 0 over 15
 * minutes: AzureActivity | where …`. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-log-query
 */
export function logCondition(properties: Fields): string {
  const source = inner(properties, 'source');
  if (text(source, 'query') !== null) {
    return condition2018(properties, source);
  }
  const window = durationWords(text(properties, 'overrideQueryTimeRange') ?? text(properties, 'windowSize'));
  const all = records(inner(properties, 'criteria'), 'allOf');
  if (all.length === 0) {
    return 'no condition given';
  }
  return all.map((one) => criterion(one, window)).join(' and ');
}

function criterion(one: Fields, window: string | null): string {
  const query = shortened(text(one, 'query') ?? '');
  const over = window === null ? null : `over ${window}`;
  if (text(one, 'operator') === null && text(one, 'threshold') === null) {
    // Simple log alerts fire for each row; rules that make a metric of a log have no threshold.
    const metric = text(one, 'metricName');
    return joined([metric === null ? 'each result' : `makes the metric ${metric}`, ...said(over, query)]);
  }
  const column = text(one, 'metricMeasureColumn');
  const aggregation = text(one, 'timeAggregation')?.toLowerCase() ?? 'count';
  const where = dimensions(one);
  const measured = `${aggregation} of ${column ?? 'results'} ${thresholdOf(one)}`;
  return joined([measured, where === '' ? null : `where ${where}`, ...said(over, query)]);
}

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-log-api-switch */
function condition2018(properties: Fields, source: Fields): string {
  const trigger = inner(inner(properties, 'action'), 'trigger');
  const metric = inner(trigger, 'metricTrigger');
  const minutes = Number(text(inner(properties, 'schedule'), 'timeWindowInMinutes') ?? NaN);
  const over = Number.isNaN(minutes) ? null : `over ${secondsWords(minutes * 60)}`;
  const compared = (of: Fields, operator: string) =>
    `${operatorWords(text(of, operator))} ${text(of, 'threshold') ?? '?'}`;
  const column = text(metric, 'metricColumn');
  const breached =
    column === null
      ? `count of results ${compared(trigger, 'thresholdOperator')}`
      : `value by ${column} ${compared(trigger, 'thresholdOperator')}, breached ${compared(metric, 'thresholdOperator')} times`;
  return joined([breached, ...said(over, shortened(text(source, 'query') ?? ''))]);
}

function said(over: string | null, query: string): (string | null)[] {
  return query === '' ? [over] : [over === null ? ':' : `${over}:`, query];
}
