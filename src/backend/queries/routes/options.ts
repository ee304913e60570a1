import { HEALTH_STATES } from '../../../shared/health.ts';
import type { FilterName } from '../../../shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../../shared/queryTypes.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { OPTION_KINDS, type Option, type OptionKind, type OptionsPage } from '../../../shared/tree.ts';
import { badInput } from '../../common/errors.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import { API_NAMES } from '../../microsoft/accessLog/accessLog.ts';
import type { QueryContext, Reading } from '../context.ts';
import { readLimit } from './limits.ts';
import { ruleOptions, serviceOptions } from '../monitoring/ruleOptions.ts';
import { type Filters, parseFilters, without } from '../query.ts';
import { idOf, nameOf, type ResourceRows, selectResources } from '../resources/resources.ts';
import { resolveScope, type Scope } from '../scope.ts';
import { cellsOf } from '../resources/cells.ts';
import { RowFilter } from '../resources/rowFilter.ts';
import { EVENT_OPTIONS } from '../serviceHealth/eventOptions.ts';
import { tagNames } from '../columns/tags.ts';

const USUAL = 1000;
const MOST = 10_000;
const SEARCHED = 100_000;
const FILTERS: readonly FilterName[] = OPTION_KINDS;

/**
 * Choices for a variable or a filter: text for people, value for the filter. Values of the scope that have gone are
 * passed over: a chained variable keeps them until someone chooses anew.
 * @throws CspError (400) for an unknown kind, a scope that isn't JSON, or a limit out of range
 */
export function listOptions(query: URLSearchParams, reading: OptionsContext): OptionsPage {
  const kind = OPTION_KINDS.find((candidate) => candidate === query.get('kind'));
  if (!kind) {
    throw badInput(`kind is '${query.get('kind') ?? ''}'; it is one of: ${OPTION_KINDS.join(', ')}.`);
  }
  const limit = readLimit(query, USUAL, MOST);
  const filters = without(parseFilters(parseScope(query.get('scope')), 'options', FILTERS), kind);
  const search = query.get('search')?.trim().toLowerCase() ?? '';
  const fixed = choicesOf(kind, query.get('queryType') ?? '');
  const all = fixed ?? LISTS[kind]?.(reading, resolveScope(reading.snapshot, filters), filters, search) ?? [];
  const found = all.filter((option) => matches(option, search));
  const options = fixed ? found : sorted(found);
  return { options: options.slice(0, limit), total: options.length };
}

type OptionsContext = Reading & Pick<QueryContext, 'accessLog'>;

type List = (reading: OptionsContext, scope: Scope, filters: Filters, search: string) => Option[];

/** Kinds whose choices are what is in the estate. */
const LISTS: Partial<Record<OptionKind, List>> = {
  customer: (_, scope) => scope.customers.map(({ id, name }) => ({ text: name, value: id })),
  tenant: (_, scope) => scope.tenants.map(({ tenantId, name }) => ({ text: name, value: tenantId })),
  subscription: (_, scope) =>
    scope.views().map(({ subscription }) => ({ text: subscription.name, value: subscription.subscriptionId })),
  resourceGroup: (_, scope) =>
    scope.views().flatMap(({ inventory, subscription }) =>
      (inventory?.groups ?? []).map(({ name }) => ({
        text: name,
        value: resourceGroupId(subscription.subscriptionId, name),
      })),
    ),
  resource: resourceOptions,
  resourceType: names('resourceType'),
  location: names('location'),
  tag: tags,
  rule: (_, scope) => ruleOptions(scope),
  monitorService: (_, scope) => serviceOptions(scope),
  eventType: (_, scope) => EVENT_OPTIONS.eventType(scope),
  level: (_, scope) => EVENT_OPTIONS.level(scope),
  service: (_, scope) => EVENT_OPTIONS.service(scope),
  region: (_, scope) => EVENT_OPTIONS.region(scope),
  trackingId: (_, scope) => EVENT_OPTIONS.trackingId(scope),
  api: () => Object.entries(API_NAMES).map(([value, text]) => ({ text, value })),
  reason: ({ accessLog }) => accessLog.known().reasons.map(same),
  errorCode: ({ accessLog }) => accessLog.known().errors.map(same),
};

/** Choices that are always the same; without a query type, or with one that has none, what any query type offers. */
function choicesOf(kind: OptionKind, queryType: string): Option[] | undefined {
  if (kind === 'state') {
    return states(queryType);
  }
  if (Object.hasOwn(LISTS, kind)) {
    return undefined;
  }
  const infos: QueryTypeInfo[] = Object.values(QUERY_TYPES);
  const own = isQueryType(queryType) ? (QUERY_TYPES[queryType] as QueryTypeInfo).choices?.[kind] : undefined;
  const choices = own ?? infos.find((info) => info.choices?.[kind])?.choices?.[kind] ?? [];
  return choices.map(same);
}

function same(text: string): Option {
  return { text, value: text };
}

/** What a query type calls its states; without one, those of resources. */
function states(queryType: string): Option[] {
  const info: QueryTypeInfo | undefined = isQueryType(queryType) ? QUERY_TYPES[queryType] : undefined;
  return (info?.states ?? [...HEALTH_STATES, 'NoHealth']).map((state) => ({ text: state, value: state }));
}

function isQueryType(name: string): name is QueryType {
  return Object.hasOwn(QUERY_TYPES, name);
}

/** Types or locations that occur, each once. */
function names(dimension: 'resourceType' | 'location'): List {
  return ({ snapshot }, scope, filters) => {
    const filter = new RowFilter(filters, snapshot);
    const found = new Map<number, string>();
    for (const view of scope.views()) {
      for (const { code, name } of cellsOf(view, dimension, filters, filter, snapshot.names)) {
        if (name !== null && !found.has(code)) {
          found.set(code, name);
        }
      }
    }
    return [...found.values()].map((name) => ({ text: name, value: name }));
  };
}

/** Resources are many: of a whole estate only as many are looked at and listed as a person could choose from. */
function resourceOptions(reading: Reading, scope: Scope, filters: Filters, search: string): Option[] {
  const rows = resources(reading, scope, filters);
  const found: Option[] = [];
  for (let row = 0; row < Math.min(rows.length, SEARCHED) && found.length < MOST; row++) {
    const option = { text: nameOf(rows, row), value: idOf(rows, row) };
    if (matches(option, search)) {
      found.push(option);
    }
  }
  return found;
}

function matches({ text, value }: Option, search: string): boolean {
  return search === '' || text.toLowerCase().includes(search) || value.toLowerCase().includes(search);
}

/** Tag names, and names with each value that occurs: of resources, and of tenants in the settings. */
function tags(reading: Reading, scope: Scope, filters: Filters): Option[] {
  const found = new Set(scope.tenants.flatMap((tenant) => tagNames(tenant.tags)));
  const rows = resources(reading, scope, filters);
  let last: Readonly<Record<string, string>> | undefined;
  for (let row = 0; row < rows.length; row++) {
    const at = rows.inventory[row] as number;
    const own = at === NO_ROW ? undefined : rows.views[rows.view[row] as number]?.inventory?.tags(at);
    if (own && own !== last) {
      last = own;
      tagNames(own).forEach((tag) => found.add(tag));
    }
  }
  return Array.from(found, (tag) => ({ text: tag, value: tag }));
}

function resources(reading: Reading, scope: Scope, filters: Filters): ResourceRows {
  return selectResources(reading, scope, filters, 'all');
}

/** @throws CspError (400) when it isn't JSON */
export function parseScope(text: string | null): unknown {
  if (text === null || text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badInput('scope is not JSON. It is an object of filters, such as {"customer":["Contoso"]}.');
  }
}

function sorted(options: Option[]): Option[] {
  const keyed = options.map((option) => ({ option, key: option.text.toLowerCase() }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.option.value < b.option.value ? -1 : 1));
  return keyed.map(({ option }) => option);
}
