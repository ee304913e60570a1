import { isoSeconds } from '../../common/isoDuration.ts';
import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import type { AlertRule } from '../rows/alertRule.ts';
import { plainText } from '../segments/plainText.ts';
import { isOn, severity, text, texts } from './fields.ts';

/** What rules of most kinds have under the same name. */
export function ruleBase({ id, type, name, properties, changedAt }: MonitorResource): AlertRule {
  const description = text(properties, 'description');
  return {
    what: 'rule',
    key: id.toLowerCase(),
    id,
    type,
    kind: type,
    name,
    group: null,
    description: description === null ? null : plainText(description),
    enabled: isOn(properties, 'enabled'),
    severity: severity(properties.severity),
    scopes: texts(properties, 'scopes'),
    targetTypes: [],
    targetRegion: null,
    condition: '',
    actionGroups: [],
    frequency: isoSeconds(text(properties, 'evaluationFrequency')),
    window: isoSeconds(text(properties, 'windowSize')),
    autoResolves: properties.autoMitigate !== false,
    changedAt,
  };
}
