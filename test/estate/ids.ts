import type { IdColumn } from '../../src/backend/estate/segments/idColumn.ts';
import { IdColumnBuilder } from '../../src/backend/estate/segments/idColumnBuilder.ts';
import { resourceId, SUBSCRIPTION } from './rows.ts';

/** Ids as Azure gives them, and some that no one should. No two are equal without case. */
export function nastyIds(): string[] {
  return [
    resourceId('vm1'),
    resourceId('vm2').replace('resourceGroups', 'resourcegroups').toLowerCase(),
    resourceId('VM3').toUpperCase(),
    resourceId('srv/databases/db', 'Microsoft.Sql/servers'),
    resourceId('Größe-☃-名前'),
    resourceId('vm4', 'microsoft.compute/virtualMachines', 'RG Web (1)'),
    resourceId('vm5').replace(SUBSCRIPTION, SUBSCRIPTION.toUpperCase()),
    `${resourceId('vm6')}/providers/Microsoft.Insights/diagnosticSettings/all`,
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/pricings/Default`,
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-only`,
    `${resourceId('half')}/extensions`,
    `${resourceId('slash')}/`,
    `${resourceId('double')}//x/y`,
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/Providers/Microsoft.Web/sites/mixed`,
    'no/leading/slash/providers/Microsoft.Web/sites/a',
    '~marker',
    '^marker/providers/Microsoft.Web/sites/a',
    '=marker',
    'İ/providers/Microsoft.Web/sites/dotted',
    '/',
  ];
}

export function finishIds(ids: readonly string[], previous?: IdColumn): IdColumn {
  const builder = new IdColumnBuilder(SUBSCRIPTION, (text) => text);
  ids.forEach((id) => builder.add(id));
  return builder.build(previous);
}
