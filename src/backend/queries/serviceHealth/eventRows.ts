import type { Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { isActive } from '../../estate/rows/serviceHealthEvent.ts';
import { unread } from '../absence/absence.ts';
import type { Rows } from '../columns/columns.ts';
import type { Reading } from '../context.ts';
import { type Freshness, freshnessOfAll, freshnessOfPart, freshnessOfView } from '../absence/freshness.ts';
import { knownIn } from '../absence/known.ts';
import type { Filters } from '../filters.ts';
import type { Scope } from '../scope.ts';
import { eventFilter } from './eventFilter.ts';
import { unknownWords } from './eventWords.ts';
import { type EventGroup, Gathered } from './gathered.ts';

export interface EventRows extends Rows {
  readonly groups: readonly EventGroup[];
  readonly notices: Notice[];
}

/** The event in a row, with the subscriptions that were told of it. */
export function groupAt(source: EventRows, row: number): EventGroup {
  return source.groups[row] as EventGroup;
}

/** How old the oldest list is that the row is made of. */
export function freshnessAt(source: EventRows, row: number): Freshness {
  const { snapshot } = source.reading;
  const group = groupAt(source, row);
  const { event, views, tenants } = group;
  const isNobodys = event !== null && views.length + tenants.length === 0;
  group.freshness ??= freshnessOfAll([
    ...views.map((view) => freshnessOfView(snapshot, 'serviceHealthEvents', view)),
    ...tenants.map(({ tenantId }) => freshnessOfPart(snapshot.part('tenantEvents', tenantId, ''))),
    ...(isNobodys ? [freshnessOfPart(snapshot.part('emergingIssues', '', ''))] : []),
  ]);
  return group.freshness;
}

const EMERGING = 'emergingissues';

/** One row an event, or one for each customer that it touches. */
export function* eventRows(filters: Filters, scope: Scope, reading: Reading, eachCustomer: boolean): Steps<EventRows> {
  // About no customer, so they are rows of no customer's, and only where they are asked for.
  const nobodys = scope.everything && !eachCustomer && filters.eventType?.has(EMERGING) === true;
  // What touches a tenant as a whole touches none of its subscriptions.
  const asWhole = !filters.subscription;
  const gathered = new Gathered(reading.snapshot, eachCustomer);
  yield* gathered.addViews(scope.views());
  gathered.addTenants(asWhole ? scope.tenants : []);
  if (nobodys) {
    gathered.addNobodys();
  }
  const filter = eventFilter(filters);
  const groups = gathered.groups().filter(({ event }) => event !== null && filter.keeps(event));
  groups.forEach((group) => (group.active = Number(group.event !== null && isActive(group.event))));
  const notices = [
    ...(yield* filter.notices(['trackingId'], knownIn(reading, scope))),
    ...unknownWords(groups.flatMap(({ event }) => event ?? [])),
    ...(asWhole ? unread(reading, 'tenantEvents') : []),
    ...(nobodys ? unread(reading, 'emergingIssues') : []),
  ];
  return { reading, groups, length: groups.length, notices };
}
