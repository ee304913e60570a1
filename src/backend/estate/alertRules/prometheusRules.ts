import { isoSeconds } from '../../common/isoDuration.ts';
import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import type { AlertRule } from '../rows/alertRule.ts';
import { plainText } from '../segments/plainText.ts';
import { inner, isOn, records, severity, text, texts } from './fields.ts';
import { prometheusCondition } from './prometheus.ts';
import { ruleBase } from './ruleBase.ts';

/** Alerts of a Prometheus rule group. Its recording rules make series and alert nobody. */
export function prometheusRules(resource: MonitorResource): AlertRule[] {
  const { properties } = resource;
  const group = ruleBase(resource);
  return records(properties, 'rules').flatMap((rule, index) => {
    const name = text(rule, 'alert');
    if (name === null) {
      return [];
    }
    const summary = text(inner(rule, 'annotations'), 'description') ?? text(inner(rule, 'annotations'), 'summary');
    return [
      {
        ...group,
        key: `${group.key}/${index}/${name}`,
        kind: 'prometheus',
        name,
        group: resource.name,
        description: summary === null ? group.description : plainText(summary),
        enabled: group.enabled && isOn(rule, 'enabled'),
        severity: severity(rule.severity),
        condition: prometheusCondition(rule),
        actionGroups: records(rule, 'actions').flatMap((action) => texts(action, 'actionGroupId')),
        frequency: isoSeconds(text(properties, 'interval')),
      },
    ];
  });
}
