import { isStale, type PartStatus } from '../../estate/model.ts';
import { count, number, type Rows, shared, text, time } from '../columns.ts';
import type { QueryContext } from '../context.ts';
import { defineQuery } from '../definition.ts';
import { freshnessOfPart } from '../freshness.ts';
import { freshnessColumns, tenantColumns } from '../place.ts';
import type { Filters } from '../query.ts';
import type { Scope } from '../scope.ts';
import { LEVEL_MAPPINGS } from '../states.ts';

interface Parts extends Rows {
  parts: readonly PartStatus[];
}

/** One row a part of the estate (section, tenant, subscription): what was read when, and what failed. */
export const handler = defineQuery<Parts>({
  select: (query, scope, context) => select(scope, query.filters, context),
  columns: [
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
      (source, row) => valueOf(at(source, row), source.reading.now),
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
    ...freshnessColumns<Parts>((source, row) => freshnessOfPart(at(source, row))),
  ],
  order: ['-collectorValue', 'section', 'customer', 'subscription'],
  section: 'customers',
  state: (source, row) => at(source, row).outcome,
  alerting: { labels: ['section', 'customer', 'tenantId', 'subscription', 'subscriptionId'], value: 'collectorValue' },
});

function at(source: Parts, row: number): PartStatus {
  return source.parts[row] as PartStatus;
}

/** The part that covers all tenants belongs to no narrower scope. */
function select(scope: Scope, filters: Filters, context: QueryContext): Parts {
  const parts = [...context.snapshot.parts()];
  const tenants = new Set(scope.tenants.map((tenant) => tenant.tenantId));
  const subscriptions = filters.subscription && new Set(scope.views().map((view) => view.subscription.subscriptionId));
  const kept = parts.filter((part) =>
    part.tenantId === ''
      ? scope.everything
      : tenants.has(part.tenantId) && (!subscriptions || subscriptions.has(part.subscriptionId)),
  );
  return { reading: context, parts: kept, length: kept.length };
}

function valueOf(part: PartStatus, now: number): number {
  if (part.outcome === 'failed') {
    return 2;
  }
  return part.outcome === 'pending' || isStale(part, now) ? 1 : 0;
}
