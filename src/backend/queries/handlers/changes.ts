import { resourceGroupId, parseResourceId, resourceKey } from '../../../shared/resourceId.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { FeedChange } from '../../estate/model/change.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { ResourceChange } from '../../estate/rows/resourceChange.ts';
import { number, type Rows, text, time } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { defineQuery } from '../defineQuery.ts';
import { freshnessOfPart } from '../absence/freshness.ts';
import { freshnessColumns, portalColumn, PORTAL_LINK, tenantColumns, subscriptionNames } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import type { CheckedQuery, Filters } from '../query.ts';
import type { Scope } from '../scope.ts';

/** One thing that changed, by whoever noted it. */
interface ChangeRow {
  at: number;
  change: string;
  title: string;
  detail: string | null;
  tenant: Tenant | null;
  view: SubscriptionView | null;
  /** ARM id, or the id of a subscription or customer. */
  id: string;
  changedBy: string | null;
  clientType: string | null;
  source: 'Azure' | 'Plugin';
}

interface ChangeRows extends Rows {
  readonly changes: readonly ChangeRow[];
  readonly notices: Notice[];
}

/** What Azure's change types are called here; others pass through. */
const TYPES: Readonly<Record<string, string>> = { create: 'Created', update: 'Updated', delete: 'Deleted' };
/** What our own feed knows that Azure's table doesn't have, or has too late. */
const KINDS: Partial<Record<FeedChange['kind'], string>> = {
  resourceAdded: 'Created',
  resourceRemoved: 'Deleted',
  subscriptionAdded: 'SubscriptionAdded',
  subscriptionRemoved: 'SubscriptionRemoved',
  subscriptionStateChanged: 'SubscriptionStateChanged',
  customerAdded: 'CustomerAdded',
  customerRemoved: 'CustomerRemoved',
  healthChanged: 'HealthChanged',
};
/** Properties that say how big a resource is. */
const SIZE =
  /^(?:sku(?:\.|$)|properties\.hardwareProfile\.vmSize$|properties\.(?:agentPoolProfiles.*\.)?(?:count|capacity|instanceCount)$)/i;
/** Azure notes a change itself within this time of our seeing it: both are one. */
const SAME_MS = 60 * 60_000;

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

function* fromAzure(scope: Scope, { snapshot, from, to }: QueryContext): Steps<ChangeRow[]> {
  const rows: ChangeRow[] = [];
  for (const view of scope.views()) {
    const tenant = snapshot.tenants.get(view.subscription.tenantId) ?? null;
    for (const change of view.rows.resourceChanges ?? []) {
      if (change.at >= from && change.at < to) {
        const kind = kindOf(change);
        rows.push({
          ...{ at: change.at, change: kind, title: `${kind}: ${lastName(change.resourceId)}` },
          ...{ detail: detailOf(change), tenant, view, id: change.resourceId },
          ...{ changedBy: change.changedBy, clientType: change.clientType, source: 'Azure' },
        });
      }
    }
    yield;
  }
  return rows;
}

function* fromFeed(
  { filters }: CheckedQuery,
  scope: Scope,
  { snapshot, changes, from, to }: QueryContext,
): Steps<ChangeRow[]> {
  const tenants = new Set(scope.tenants.map((tenant) => tenant.tenantId));
  const views = new Map(scope.views().map((view) => [view.subscription.subscriptionId, view]));
  const noted = new Map<SubscriptionView, Set<string>>();
  const rows: ChangeRow[] = [];
  for (const [index, change] of changes.since(0).entries()) {
    const kind = KINDS[change.kind];
    const view = views.get(change.subscriptionId) ?? null;
    const inScope = scope.everything || view !== null || (!filters.subscription && tenants.has(change.tenantId));
    if (kind && change.at >= from && change.at < to && inScope && !(view && isNoted(noted, view, change))) {
      rows.push(ofFeed(change, kind, view, snapshot.tenants.get(change.tenantId) ?? null));
    }
    if (index % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return rows;
}

function ofFeed(change: FeedChange, kind: string, view: SubscriptionView | null, tenant: Tenant | null): ChangeRow {
  const { at, id, from, to } = change;
  const name = change.title ?? (id.startsWith('/') ? lastName(id) : (view?.subscription.name ?? tenant?.name ?? id));
  const detail = from === null && to === null ? null : `${from ?? 'nothing'} → ${to ?? 'nothing'}`;
  const title = `${kind}: ${name}`;
  return { at, change: kind, title, detail, tenant, view, id, changedBy: null, clientType: null, source: 'Plugin' };
}

/** Azure's own record of a creation or deletion says more than ours: who, and when exactly. */
function isNoted(noted: Map<SubscriptionView, Set<string>>, view: SubscriptionView, change: FeedChange): boolean {
  if (change.kind !== 'resourceAdded' && change.kind !== 'resourceRemoved') {
    return false;
  }
  let keys = noted.get(view);
  if (!keys) {
    const slots = (at: number) => [Math.floor(at / SAME_MS), Math.floor(at / SAME_MS) + 1];
    keys = new Set(
      (view.rows.resourceChanges ?? []).flatMap((one) =>
        slots(one.at).map((slot) => `${TYPES[one.changeType.toLowerCase()]}/${slot}/${resourceKey(one.resourceId)}`),
      ),
    );
    noted.set(view, keys);
  }
  return keys.has(`${KINDS[change.kind]}/${Math.floor(change.at / SAME_MS)}/${resourceKey(change.id)}`);
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

function kindOf({ changeType, properties }: ResourceChange): string {
  const kind = TYPES[changeType.toLowerCase()] ?? changeType;
  return kind === 'Updated' && properties.some(({ path }) => SIZE.test(path)) ? 'Scaled' : kind;
}

function detailOf({ properties, propertyCount, operation }: ResourceChange): string | null {
  const lines = properties.map(({ path, from, to }) => `${path}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`);
  const more = propertyCount > properties.length ? [`and ${propertyCount - properties.length} more`] : [];
  return [...lines, ...more].join('; ') || operation;
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

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
