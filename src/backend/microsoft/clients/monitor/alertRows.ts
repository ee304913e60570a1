import { lastName } from '../../../../shared/resourceId.ts';
import type { AlertModification, FiredAlert } from '../../api/monitoring.ts';
import { type Note, recordOf, type Row, textOf } from '../rows.ts';
import { timeOf } from './monitorResource.ts';

/** A fired alert: Resource Graph gives its essentials alone, Alerts Management among the properties. */
export function readAlert(row: Row, note: Note): FiredAlert | string {
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const essentials =
    typeof row.essentials === 'object'
      ? recordOf(row, 'essentials')
      : recordOf(recordOf(row, 'properties'), 'essentials');
  const text = (name: string) => textOf(essentials, name);
  const startedAt = timeOf(text('startDateTime'));
  if (startedAt === null) {
    note('Azure gave no time when it fired');
  }
  return {
    id,
    alertId: lastName(id).toLowerCase(),
    name: textOf(row, 'name') ?? '',
    severity: text('severity'),
    signalType: text('signalType'),
    alertState: text('alertState'),
    monitorCondition: text('monitorCondition'),
    monitorService: text('monitorService'),
    targetResource: text('targetResource'),
    targetResourceName: text('targetResourceName'),
    targetResourceGroup: text('targetResourceGroup'),
    targetResourceType: text('targetResourceType'),
    alertRule: text('alertRule'),
    description: text('description'),
    startedAt,
    modifiedAt: timeOf(text('lastModifiedDateTime')),
    resolvedAt: timeOf(text('monitorConditionResolvedDateTime')),
    modifiedBy: text('lastModifiedUserName'),
    suppressed: recordOf(essentials, 'actionStatus').isSuppressed === true,
  };
}

/** https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts/get-history */
export function readModification(row: Row): AlertModification {
  return {
    at: timeOf(textOf(row, 'modifiedAt')),
    event: textOf(row, 'modificationEvent') ?? 'Unknown',
    from: textOf(row, 'oldValue'),
    to: textOf(row, 'newValue'),
    by: textOf(row, 'modifiedBy'),
    comments: textOf(row, 'comments'),
  };
}
