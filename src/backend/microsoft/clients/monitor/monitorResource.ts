import { jsonObject } from '../../../../shared/json.ts';
import { parseResourceId, lastName } from '../../../../shared/resourceId.ts';
import type { MonitorResource } from '../../api/monitoring.ts';
import { recordOf, textOf, type Row } from '../rows.ts';

const ACTION_GROUPS = 'microsoft.insights/actiongroups';
/** Text of one's own that goes out with an alert: webhook bodies hold tokens. Lower case. */
const PRIVATE = new Set([
  'webhookproperties',
  'customproperties',
  'actionproperties',
  'customwebhookpayload',
  'customemailsubject',
]);

/** A rule, action group or processing rule from Resource Graph or from its resource provider: the same fields. */
export function readMonitorResource(row: Row): MonitorResource | string {
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const type = parseResourceId(id)?.type ?? textOf(row, 'type');
  if (type === null) {
    return 'it has no type';
  }
  const properties = recordOf(row, 'properties');
  const changed = textOf(recordOf(row, 'systemData'), 'lastModifiedAt') ?? textOf(properties, 'lastUpdatedTime');
  return {
    id,
    name: textOf(row, 'name') ?? lastName(id),
    type,
    kind: textOf(row, 'kind'),
    location: textOf(row, 'location') ?? '',
    properties:
      type.toLowerCase() === ACTION_GROUPS
        ? actionGroup(properties)
        : (withoutPrivate(properties) as MonitorResource['properties']),
    changedAt: timeOf(changed),
  };
}

/** ms of an ISO time; null where it is none. Azure writes `0001-01-01` for never. */
export function timeOf(text: string | null): number | null {
  const time = text === null ? NaN : Date.parse(text);
  return time > 0 ? time : null;
}

function actionGroup(properties: Row): MonitorResource['properties'] {
  const receivers = Object.entries(properties).flatMap(([field, value]) => {
    const kind = /^(\w+)Receivers$/.exec(field)?.[1];
    return kind !== undefined && Array.isArray(value) ? value.map((one) => receiver(kind, one)) : [];
  });
  return { groupShortName: textOf(properties, 'groupShortName'), enabled: properties.enabled, receivers };
}

/** People name a receiver after its address: then it has no name here. */
function receiver(kind: string, value: unknown): { kind: string; name: string | null } {
  const fields = jsonObject(value);
  const name = textOf(fields, 'name');
  const others = Object.entries(fields).flatMap(([field, text]) =>
    field !== 'name' && typeof text === 'string' && text.length > 3 ? [text.toLowerCase()] : [],
  );
  const tells =
    name === null ||
    /@|:\/\/|(?:\d[\s().+-]*){6}/.test(name) ||
    others.some((text) => name.toLowerCase().includes(text));
  return { kind, name: tells ? null : name };
}

function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutPrivate);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !PRIVATE.has(name.toLowerCase()))
      .map(([name, inner]) => [name, withoutPrivate(inner)]),
  );
}
