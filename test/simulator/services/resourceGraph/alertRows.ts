import type { Subscription } from '../../world/model.ts';
import type { Alert } from '../../world/alertModel.ts';
import { alertId, essentials } from '../alertsManagement/alertShapes.ts';
import type { Row } from './evaluate.ts';
import { EMPTY } from './row.ts';

/** A row of `alertsmanagementresources`: essentials as the alerts API has them. */
export function alertRow(alert: Alert, subscription: Subscription): Row {
  const found = essentials(alert);
  return {
    ...EMPTY,
    id: alertId(alert),
    name: alert.ruleName,
    type: 'microsoft.alertsmanagement/alerts',
    tenantId: subscription.tenantId,
    location: '',
    resourceGroup: String(found.targetResourceGroup ?? '').toLowerCase(),
    subscriptionId: subscription.id,
    properties: { essentials: found, context: alert.context ?? {} },
  };
}
