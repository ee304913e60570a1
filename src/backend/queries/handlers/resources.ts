import { resourceList } from '../resources/resourceList.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import { type ColumnSpec, shared } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { healthColumns } from '../columns/healthColumns.ts';
import { freshnessColumns, sectionFreshness, tagText } from '../columns/place.ts';
import {
  healthStateOf,
  healthValueOf,
  identity,
  ids,
  inventoryOf,
  reason,
  viewOf,
} from '../resources/resourceColumns.ts';
import { type ResourceRows, selectResources } from '../resources/resources.ts';

/** Every resource, whether Azure reports on its health or not. https://learn.microsoft.com/azure/governance/resource-graph/overview */
export const handler = defineQuery<ResourceRows>({
  select: (query, scope, context) =>
    selectResources(context, scope, query.filters, query.format === 'alerting' ? 'none' : 'all'),
  columns: [
    ...identity,
    ...healthColumns<ResourceRows>('State of the resource', healthValueOf, healthStateOf),
    reason,
    inventoryText('kind', 'Kind of the resource, where its type has kinds', (segment, at) => segment.kind(at)),
    inventoryText('sku', 'SKU of the resource', (segment, at) => segment.sku(at)),
    shared(
      'tags',
      'Tags of the resource, as name=value',
      (source, row) => inventoryOf(source, row, (segment, at) => segment.tags(at)),
      (tags) => tags && tagText(tags),
    ),
    ...freshnessColumns<ResourceRows>((source, row) =>
      (source.inventory[row] === NO_ROW ? fromHealth : fromInventory)(source, row),
    ),
    ...ids,
  ],
  ...resourceList,
  section: 'inventory',
});

const fromInventory = sectionFreshness<ResourceRows>('inventory', viewOf);
const fromHealth = sectionFreshness<ResourceRows>('resourceHealth', viewOf);

function inventoryText(
  name: string,
  description: string,
  read: Parameters<typeof inventoryOf<string>>[2],
): ColumnSpec<ResourceRows> {
  return shared(
    name,
    description,
    (source, row) => inventoryOf(source, row, read),
    (word) => word,
  );
}
