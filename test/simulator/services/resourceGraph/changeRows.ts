import { guid } from '../../core/random.ts';
import type { Subscription } from '../../world/model.ts';
import type { EstateChange } from '../../world/monitoringModel.ts';
import type { Row } from './evaluate.ts';
import { EMPTY } from './row.ts';

/** Resource Graph keeps changes for 14 days. https://learn.microsoft.com/azure/governance/resource-graph/changes/get-resource-changes */
export const CHANGES_KEPT_MS = 14 * 24 * 3600 * 1000;

/** Whether a change is about a group or a subscription, which have a table of their own. */
export function isContainerChange(change: EstateChange): boolean {
  return /^microsoft\.resources\/subscriptions(\/resourcegroups)?$/i.test(change.targetType);
}

/** A row of `resourcechanges` or `resourcecontainerchanges`. */
export function changeRow(change: EstateChange, subscription: Subscription): Row {
  const [, resourceGroup = ''] = /\/resourceGroups\/([^/]+)/i.exec(change.targetId) ?? [];
  const changed = Object.entries(change.properties);
  return {
    ...EMPTY,
    id: `${change.targetId}/providers/Microsoft.Resources/changes/${change.id}`,
    name: change.id,
    type: 'microsoft.resources/changes',
    tenantId: subscription.tenantId,
    location: '',
    resourceGroup: resourceGroup.toLowerCase(),
    subscriptionId: subscription.id,
    properties: {
      targetResourceId: change.targetId,
      targetResourceType: change.targetType.toLowerCase(),
      changeType: change.type,
      changeAttributes: {
        timestamp: new Date(change.at).toISOString(),
        correlationId: guid(`correlation ${change.id}`),
        changedBy: change.by,
        changedByType: change.byType,
        clientType: change.client,
        operation: change.operation,
        previousResourceSnapshotId: guid(`snapshot before ${change.id}`),
        newResourceSnapshotId: guid(`snapshot after ${change.id}`),
        changesCount: changed.length,
      },
      changes: Object.fromEntries(
        changed.map(([path, { from, to }]) => [
          path,
          {
            newValue: wireValue(to),
            previousValue: wireValue(from),
            propertyChangeType: from === null ? 'Insert' : to === null ? 'Remove' : 'Update',
            changeCategory: change.byType === 'System' ? 'System' : 'User',
          },
        ]),
      ),
    },
  };
}

/** Values are text in this table. */
function wireValue(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
