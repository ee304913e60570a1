import type { Steps } from '../../common/slices.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import { SECTIONS } from '../../estate/model/sections.ts';
import { partGroupColumns, type PartGroups, groupParts, type PartsBy } from '../collection/partGroups.ts';
import { type Parts, selectParts, valueOfPart } from '../collection/parts.ts';
import { type ColumnSpec, count, number, shared, text, time } from '../columns/columns.ts';
import { firstByRank } from '../columns/firstByRank.ts';
import { sortRows } from '../columns/sort.ts';
import { defineQuery } from '../defineQuery.ts';
import { freshnessOfPart } from '../absence/freshness.ts';
import { columnsOfAll, type QueryHandler } from '../handler.ts';
import { freshnessColumns, tenantColumns } from '../columns/place.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';

const columns: readonly ColumnSpec<Parts>[] = [
  shared(
    'section',
    'What is collected',
    (source, row) => at(source, row).section,
    (section) => section,
  ),
  ...tenantColumns<Parts>((source, row) => source.reading.snapshot.tenants.get(at(source, row).tenantId)),
  text(
    'subscription',
    'Name of the Azure subscription',
    (source, row) =>
      source.reading.snapshot.subscriptions.get(at(source, row).subscriptionId)?.subscription.name ?? null,
  ),
  text('subscriptionId', 'Azure subscription id', (source, row) => at(source, row).subscriptionId || null),
  shared(
    'outcome',
    'How the last attempt went: ok, failed, skipped, or pending when there was none',
    (source, row) => at(source, row).outcome,
    (word) => word,
  ),
  number(
    'collectorValue',
    '0 fine or skipped for a reason, 1 overdue or never tried, 2 the last attempt failed',
    (source, row) => valueOfPart(at(source, row), source.reading.now),
    { required: true, decimals: 0, mappings: LEVEL_MAPPINGS(['Fine', 'Overdue', 'Failed']) },
  ),
  text('error', 'What went wrong and what to do', (source, row) => at(source, row).error?.sentence ?? null),
  text('errorCode', 'Code of the error', (source, row) => at(source, row).error?.code ?? null),
  count('failures', 'Attempts that failed since the last good one', (source, row) => at(source, row).failures),
  count('rows', 'Rows held', (source, row) => at(source, row).rows),
  text(
    'issues',
    'Rows of the last good read that were left out, and why',
    (source, row) => at(source, row).issues.join(' ') || null,
  ),
  time('lastStart', 'When the last attempt began', (source, row) => at(source, row).lastStartAt),
  time('lastFinish', 'When it ended', (source, row) => at(source, row).lastFinishAt),
  number('durationMs', 'How long it took', (source, row) => at(source, row).durationMs, {
    displayNameFromDS: 'Duration',
    unit: 'ms',
  }),
  time('next', 'When the next one is due', (source, row) => at(source, row).nextAt),
  number('intervalSeconds', 'How often it is read', (source, row) => at(source, row).intervalMs / 1000, {
    unit: 's',
  }),
  number(
    'stretch',
    'How many times that the reads are apart at present, because Microsoft throttles; 1 when it does not',
    (source, row) => at(source, row).stretch,
    { decimals: 0 },
  ),
  time(
    'heldBackSince',
    'Since when it is not asked for, because its tenant can not be read and only a probe is sent; null when it is',
    (source, row) => at(source, row).heldBackSince,
  ),
  ...freshnessColumns<Parts>((source, row) => freshnessOfPart(at(source, row))),
];

const ORDER = ['-collectorValue', 'section', 'customer', 'subscription'];
const SECTIONS_IN_ORDER = new Map([...SECTIONS].sort().map((section, index) => [section, index]));

/** One row a part of the estate: what was read when, and what failed. */
const parts = defineQuery<Parts>({
  select: (query, scope, context) => selectParts(scope, query.filters, context),
  columns,
  order: ORDER,
  first: worstPartsFirst,
  section: 'customers',
  state: (source, row) => at(source, row).outcome,
  alerting: { labels: ['section', 'customer', 'tenantId', 'subscription', 'subscriptionId'], value: 'collectorValue' },
});

/** There are ten parts for each subscription: only those of the sections that come first are sorted. */
function* worstPartsFirst(source: Parts, limit: number): Steps<Uint32Array> {
  const ranks = SECTIONS_IN_ORDER.size;
  const rankOf = (row: number) => {
    const part = at(source, row);
    const worst = 2 - valueOfPart(part, source.reading.now);
    return worst * ranks + (SECTIONS_IN_ORDER.get(part.section) as number);
  };
  const rows = yield* firstByRank(source.length, 3 * ranks, rankOf, limit);
  return yield* sortRows(source, rows, columns, ORDER, limit);
}

function at(source: Parts, row: number): PartStatus {
  return source.parts[row] as PartStatus;
}

function groups(by: PartsBy): QueryHandler {
  return defineQuery<PartGroups>({
    *select(query, scope, context) {
      return yield* groupParts(yield* selectParts(scope, query.filters, context), by);
    },
    columns: partGroupColumns(by),
    order: ['-collectorValue', 'section', ...(by === 'tenant' ? ['customer'] : [])],
    section: 'customers',
    alerting: { labels: by === 'tenant' ? ['section', 'customer', 'tenantId'] : ['section'], value: 'collectorValue' },
  });
}

const grouped = { tenant: groups('tenant'), section: groups('section') };

/** Parts of the estate, or how each section does, of each tenant or of all. */
export const handler: QueryHandler = {
  columns: columnsOfAll(columns, grouped.tenant.columns),
  alerting: parts.alerting,
  run: (query, context) => {
    const { grouping } = query;
    return (grouping === 'tenant' || grouping === 'section' ? grouped[grouping] : parts).run(query, context);
  },
};
