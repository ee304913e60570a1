import { subscriptionOfId } from '../../../../shared/resourceId.ts';
import { jsonObject } from '../../../../shared/json.ts';
import type { ResourceChangeRecord } from '../../api/inventoryApi.ts';
import { recordOf, type Row, textOf } from '../rows.ts';

/** Properties of one record that are kept: a redeployment can touch hundreds. */
const MOST_PROPERTIES = 20;
/** Length that values are cut to. */
const MOST_TEXT = 200;

/** Changes to resources, and to resource groups and subscriptions, which have a table of their own. */
export const CHANGE_TABLES = ['resourcechanges', 'resourcecontainerchanges'] as const;

/** Azure's change tables: https://learn.microsoft.com/azure/governance/resource-graph/changes/get-resource-changes */
export function resourceChangesQuery(table: (typeof CHANGE_TABLES)[number], since: number): string {
  const time = new Date(since).toISOString();
  return `${table} | where todatetime(properties.changeAttributes.timestamp) >= todatetime('${time}') | project id, name, properties | order by id asc`;
}

/** A record of a change, or why the row is none. */
export function readResourceChange(row: Row): ResourceChangeRecord | string {
  const id = textOf(row, 'id');
  const properties = recordOf(row, 'properties');
  const attributes = recordOf(properties, 'changeAttributes');
  const resourceId = textOf(properties, 'targetResourceId');
  const at = Date.parse(textOf(attributes, 'timestamp') ?? '');
  if (id === null || resourceId === null) {
    return id === null ? 'it has no id' : 'it names no resource';
  }
  if (Number.isNaN(at)) {
    return 'it has no time';
  }
  const changes = Object.entries(recordOf(properties, 'changes'));
  const count = attributes.changesCount;
  return {
    id,
    subscriptionId: subscriptionOfId(resourceId) ?? '',
    resourceId,
    resourceType: textOf(properties, 'targetResourceType'),
    changeType: textOf(properties, 'changeType') ?? 'Unknown',
    at,
    changedBy: textOf(attributes, 'changedBy'),
    changedByType: textOf(attributes, 'changedByType'),
    clientType: textOf(attributes, 'clientType'),
    operation: textOf(attributes, 'operation'),
    correlationId: textOf(attributes, 'correlationId'),
    properties: changes.slice(0, MOST_PROPERTIES).map(([path, change]) => readProperty(path, change)),
    propertyCount: typeof count === 'number' ? count : changes.length,
  };
}

function readProperty(path: string, change: unknown): ResourceChangeRecord['properties'][number] {
  const fields = jsonObject(change);
  return { path, from: valueOf(fields.previousValue), to: valueOf(fields.newValue) };
}

function valueOf(value: unknown): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
