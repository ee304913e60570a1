import { count, flag, number, shared, text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { columnsOfAll, type QueryHandler } from '../handler.ts';
import {
  COVERAGE_BY,
  coverageGroupColumns,
  type CoverageBy,
  type CoverageGroups,
  groupCoverage,
} from '../monitoring/coverageGroups.ts';
import {
  COVERAGE_MAPPINGS,
  coverageState,
  coverageValue,
  type Cover,
  type CoverRows,
  selectCoverage,
} from '../monitoring/coverageRows.ts';
import { itemAt, viewAt } from '../monitoring/sectionRows.ts';
import { freshnessColumns, portalColumn, sectionFreshness, subscriptionColumns } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';

/** A number that nothing can be said of before rules were read. */
function counted(name: string, description: string, read: (cover: Cover) => number) {
  return number<CoverRows>(
    name,
    description,
    (source, row) => {
      const cover = itemAt(source, row);
      return cover.read ? read(cover) : null;
    },
    { decimals: 0 },
  );
}

const ALERTING = { labels: ['customer', 'subscription', 'subscriptionId', 'resourceType'], value: 'coverageValue' };

/** A type in a subscription a row. */
const rows = defineQuery<CoverRows>({
  select: selectCoverage,
  columns: [
    ...subscriptionColumns<CoverRows>(viewAt),
    shared(
      'resourceType',
      'Azure resource type; Microsoft.Resources/subscriptions is the subscription itself',
      (source, row) => itemAt(source, row).type,
      (type) => type,
    ),
    count('resources', 'Resources of the type', (source, row) => itemAt(source, row).resources),
    shared(
      'coverage',
      'Covered, Partly, Missing; NotInBaseline, or NotRead where the rules are not known',
      (source, row) => coverageState(itemAt(source, row)),
      (state) => state,
    ),
    number(
      'coverageValue',
      '0 watched as the baseline wants, 1 some resources lack something, 2 all do; null where the baseline has no such type or the rules are not known',
      (source, row) => coverageValue(itemAt(source, row)),
      { decimals: 0, mappings: COVERAGE_MAPPINGS },
    ),
    counted('missing', 'Resources that lack something of the baseline', ({ missing }) => missing),
    text(
      'lacking',
      'Kinds of rules that some of them lack',
      (source, row) => itemAt(source, row).lacking.join(', ') || null,
    ),
    text(
      'wanted',
      'Kinds of rules that the baseline wants',
      (source, row) => itemAt(source, row).wanted?.join(', ') ?? null,
    ),
    counted('withoutRule', 'Resources that no alert rule watches', ({ withoutRule }) => withoutRule),
    counted(
      'withoutResourceHealth',
      'Resources without a resource health alert',
      (cover) => cover.withoutResourceHealth,
    ),
    counted(
      'withoutActionGroup',
      'Resources that only rules watch which tell nobody',
      ({ withoutActionGroup }) => withoutActionGroup,
    ),
    flag('serviceHealthAlert', 'The subscription has a service health alert', (source, row) => {
      const cover = itemAt(source, row);
      return cover.read ? cover.serviceHealth : null;
    }),
    ...freshnessColumns<CoverRows>(sectionFreshness('alertRules', viewAt)),
    portalColumn((source, row) => {
      const { tenantId, subscriptionId } = viewAt(source, row).subscription;
      return portalUrl(source.reading.portal, tenantId, `/subscriptions/${subscriptionId}`);
    }),
  ],
  order: ['-coverageValue', '-missing', 'customer', 'subscription', 'resourceType'],
  section: 'alertRules',
  state: (source, row) => coverageState(itemAt(source, row)),
  alerting: {
    ...ALERTING,
    watched: (source, row) => itemAt(source, row).wanted !== null && itemAt(source, row).read,
  },
  notices: (source) => source.notices,
});

function groups(by: CoverageBy): QueryHandler {
  const others = new Set(by === 'customer' ? ['resourceType'] : ['customer', 'customerId']);
  return defineQuery<CoverageGroups>({
    select: (query, scope, context) => groupCoverage(by, query, scope, context),
    columns: coverageGroupColumns.filter(({ name }) => !others.has(name)),
    order: ['-coverageValue', '-missing', 'customer', 'resourceType'],
    section: 'alertRules',
    alerting: ALERTING,
    notices: (source) => source.notices,
  });
}

const grouped = { customer: groups('customer'), resourceType: groups('resourceType') };

/**
 * What nobody watches, or how much of it there is by customer or type. Alert rules watch each type in a subscription.
 * https://azure.github.io/azure-monitor-baseline-alerts/
 */
export const handler: QueryHandler = {
  columns: columnsOfAll(rows.columns, coverageGroupColumns),
  alerting: ALERTING,
  run: (query, context) => {
    const by = query.format === 'alerting' ? undefined : COVERAGE_BY.find((one) => one === query.grouping);
    return (by ? grouped[by] : rows).run(query, context);
  },
};
