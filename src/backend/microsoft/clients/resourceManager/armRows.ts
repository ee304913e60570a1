import { lastName } from '../../../../shared/resourceId.ts';
import type { ArmSubscription, ArmTenant } from '../../api/directoryApi.ts';
import type { ArmResource, ArmResourceGroup } from '../../api/inventoryApi.ts';
import { type Note, recordOf, type Row, tagsOf, textOf } from '../rows.ts';

/** A tenant, or why the row is none. https://learn.microsoft.com/rest/api/resources/tenants/list */
export function readTenant(row: Row): ArmTenant | string {
  const tenantId = textOf(row, 'tenantId');
  return tenantId === null
    ? 'it has no tenantId'
    : {
        tenantId: tenantId.toLowerCase(),
        displayName: textOf(row, 'displayName'),
        defaultDomain: textOf(row, 'defaultDomain'),
        category: textOf(row, 'tenantCategory'),
      };
}

/** https://learn.microsoft.com/rest/api/resources/subscriptions/list */
export function readSubscription(row: Row, note: Note): ArmSubscription | string {
  const subscriptionId = textOf(row, 'subscriptionId');
  const tenantId = textOf(row, 'tenantId');
  if (subscriptionId === null) {
    return 'it has no subscriptionId';
  }
  if (tenantId === null) {
    return 'it has no tenantId';
  }
  return {
    subscriptionId: subscriptionId.toLowerCase(),
    displayName: textOf(row, 'displayName') ?? subscriptionId,
    tenantId: tenantId.toLowerCase(),
    state: textOf(row, 'state') ?? 'Unknown',
    tags: tagsOf(row, note),
  };
}

/** A resource group from Resource Manager, or from Resource Graph when that was asked for the same columns. */
export function readResourceGroup(row: Row, note: Note): ArmResourceGroup | string {
  const id = textOf(row, 'id');
  return id === null
    ? 'it has no id'
    : {
        id,
        name: textOf(row, 'name') ?? lastName(id),
        location: textOf(row, 'location') ?? '',
        tags: tagsOf(row, note),
      };
}

/** A resource from Resource Manager, or from Resource Graph when that was asked for the same columns. */
export function readResource(row: Row, note: Note): ArmResource | string {
  const id = textOf(row, 'id');
  const type = textOf(row, 'type');
  if (id === null) {
    return 'it has no id';
  }
  if (type === null) {
    return 'it has no type';
  }
  return {
    id,
    // A nested resource is `server/database` to Resource Manager and `database` to Resource Graph: one name, whoever answers.
    name: lastName(textOf(row, 'name') ?? id),
    type,
    location: textOf(row, 'location') ?? '',
    kind: textOf(row, 'kind'),
    sku: textOf(recordOf(row, 'sku'), 'name') ?? textOf(row, 'sku'),
    tags: tagsOf(row, note),
  };
}
