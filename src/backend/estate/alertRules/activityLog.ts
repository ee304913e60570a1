import { field, type Fields, inner, records, text, texts } from './fields.ts';
import { anyOf } from './words.ts';

/** Azure's names of activity log fields, for people. Others are shown as they are. */
const NAMES: Readonly<Record<string, string>> = {
  resourceid: 'resource',
  resourcegroup: 'resource group',
  resourcetype: 'resource type',
  resourceprovider: 'resource provider',
  operationname: 'operation',
  'properties.incidenttype': 'event type',
  'properties.impactedservices[*].servicename': 'service',
  'properties.impactedservices[*].impactedregions[*].regionname': 'region',
  'properties.currenthealthstatus': 'health now',
  'properties.previoushealthstatus': 'health before',
};

/** Condition of an activity log alert in words: `category is ServiceHealth and event type is Incident or Maintenance`. https://learn.microsoft.com/azure/azure-monitor/alerts/activity-log-alerts */
export function activityLogCondition(properties: Fields): string {
  const all = leaves(properties).map(leaf).filter(Boolean);
  return all.length === 0 ? 'no condition given' : all.join(' and ');
}

/** Values that a field must have one of; null where the rule doesn't narrow it. Compared in lower case. */
export function narrowed(properties: Fields, name: string): ReadonlySet<string> | null {
  for (const one of leaves(properties)) {
    const any = records(one, 'anyOf');
    const same = (any.length > 0 ? any : [one]).filter(
      (part) => text(part, 'field')?.toLowerCase() === name.toLowerCase(),
    );
    if (same.length > 0) {
      return new Set(same.flatMap(valuesOf).map((value) => value.toLowerCase()));
    }
  }
  return null;
}

/** What the alert is about: Service Health, Resource Health, or any other part of the activity log. */
export function activityLogKind(properties: Fields): 'serviceHealth' | 'resourceHealth' | 'activityLog' {
  const categories = narrowed(properties, 'category');
  return categories?.has('servicehealth')
    ? 'serviceHealth'
    : categories?.has('resourcehealth')
      ? 'resourceHealth'
      : 'activityLog';
}

function leaves(properties: Fields): readonly Fields[] {
  return records(inner(properties, 'condition'), 'allOf');
}

function leaf(one: Fields): string {
  const any = records(one, 'anyOf');
  if (any.length > 0) {
    const fields = new Set(any.map((part) => text(part, 'field') ?? '?'));
    return fields.size === 1
      ? said([...fields][0] as string, any.flatMap(valuesOf))
      : `(${any.map((part) => said(text(part, 'field') ?? '?', valuesOf(part))).join(' or ')})`;
  }
  return text(one, 'field') === null ? '' : said(text(one, 'field') as string, valuesOf(one));
}

function said(name: string, values: readonly string[]): string {
  return `${NAMES[name.toLowerCase()] ?? name} is ${anyOf(values)}`;
}

function valuesOf(one: Fields): readonly string[] {
  const equals = field(one, 'equals');
  return equals === undefined || equals === null ? texts(one, 'containsAny') : [String(equals)];
}
