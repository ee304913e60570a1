import { type ChangeRow } from '../changes/changeRow.ts';
import { fromFeed } from '../changes/feedChanges.ts';
import { fromAzure } from '../changes/azureChanges.ts';
import { resourceGroupId, parseResourceId, lastName } from '../../../shared/resourceId.ts';
import type { Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { number, type Rows, text, time } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { defineQuery } from '../defineQuery.ts';
import { freshnessOfPart } from '../absence/freshness.ts';
import { freshnessColumns, portalColumn, PORTAL_LINK, tenantColumns, subscriptionNames } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import type { Filters } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';

interface ChangeRows extends Rows {
  readonly changes: readonly ChangeRow[];
  readonly notices: Notice[];
}

/** What came, went, scaled or changed in the time range: Azure's own records, and what two of our pictures differ in. */
export const handler = defineQuery<ChangeRows>({
  select,
  columns: [
    time('time', 'When it changed', (source, row) => at(source, row).at),
    text('title', 'What changed, in a few words', (source, row) => at(source, row).title, { required: true }),
    text('text', 'Properties that changed, with the values before and after', (source, row) => at(source, row).detail),
    text('tags', 'Customer, kind of change and resource type, for annotations', (source, row) =>
      tagsOf(source, at(source, row)),
    ),
    text('change', 'Created, Updated, Deleted, Scaled, HealthChanged, …', (source, row) => at(source, row).change),
    ...tenantColumns<ChangeRows>((source, row) => at(source, row).tenant ?? undefined),
    ...subscriptionNames<ChangeRows>((source, row) => at(source, row).view),
    text(
      'resourceGroup',
      'Name of the resource group',
      (source, row) => parseResourceId(at(source, row).id)?.resourceGroup ?? null,
    ),
    text('resource', 'Name of what changed', (source, row) => nameOf(at(source, row)), PORTAL_LINK),
    text('resourceType', 'Azure resource type', (source, row) => parseResourceId(at(source, row).id)?.type ?? null),
    text('changedBy', 'Who changed it, where Azure knows', (source, row) => at(source, row).changedBy),
    text(
      'clientType',
      'With what it was changed: Azure Portal, Azure CLI, …',
      (source, row) => at(source, row).clientType,
    ),
    text(
      'source',
      'Azure: its own record. Plugin: the difference between two reads',
      (source, row) => at(source, row).source,
    ),
    number('count', 'One a row, for counting', () => 1),
    ...freshnessColumns<ChangeRows>((source, row) => freshnessOf(source, at(source, row))),
    text('resourceId', 'Azure Resource Manager id of what changed', (source, row) => at(source, row).id),
    portalColumn<ChangeRows>((source, row) => pageOf(source, at(source, row))),
  ],
  order: ['-time', 'customer', 'title'],
  section: 'resourceChanges',
  state: (source, row) => at(source, row).change,
  alerting: { labels: ['customer', 'subscriptionId', 'resourceId', 'change', 'title', 'source'], value: 'count' },
  notices: (source) => source.notices,
});

function* select(query: CheckedQuery, scope: Scope, context: QueryContext): Steps<ChangeRows> {
  const rows = [...(yield* fromAzure(scope, context)), ...(yield* fromFeed(query, scope, context))];
  const kept = latestOnly(
    query,
    rows.filter((row) => passes(row, query.filters)),
  );
  const { first } = context.changes;
  const oldest = context.changes.since(0)[0];
  const notices: Notice[] =
    first > 1 && oldest && oldest.at > context.from
      ? [{ severity: 'info', text: `Differences between reads are kept since ${new Date(oldest.at).toISOString()}.` }]
      : [];
  return { reading: context, length: kept.length, changes: kept, notices };
}

/** Alert labels must be unique: of several equal ones within the range the newest stays. */
function latestOnly(query: CheckedQuery, rows: ChangeRow[]): ChangeRow[] {
  if (query.format !== 'alerting') {
    return rows;
  }
  const newest = new Map<string, ChangeRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.id.toLowerCase(), row.change, row.title, row.source]);
    if ((newest.get(key)?.at ?? -Infinity) < row.at) {
      newest.set(key, row);
    }
  }
  return [...newest.values()];
}

function passes({ id, view }: ChangeRow, filters: Filters): boolean {
  const parsed = parseResourceId(id);
  const among = (name: 'resourceGroup' | 'resource' | 'resourceType', ...candidates: (string | undefined)[]) => {
    const values = filters[name];
    return !values || candidates.some((one) => one !== undefined && values.has(one.toLowerCase()));
  };
  const group = parsed?.resourceGroup;
  const groupId = group && view ? resourceGroupId(view.subscription.subscriptionId, group) : undefined;
  return (
    among('resourceGroup', group, groupId) && among('resource', id, parsed?.name) && among('resourceType', parsed?.type)
  );
}

function at(source: ChangeRows, row: number): ChangeRow {
  return source.changes[row] as ChangeRow;
}

function nameOf({ id, view, tenant }: ChangeRow): string {
  return id.startsWith('/') ? lastName(id) : (view?.subscription.name ?? tenant?.name ?? id);
}

function tagsOf({ reading }: ChangeRows, { change, tenant, id }: ChangeRow): string | null {
  const customer = tenant && (reading.snapshot.customers.get(tenant.customerId)?.name ?? tenant.name);
  return [customer, change, parseResourceId(id)?.type].filter(Boolean).join(',') || null;
}

function freshnessOf({ reading }: ChangeRows, { view, tenant }: ChangeRow) {
  const { tenantId = '', subscriptionId = '' } = view?.subscription ?? { tenantId: tenant?.tenantId };
  return freshnessOfPart(reading.snapshot.part('resourceChanges', tenantId, subscriptionId));
}

function pageOf({ reading }: ChangeRows, { tenant, id, view }: ChangeRow): string | null {
  const path = id.startsWith('/') ? id : view ? `/subscriptions/${view.subscription.subscriptionId}` : null;
  return tenant && path !== null ? portalUrl(reading.portal, tenant.tenantId, path) : null;
}
