import { defineQuery } from '../defineQuery.ts';
import { columnsOfAll, type QueryHandler } from '../handler.ts';
import { groupColumns } from '../monitoring/incidentGroupColumns.ts';
import { type By, groupIncidents, type IncidentGroups } from '../monitoring/incidentGroups.ts';
import { incidentColumns } from '../monitoring/incidentColumns.ts';
import { type IncidentRows, selectIncidents } from '../monitoring/incidentRows.ts';

const ALERTING = { labels: ['customer', 'customerId', 'severity'], value: 'fired' };

/** One fired alert a row. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview */
const rows = defineQuery<IncidentRows>({
  select: selectIncidents,
  columns: incidentColumns,
  order: ['-firing', 'severity', '-startDateTime'],
  section: 'alerts',
  alerting: { labels: ['alertId'], value: 'durationSeconds' },
  notices: (source) => source.notices,
});

/** Columns that say which group a row is. */
const NAMES: Record<By, readonly string[]> = {
  rule: ['customer', 'customerId', 'ruleName', 'ruleId'],
  customer: ['customer', 'customerId'],
  severity: ['severity'],
  customerSeverity: ['customer', 'customerId', 'severity'],
};

function groups(by: By): QueryHandler {
  const others = new Set(
    Object.values(NAMES)
      .flat()
      .filter((name) => !NAMES[by].includes(name)),
  );
  return defineQuery<IncidentGroups>({
    select: (query, scope, context) => groupIncidents(by, query, scope, context),
    columns: groupColumns.filter(({ name }) => !others.has(name)),
    order: by === 'severity' ? ['severity'] : ['-fired', 'customer', 'severity', 'ruleName'],
    section: 'alerts',
    alerting: { ...ALERTING, labels: ALERTING.labels.filter((name) => NAMES[by].includes(name)) },
    notices: (source) => source.notices,
  });
}

const grouped = { rule: groups('rule'), customer: groups('customer'), severity: groups('severity') };
const watched = groups('customerSeverity');

/** Fired alerts, or counts of them. Alert rules watch how many fire, by customer and severity. */
export const handler: QueryHandler = {
  columns: columnsOfAll(rows.columns, watched.columns, grouped.rule.columns),
  alerting: ALERTING,
  run: (query, context) => {
    if (query.format === 'alerting') {
      return watched.run(query, context);
    }
    const { grouping } = query;
    return (grouping !== null && grouping in grouped ? grouped[grouping as keyof typeof grouped] : rows).run(
      query,
      context,
    );
  },
};
