import { HEALTH_STATES } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { parseResourceId } from '../../../shared/resourceId.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import { worst } from '../../estate/model/totals.ts';
import type { Reading } from '../context.ts';
import type { Group } from '../groups/group.ts';
import { type Filters, without } from '../filters.ts';
import { codeOf, type Dimension, isDimension } from '../resources/cells.ts';
import { resourcesOf } from '../resources/resources.ts';
import { RowFilter } from '../resources/rowFilter.ts';

/** A resource by its rows in the segments of its subscription, either of which may be NO_ROW. */
interface Place {
  inventory: number;
  health: number;
}

/**
 * Tells for groups of a summary which resource makes their worst state what it is: the first one in the first
 * subscription that has any. Looks at those subscriptions alone, each once.
 */
export function causesOf(reading: Reading, level: GroupBy, filters: Filters): (group: Group) => string | null {
  const { snapshot } = reading;
  const dimension = isDimension(level) ? level : null;
  const filter = new RowFilter(without(filters, 'state'), snapshot);
  const known = new Map<SubscriptionView, Places>();
  const firstOfAll = (view: SubscriptionView) =>
    remembered(view, dimension, () => firstPlaces(view, dimension, filter, snapshot));
  return (group) => {
    const value = worst(group.totals);
    const view = value ? (group.firstIn[value] ?? firstOfWhole(snapshot, level, group, value)) : undefined;
    if (!value || !view) {
      return null;
    }
    let places = known.get(view);
    if (!places) {
      known.set(view, (places = filter.active ? firstPlaces(view, dimension, filter, snapshot) : firstOfAll(view)));
    }
    const place = places.get(`${group.code}/${value}`);
    return place ? causeSentence(view, place, value, group.totals.states[value] ?? 1) : null;
  };
}

/** The first subscription of a customer or tenant that has a resource in this state. */
function firstOfWhole(
  snapshot: Snapshot,
  level: GroupBy,
  { customerId, tenant }: Group,
  value: number,
): SubscriptionView | undefined {
  const tenants = level === 'customer' ? snapshot.tenantsOf(customerId ?? '') : tenant ? [tenant] : [];
  for (const { tenantId } of tenants) {
    const view = snapshot.subscriptionsOf(tenantId).find(({ totals }) => (totals.states[value] ?? 0) > 0);
    if (view) {
      return view;
    }
  }
  return undefined;
}

type Places = ReadonlyMap<string, Place>;

/** Of whole subscriptions, which walls ask for again and again; a view is another one as soon as anything in it changes. */
const ofWhole = new WeakMap<SubscriptionView, Map<Dimension | null, Places>>();

function remembered(view: SubscriptionView, dimension: Dimension | null, work: () => Places): Places {
  let known = ofWhole.get(view);
  if (!known) {
    ofWhole.set(view, (known = new Map()));
  }
  let places = known.get(dimension);
  if (!places) {
    known.set(dimension, (places = work()));
  }
  return places;
}

/** The first resource of each cell in each state but Available. */
function firstPlaces(
  view: SubscriptionView,
  dimension: Dimension | null,
  filter: RowFilter,
  { names }: Snapshot,
): Places {
  const places = new Map<string, Place>();
  const keeps = filter.of(view);
  for (const place of resourcesOf(view)) {
    const { inventory, health } = place;
    const value = health === NO_ROW ? 0 : (view.health?.values[health] ?? 0);
    if (value > 0 && (keeps === null || keeps(inventory, health))) {
      const code = dimension === null ? NO_ROW : codeOf(view, dimension, inventory, health, names);
      const key = `${code}/${value}`;
      if (!places.has(key)) {
        places.set(key, place);
      }
    }
  }
  return places;
}

/** The way down to a resource, its state, and how many more there are. */
export function causeSentence(view: SubscriptionView, place: Place, value: number, count: number): string {
  const { inventory, health } = place;
  const id = (inventory === NO_ROW ? view.health?.id(health) : view.inventory?.id(inventory)) ?? '';
  const parsed = parseResourceId(id);
  const name = inventory === NO_ROW ? (parsed?.name ?? id) : (view.inventory?.name(inventory) ?? id);
  const title = health === NO_ROW ? 'its health could not be read' : (view.health?.title(health) ?? null);
  const path = [view.subscription.name, parsed?.resourceGroup, name].filter(Boolean).join(' › ');
  const state = HEALTH_STATES[value] as string;
  const said = title !== null && title.toLowerCase() !== state.toLowerCase() ? ` (${title})` : '';
  const more = count > 1 ? `, and ${count - 1} more` : '';
  return `${path} is ${state}${said}${more}`;
}
