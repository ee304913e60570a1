import { HEALTH_STATES } from '../../../shared/health.ts';
import type { FilterName } from '../../../shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../../shared/queryTypes.ts';
import { OPTION_KINDS, type Option, type OptionKind, type OptionsPage } from '../../../shared/tree.ts';
import { badInput } from '../../common/errors.ts';
import { inSlices, LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { firstInOrder } from '../columns/firstInOrder.ts';
import { parseFilters, without } from '../filters.ts';
import { resolveScope } from '../scope.ts';
import { readLimit } from './limits.ts';
import { isListed, listOf, matches, type OptionsContext } from './optionLists.ts';

const USUAL = 1000;
const MOST = 10_000;
const FILTERS: readonly FilterName[] = OPTION_KINDS;

/**
 * Choices for a variable or a filter: text for people, value for the filter. Values of the scope that have gone are
 * passed over: a chained variable keeps them until someone chooses anew.
 * @throws CspError (400) for an unknown kind, a scope that isn't JSON, or a limit out of range; 499 when it was cancelled
 */
export function listOptions(
  query: URLSearchParams,
  context: OptionsContext & { signal: AbortSignal },
): Promise<OptionsPage> {
  return inSlices(optionsPage(query, context), context.signal);
}

function* optionsPage(query: URLSearchParams, context: OptionsContext): Steps<OptionsPage> {
  const kind = OPTION_KINDS.find((candidate) => candidate === query.get('kind'));
  if (!kind) {
    throw badInput(`kind is '${query.get('kind') ?? ''}'; it is one of: ${OPTION_KINDS.join(', ')}.`);
  }
  const limit = readLimit(query, USUAL, MOST);
  const filters = without(parseFilters(parseScope(query.get('scope')), 'options', FILTERS), kind);
  const search = query.get('search')?.trim().toLowerCase() ?? '';
  const fixed = choicesOf(kind, query.get('queryType') ?? '');
  if (fixed) {
    const found = fixed.filter((option) => matches(option, search));
    return { options: found.slice(0, limit), total: found.length };
  }
  const scope = resolveScope(context.snapshot, filters);
  const found = yield* matching(yield* listOf(kind, { context, scope, filters, search, most: MOST }), search);
  return { options: yield* inOrder(found, limit), total: found.length };
}

/** Choices that are always the same; without a query type, or with one that has none, what any query type offers. */
function choicesOf(kind: OptionKind, queryType: string): Option[] | undefined {
  if (kind === 'state') {
    return states(queryType);
  }
  if (isListed(kind)) {
    return undefined;
  }
  const infos: QueryTypeInfo[] = Object.values(QUERY_TYPES);
  const own = isQueryType(queryType) ? (QUERY_TYPES[queryType] as QueryTypeInfo).choices?.[kind] : undefined;
  const choices = own ?? infos.find((info) => info.choices?.[kind])?.choices?.[kind] ?? [];
  return choices.map((text) => ({ text, value: text }));
}

/** What a query type calls its states; without one, those of resources. */
function states(queryType: string): Option[] {
  const info: QueryTypeInfo | undefined = isQueryType(queryType) ? QUERY_TYPES[queryType] : undefined;
  return (info?.states ?? [...HEALTH_STATES, 'NoHealth']).map((state) => ({ text: state, value: state }));
}

function isQueryType(name: string): name is QueryType {
  return Object.hasOwn(QUERY_TYPES, name);
}

function* matching(options: readonly Option[], search: string): Steps<readonly Option[]> {
  if (search === '') {
    return options;
  }
  const found: Option[] = [];
  for (const [index, option] of options.entries()) {
    if (matches(option, search)) {
      found.push(option);
    }
    if (index % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return found;
}

/** The first of them by their text, in any case. */
function* inOrder(options: readonly Option[], limit: number): Steps<Option[]> {
  const first = yield* firstInOrder(
    {
      count: options.length,
      at: (index) => {
        const option = options[index] as Option;
        return { option, key: option.text.toLowerCase() };
      },
      compare: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.option.value < b.option.value ? -1 : 1),
    },
    limit,
  );
  return first.map(({ option }) => option);
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
