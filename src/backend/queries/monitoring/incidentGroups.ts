import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer } from '../../estate/model/tenants.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { type Freshness, freshnessOfAll, freshnessOfPart, NO_FRESHNESS } from '../absence/freshness.ts';
import type { Notice } from '../../common/table.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { type Incident, selectIncidents } from './incidentRows.ts';
import { customerOf } from './sectionRows.ts';
import { SEVERITIES } from './severities.ts';

/** Fired alerts that have something in common, counted. */
export interface IncidentGroup {
  rule: string | null;
  ruleId: string | null;
  severity: string | null;
  customer: Customer | null;
  incidents: Incident[];
  /** Firing ones by severity; the last counts those of no known severity. */
  bySeverity: number[];
  /** ms, of the firing ones. */
  oldest: number | null;
  newest: number | null;
  freshness: Freshness;
}

export interface IncidentGroups extends Rows {
  readonly groups: readonly IncidentGroup[];
  readonly notices: Notice[];
}

/** By what: the customer and severity together are what alert rules watch, all of them, 0 where nothing fires. */
export type By = 'rule' | 'customer' | 'severity' | 'customerSeverity';

/** Fired alerts counted by what they have in common. */
export function* groupIncidents(
  by: By,
  query: CheckedQuery,
  scope: Scope,
  context: QueryContext,
): Steps<IncidentGroups> {
  const selected = yield* selectIncidents(query, scope, context);
  const groups = new Map<string, IncidentGroup>();
  const group = (customer: Customer | undefined, severity: string | null, rule: Incident['alert'] | null) => {
    const byCustomer = by !== 'severity';
    const bySeverity = by === 'severity' || by === 'customerSeverity';
    const key = [
      byCustomer && customer?.id,
      bySeverity && severity,
      rule && (rule.ruleId ?? rule.ruleName).toLowerCase(),
    ].join('\n');
    let known = groups.get(key);
    if (!known) {
      known = emptyGroup(byCustomer ? (customer ?? null) : null, bySeverity ? severity : null);
      groups.set(key, known);
    }
    if (rule) {
      known.rule = rule.ruleName;
      known.ruleId = rule.ruleId;
    }
    return known;
  };
  if (by === 'customerSeverity') {
    for (const customer of scope.customers.filter((one) => isRead(one, context))) {
      for (const severity of SEVERITIES) {
        if (!query.filters.severity || query.filters.severity.has(severity.toLowerCase())) {
          group(customer, severity, null);
        }
      }
    }
  }
  for (const [row, incident] of selected.items.entries()) {
    const view = selected.views[row] as SubscriptionView;
    const { alert } = incident;
    add(group(customerOf(view, context), alert.severity, by === 'rule' ? alert : null), incident);
    if (row % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const all = [...groups.values()];
  const freshness = freshnessOfAll(scope.views().map((view) => alertsFreshness(view, context)));
  const ofCustomer = new Map<Customer, Freshness>();
  for (const one of all) {
    if (one.customer && !ofCustomer.has(one.customer)) {
      ofCustomer.set(
        one.customer,
        freshnessOfAll(viewsOf(one.customer, context).map((view) => alertsFreshness(view, context))),
      );
    }
    one.freshness = (one.customer && ofCustomer.get(one.customer)) ?? freshness;
  }
  return { reading: context, groups: all, length: all.length, notices: selected.notices };
}

function emptyGroup(customer: Customer | null, severity: string | null): IncidentGroup {
  const bySeverity = new Array<number>(SEVERITIES.length + 1).fill(0);
  return {
    rule: null,
    ruleId: null,
    severity,
    customer,
    incidents: [],
    bySeverity,
    oldest: null,
    newest: null,
    freshness: NO_FRESHNESS,
  };
}

function add(group: IncidentGroup, incident: Incident): void {
  const { alert, firing } = incident;
  group.incidents.push(incident);
  if (firing) {
    const place = (SEVERITIES as readonly (string | null)[]).indexOf(alert.severity);
    const index = place < 0 ? SEVERITIES.length : place;
    group.bySeverity[index] = (group.bySeverity[index] as number) + 1;
    if (alert.startedAt !== null) {
      group.oldest = Math.min(group.oldest ?? Infinity, alert.startedAt);
      group.newest = Math.max(group.newest ?? -Infinity, alert.startedAt);
    }
  }
}

function viewsOf(customer: Customer, { snapshot }: QueryContext): SubscriptionView[] {
  return snapshot.tenantsOf(customer.id).flatMap((tenant) => snapshot.subscriptionsOf(tenant.tenantId));
}

/** Were its alerts ever read? Those that never were are a matter of `tenantAccess`, and not healthy. */
function isRead(customer: Customer, context: QueryContext): boolean {
  return viewsOf(customer, context).some((view) => view.rows.alerts !== undefined);
}

function alertsFreshness({ subscription }: SubscriptionView, { snapshot }: QueryContext): Freshness {
  return freshnessOfPart(snapshot.part('alerts', subscription.tenantId, subscription.subscriptionId));
}
