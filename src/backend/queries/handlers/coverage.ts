import { count, flag, number, shared, text } from '../columns/columns.ts';
import { defineQuery } from '../definition.ts';
import {
  coverageState,
  coverageValue,
  type Cover,
  type CoverRows,
  selectCoverage,
} from '../monitoring/coverageRows.ts';
import { itemAt, viewAt } from '../monitoring/sectionRows.ts';
import { freshnessColumns, portalColumn, sectionFreshness, subscriptionColumns } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';

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

/** What nobody watches. https://azure.github.io/azure-monitor-baseline-alerts/ */
export const handler = defineQuery<CoverRows>({
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
      { decimals: 0, mappings: LEVEL_MAPPINGS(['Covered', 'Partly', 'Missing']) },
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
    labels: ['customer', 'subscription', 'subscriptionId', 'resourceType'],
    value: 'coverageValue',
    watched: (source, row) => itemAt(source, row).wanted !== null && itemAt(source, row).read,
  },
  notices: (source) => source.notices,
});
