import { jsonObject } from '../../../shared/json.ts';
import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import type { ActionGroup } from '../rows/actionGroup.ts';
import { isOn, list, text } from './fields.ts';

/** An action group, with its receivers by kind and name only. */
export function readActionGroup({ id, name, properties }: MonitorResource): ActionGroup {
  return {
    what: 'actionGroup',
    key: id.toLowerCase(),
    id,
    name,
    shortName: text(properties, 'groupShortName'),
    enabled: isOn(properties, 'enabled'),
    receivers: list(properties, 'receivers').map((one) => {
      const receiver = jsonObject(one);
      return { kind: text(receiver, 'kind') ?? '?', name: text(receiver, 'name') };
    }),
  };
}
