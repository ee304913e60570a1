import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { Customer } from '../../estate/model/tenants.ts';
import { type ColumnSpec, count, number, type Rows, text } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { type Freshness, NO_FRESHNESS, oldest } from '../absence/freshness.ts';
import { customerColumns, freshnessColumns, sectionFreshness } from '../columns/place.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import {
  type Cover,
  COVERAGE_MAPPINGS,
  coverageState,
  coverageValue,
  type CoverRows,
  selectCoverage,
} from './coverageRows.ts';
import { customerOf, viewAt } from './sectionRows.ts';

export const COVERAGE_BY = ['customer', 'resourceType'] as const;
export type CoverageBy = (typeof COVERAGE_BY)[number];

/** How a customer, or all resources of a type, are watched. */
interface CoverageGroup {
  customer: Customer | null;
  resourceType: string | null;
  subscriptions: Set<string>;
  /** Resources that the baseline names, of which rules are known. */
  resources: number;
  /** Of these the ones that lack something. */
  missing: number;
  withoutRule: number;
  /** Types in a subscription that lack something. */
  gaps: number;
  lacking: Set<string>;
  /** The worst `coverageValue`. */
  worst: number | null;
  freshness: Freshness;
}

export interface CoverageGroups extends Rows {
  readonly groups: readonly CoverageGroup[];
  readonly notices: Notice[];
}

const freshnessAt = sectionFreshness<CoverRows>('alertRules', viewAt);

/** `selectCoverage()` counted: its rows grow with the estate, these don't. */
export function* groupCoverage(
  by: CoverageBy,
  query: CheckedQuery,
  scope: Scope,
  context: QueryContext,
): Steps<CoverageGroups> {
  const rows = yield* selectCoverage(query, scope, context);
  const { state } = query.filters;
  const groups = new Map<string, CoverageGroup>();
  for (const [row, cover] of rows.items.entries()) {
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
    if (state && !state.has(coverageState(cover).toLowerCase())) {
      continue;
    }
    const view = viewAt(rows, row);
    const customer = by === 'customer' ? (customerOf(view, context) ?? null) : null;
    const key = by === 'customer' ? (customer?.id ?? '') : cover.type.toLowerCase();
    const group = groups.get(key) ?? emptyGroup(customer, by === 'customer' ? null : cover.type);
    groups.set(key, group);
    group.subscriptions.add(view.subscription.subscriptionId);
    group.freshness = oldest(group.freshness, freshnessAt(rows, row));
    add(group, cover);
  }
  return { reading: context, groups: [...groups.values()], length: groups.size, notices: rows.notices };
}

function emptyGroup(customer: Customer | null, resourceType: string | null): CoverageGroup {
  const counts = { resources: 0, missing: 0, withoutRule: 0, gaps: 0, worst: null };
  return { customer, resourceType, subscriptions: new Set(), lacking: new Set(), ...counts, freshness: NO_FRESHNESS };
}

function add(group: CoverageGroup, cover: Cover): void {
  const value = coverageValue(cover);
  if (value === null) {
    return;
  }
  group.resources += cover.resources;
  group.missing += cover.missing;
  group.withoutRule += cover.withoutRule;
  group.gaps += Number(value > 0);
  group.worst = Math.max(group.worst ?? 0, value);
  cover.lacking.forEach((kind) => group.lacking.add(kind));
}

function at({ groups }: CoverageGroups, row: number): CoverageGroup {
  return groups[row] as CoverageGroup;
}

/** A number that nothing can be said of where the baseline names nothing, or no rules were read. */
function known(name: string, description: string, read: (group: CoverageGroup) => number, options: object = {}) {
  return number<CoverageGroups>(
    name,
    description,
    (source, row) => (at(source, row).worst === null ? null : read(at(source, row))),
    { decimals: 0, ...options },
  );
}

export const coverageGroupColumns: readonly ColumnSpec<CoverageGroups>[] = [
  ...customerColumns<CoverageGroups>((source, row) => at(source, row).customer),
  text(
    'resourceType',
    'Azure resource type; Microsoft.Resources/subscriptions is the subscription itself',
    (source, row) => at(source, row).resourceType,
  ),
  count('subscriptions', 'Subscriptions', (source, row) => at(source, row).subscriptions.size),
  count(
    'resources',
    'Resources that the baseline names, with a look at their rules',
    (source, row) => at(source, row).resources,
  ),
  known(
    'coverageValue',
    'The worst of them: 0 watched as the baseline wants, 1 partly, 2 not at all',
    (group) => group.worst ?? 0,
    {
      mappings: COVERAGE_MAPPINGS,
    },
  ),
  known('missing', 'Resources that lack something of the baseline', ({ missing }) => missing),
  known('watched', 'Share of these resources that lack nothing', (group) => 1 - group.missing / group.resources, {
    unit: 'percentunit',
    decimals: 1,
  }),
  known('gaps', 'Resource types in a subscription that lack something', ({ gaps }) => gaps),
  text(
    'lacking',
    'Kinds of rules that some of them lack',
    (source, row) => [...at(source, row).lacking].sort().join(', ') || null,
  ),
  known('withoutRule', 'Resources that no alert rule watches', ({ withoutRule }) => withoutRule),
  ...freshnessColumns<CoverageGroups>((source, row) => at(source, row).freshness),
];
