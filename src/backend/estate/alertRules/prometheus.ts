import { type Fields, text } from './fields.ts';
import { durationWords, joined, shortened } from './words.ts';

/** Condition of one Prometheus alert in words: `PromQL up == 0 for 10 minutes`. https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups */
export function prometheusCondition(rule: Fields): string {
  const lasting = durationWords(text(rule, 'for'));
  const waits = lasting === null || /^0 /.test(lasting) ? null : `for ${lasting}`;
  return joined([`PromQL ${shortened(text(rule, 'expression') ?? '')}`, waits]);
}
