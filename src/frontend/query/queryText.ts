import { DEFAULT_LIMIT, isAll, type FilterName, type QueryFilters } from '../../shared/query.ts';
import { jsonObject } from '../../shared/json.ts';
import { TREE_KINDS } from '../../shared/tree.ts';
import { isVariable } from '../components/optionList.ts';
import { KIND_LABELS } from '../labels.ts';
import { readMetric } from './inputs.ts';
import { readQuery, type ReadQuery } from './readQuery.ts';
import { wordsOf } from './words.ts';

/** The name of an id, where it is known. */
export type NameOf = (kind: FilterName, value: string) => string | undefined;

/** More of one kind are counted, not named. */
const NAMED = 2;
const KQL_SHOWN = 80;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a query asks, in words: `Unavailable or Degraded virtual machines of 3 customers, worst first`. For the line
 * below the editor, Grafana's query history and the description of annotations.
 * @param query as saved, readable or not.
 */
export function queryText(query: unknown, nameOf: NameOf = () => undefined): string {
  const read = readQuery(query);
  if (!read.info) {
    return read.queryType === '' ? 'Nothing is asked yet' : `“${read.queryType}”, which this version does not know`;
  }
  const { frame, order, noun } = wordsOf(read.queryType, read.info, read.groupBy);
  const things = subject(read, noun, nameOf);
  const words = [
    frame
      .replace('{things}', () => things)
      .replace('{metric}', () => metricText(query))
      .replace('{kql}', () => kqlText(query)),
    scope(read, nameOf),
  ];
  // Health of resources of Contoso is Contoso's health.
  const sentence = words.filter(Boolean).join(' ').replace(' of resources of ', ' of ') + grouping(read);
  return capital(sentence + (read.format === 'alerting' ? ', as numbers for alerting' : shape(read, order)));
}

/** How rows come when nothing is chosen: `Worst first`; groups without such an order come by what they are grouped by. */
export function usualOrder(read: ReadQuery): string {
  const order = read.info && wordsOf(read.queryType, read.info, read.groupBy).order;
  return capital(order || grouping(read).trim() || 'As Azure has them');
}

/** `Unavailable or Degraded virtual machines`. */
function subject({ filters }: ReadQuery, noun: string, nameOf: NameOf): string {
  const adjectives = (
    ['severity', 'level', 'monitorCondition', 'alertState', 'eventType', 'ruleKind', 'state'] as const
  )
    .map((name) => either(filters[name], name, nameOf))
    .filter(Boolean);
  return [...adjectives, typedNoun(filters, noun)].join(' ');
}

/** Resources of one or two types are called by their types. */
function typedNoun({ resourceType }: QueryFilters, noun: string): string {
  if (isAll(resourceType) || !resourceType) {
    return noun;
  }
  if (resourceType.some(isVariable) || resourceType.length > NAMED) {
    return `${noun} of ${resourceType.some(isVariable) ? resourceType.join(' or ') : `${resourceType.length} types`}`;
  }
  const types = resourceType.map(typeName).join(' and ');
  return noun.includes('resources') ? noun.replace('resources', types) : `${noun} of ${types}`;
}

/** `Microsoft.Compute/virtualMachines` -> `virtual machines`. */
function typeName(type: string): string {
  return (type.split('/').slice(1).join(' ') || type).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function scope({ filters }: ReadQuery, nameOf: NameOf): string {
  const levels = TREE_KINDS.map((kind) => counted(filters[kind], kind, nameOf)).filter(Boolean);
  const place = [
    levels.length > 0 ? `of ${levels.join(', ')}` : '',
    prefixed('in', counted(filters.location, 'location', nameOf)),
    prefixed('in', counted(filters.region, 'region', nameOf)),
    prefixed('on', counted(filters.service, 'service', nameOf)),
    prefixed('from', counted(filters.monitorService, 'monitorService', nameOf)),
    prefixed('by', counted(filters.rule, 'rule', nameOf)),
    prefixed('tagged', either(filters.tag, 'tag', nameOf)),
    prefixed('with tracking id', either(filters.trackingId, 'trackingId', nameOf)),
  ].filter(Boolean);
  return place.join(' ');
}

function grouping({ groupBy, info }: ReadQuery): string {
  const by = groupBy ?? (info?.groupBy ? 'customer' : undefined);
  return by ? ` by ${KIND_LABELS[by].one.toLowerCase()}` : '';
}

function shape({ sort, limit }: ReadQuery, order: string): string {
  const by = sort ? `by ${sort.replace(/^-/, '')}${sort.startsWith('-') ? ', highest first' : ''}` : order;
  const most = limit && limit !== DEFAULT_LIMIT ? `at most ${limit.toLocaleString('en')}` : '';
  return [by, most]
    .filter(Boolean)
    .map((part) => `, ${part}`)
    .join('');
}

/** `Contoso and Fabrikam`, `$customer` or `3 customers`. */
function counted(values: string[] | undefined, kind: FilterName, nameOf: NameOf): string {
  if (!values || isAll(values)) {
    return '';
  }
  const names = values.map((value) => shown(value, kind, nameOf));
  const { one, many } = KIND_LABELS[kind];
  return values.length > NAMED || names.includes(undefined)
    ? `${values.length} ${(values.length === 1 ? one : many).toLowerCase()}`
    : names.join(' and ');
}

function either(values: string[] | undefined, kind: FilterName, nameOf: NameOf): string {
  return !values || isAll(values) ? '' : values.map((value) => shown(value, kind, nameOf) ?? value).join(' or ');
}

/** Undefined for an id whose name nobody knows. */
function shown(value: string, kind: FilterName, nameOf: NameOf): string | undefined {
  const last = value.startsWith('/') ? value.split('/').pop() : undefined;
  return nameOf(kind, value) ?? last ?? (ID.test(value) ? undefined : value);
}

function kqlText(query: unknown): string {
  const { kql } = jsonObject(query);
  const line = typeof kql === 'string' ? kql.trim().replace(/\s+/g, ' ') : '';
  return line.length > KQL_SHOWN ? `${line.slice(0, KQL_SHOWN)}…` : line || 'a query (not written yet)';
}

function metricText(query: unknown): string {
  const { name, aggregation = 'Average', dimensions } = readMetric(jsonObject(query));
  const split = dimensions?.length ? `, split by ${dimensions.map((one) => one.name).join(' and ')}` : '';
  return name ? `${aggregation} of ${name}${split}` : 'a metric (not chosen yet)';
}

function prefixed(word: string, text: string): string {
  return text && `${word} ${text}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
