import { resourceGroupId } from '../../../shared/resourceId.ts';
import type { Option, OptionKind } from '../../../shared/tree.ts';
import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import { API_NAMES } from '../../microsoft/accessLog/accessLog.ts';
import { tagNames } from '../columns/tags.ts';
import type { QueryContext, Reading } from '../context.ts';
import { ruleOptions, serviceOptions } from '../monitoring/ruleOptions.ts';
import type { Filters } from '../filters.ts';
import { cellName, cellsOf } from '../resources/cells.ts';
import { idOf, nameOf, selectResources } from '../resources/resources.ts';
import { RowFilter } from '../resources/rowFilter.ts';
import type { Scope } from '../scope.ts';
import { EVENT_OPTIONS } from '../serviceHealth/eventOptions.ts';

/** What lists of options are made from. */
export type OptionsContext = Reading & Pick<QueryContext, 'accessLog'>;

/** What is looked for, and where. */
interface Looking {
  context: OptionsContext;
  scope: Scope;
  filters: Filters;
  /** In lower case; '' for all. */
  search: string;
  /** More than these nobody is shown. */
  most: number;
}

/** Kinds whose choices are what is in the estate. */
const LISTS: Partial<Record<OptionKind, (looking: Looking) => Option[]>> = {
  customer: ({ scope }) => scope.customers.map(({ id, name }) => ({ text: name, value: id })),
  tenant: ({ scope }) => scope.tenants.map(({ tenantId, name }) => ({ text: name, value: tenantId })),
  subscription: ({ scope }) =>
    scope.views().map(({ subscription }) => ({ text: subscription.name, value: subscription.subscriptionId })),
  rule: ({ scope }) => ruleOptions(scope),
  monitorService: ({ scope }) => serviceOptions(scope),
  eventType: ({ scope, context }) => EVENT_OPTIONS.eventType(scope, context.snapshot),
  level: ({ scope, context }) => EVENT_OPTIONS.level(scope, context.snapshot),
  service: ({ scope, context }) => EVENT_OPTIONS.service(scope, context.snapshot),
  region: ({ scope, context }) => EVENT_OPTIONS.region(scope, context.snapshot),
  trackingId: ({ scope, context }) => EVENT_OPTIONS.trackingId(scope, context.snapshot),
  api: () => Object.entries(API_NAMES).map(([value, text]) => ({ text, value })),
  reason: ({ context }) => context.accessLog.known().reasons.map(same),
  errorCode: ({ context }) => context.accessLog.known().errors.map(same),
};

/** Those for which every subscription, or every resource, is looked at. */
const LONG_LISTS: Partial<Record<OptionKind, (looking: Looking) => Steps<Option[]>>> = {
  resourceGroup: groups,
  resource: resources,
  resourceType: (looking) => names('resourceType', looking),
  location: (looking) => names('location', looking),
  tag: tags,
};

/** True where the choices are what is in the estate. */
export function isListed(kind: OptionKind): boolean {
  return kind in LISTS || kind in LONG_LISTS;
}

/** All choices of a kind within a scope. */
export function* listOf(kind: OptionKind, looking: Looking): Steps<Option[]> {
  const long = LONG_LISTS[kind];
  return long ? yield* long(looking) : (LISTS[kind]?.(looking) ?? []);
}

/** Whether a choice has the search text in its name or value; `search` is lower case. */
export function matches({ text, value }: Option, search: string): boolean {
  return search === '' || text.toLowerCase().includes(search) || value.toLowerCase().includes(search);
}

function same(text: string): Option {
  return { text, value: text };
}

function* groups({ scope }: Looking): Steps<Option[]> {
  const found: Option[] = [];
  for (const { inventory, subscription } of scope.views()) {
    for (const { name } of inventory?.groups ?? []) {
      found.push({ text: name, value: resourceGroupId(subscription.subscriptionId, name) });
    }
    yield;
  }
  return found;
}

/** Types or locations that occur, each once. */
function* names(dimension: 'resourceType' | 'location', { context, scope, filters }: Looking): Steps<Option[]> {
  const { snapshot } = context;
  const filter = new RowFilter(filters, snapshot);
  const found = new Map<number, string | null>();
  for (const view of scope.views()) {
    for (const { code } of yield* cellsOf(view, dimension, filters, filter, snapshot.names)) {
      if (!found.has(code)) {
        found.set(code, cellName(view, dimension, code, snapshot.names));
      }
    }
    yield;
  }
  return [...found.values()].filter((name) => name !== null).map(same);
}

/** Resources are many: it ends when there are more than anybody is shown. */
function* resources({ context, scope, filters, search, most }: Looking): Steps<Option[]> {
  const rows = yield* selectResources(context, scope, filters, 'all');
  const found: Option[] = [];
  for (let row = 0; row < rows.length && found.length < most; row++) {
    const option = { text: nameOf(rows, row), value: idOf(rows, row) };
    if (matches(option, search)) {
      found.push(option);
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return found;
}

/** Tag names, and names with each value that occurs: of resources, and of tenants in the settings. */
function* tags({ context, scope, filters }: Looking): Steps<Option[]> {
  const found = new Set(scope.tenants.flatMap((tenant) => tagNames(tenant.tags)));
  const rows = yield* selectResources(context, scope, filters, 'all');
  let last: Readonly<Record<string, string>> | undefined;
  for (let row = 0; row < rows.length; row++) {
    const at = rows.inventory[row] as number;
    const own = at === NO_ROW ? undefined : rows.views[rows.view[row] as number]?.inventory?.tags(at);
    if (own && own !== last) {
      last = own;
      tagNames(own).forEach((tag) => found.add(tag));
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return Array.from(found, same);
}
