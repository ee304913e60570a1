import type { Notice } from '../../common/table.ts';
import { type CallGrouping, type CallGroups, callGroupColumns, GROUP_NAMES, groupCalls } from '../calls/callGroups.ts';
import { callColumns, type CallRows, selectCalls } from '../calls/callRows.ts';
import { defineQuery } from '../defineQuery.ts';
import { columnsOfAll, type QueryHandler } from '../handler.ts';

const ALERTING = { labels: ['customer', 'tenantId'], value: 'failed' };

/** One call to Microsoft a row, retries included. */
const rows = defineQuery<CallRows>({
  select: selectCalls,
  columns: callColumns,
  order: ['-time'],
  section: 'customers',
  selectsState: true,
  alerting: { labels: ['requestId'], value: 'durationMs' },
  notices: (source) => source.notices,
  absence,
});

function groups(by: CallGrouping, all = false): QueryHandler {
  const others = new Set(
    Object.values(GROUP_NAMES)
      .flat()
      .filter((name) => !GROUP_NAMES[by].includes(name)),
  );
  return defineQuery<CallGroups>({
    select: (query, scope, context) => groupCalls(by, query, scope, context, all),
    columns: callGroupColumns.filter(({ name }) => !others.has(name)),
    order: by === 'status' ? ['status'] : ['-calls', by],
    section: 'customers',
    selectsState: true,
    alerting: ALERTING,
    notices: (source) => source.notices,
    absence,
  });
}

const grouped = { api: groups('api'), tenant: groups('tenant'), status: groups('status'), reason: groups('reason') };
const watched = groups('tenant', true);

/** Calls to Microsoft of the last seven days, or counts of them. Alert rules watch how many failed, by tenant. */
export const handler: QueryHandler = {
  columns: columnsOfAll(rows.columns, watched.columns),
  alerting: ALERTING,
  run: (query, context) => {
    if (query.format === 'alerting') {
      return watched.run(query, context);
    }
    const { grouping } = query;
    return (grouping !== null && grouping in grouped ? grouped[grouping as CallGrouping] : rows).run(query, context);
  },
};

function absence(): Notice[] {
  return [
    {
      severity: 'info',
      text: 'Nothing to show: no call to Microsoft in this time range fits the filters. Calls are kept for seven days.',
    },
  ];
}
