import { isJsonObject } from '../../shared/json.ts';
import { type FilterName, isAll } from '../../shared/query.ts';
import { badInput } from '../common/errors.ts';

/** A filter's values, lower case for comparing, with the spelling that the person used. */
export type FilterValues = ReadonlyMap<string, string>;
/** What narrows a query; filters that mean everything are not there. */
export type Filters = Partial<Record<FilterName, FilterValues>>;

/** The filters but one, which somebody else sees to. */
export function without(filters: Filters, name: FilterName): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
}

/**
 * Filters of a query, or of an options request where no query type narrows what is allowed.
 * @throws CspError (400) for unknown names, values that aren't text, and template variables that nobody filled in
 */
export function parseFilters(value: unknown, queryType: string, allowed: readonly FilterName[]): Filters {
  const filters: Filters = {};
  if (value === undefined || value === null) {
    return filters;
  }
  if (!isJsonObject(value)) {
    throw badInput('The filters are not a JSON object of lists.');
  }
  for (const [name, given] of Object.entries(value)) {
    const values = parseValues(name, given);
    if (isAll(values)) {
      continue;
    }
    if (!(allowed as readonly string[]).includes(name)) {
      throw badInput(`${queryType} can't be filtered by '${name}'. It takes: ${allowed.join(', ')}.`);
    }
    filters[name as FilterName] = new Map(values.map((text) => [text.toLowerCase(), text]));
  }
  return filters;
}

function parseValues(name: string, given: unknown): string[] {
  const list: unknown[] = Array.isArray(given) ? given : given === undefined || given === null ? [] : [given];
  const values: string[] = [];
  for (const entry of list) {
    if (typeof entry !== 'string') {
      throw badInput(`The filter '${name}' holds a value that is not text.`);
    }
    const text = entry.trim();
    if (isVariable(text)) {
      throw badInput(
        `The filter '${name}' holds '${text}', a dashboard variable that nothing has filled in. ` +
          'Alert rules have no variables: write the value itself.',
      );
    }
    if (text !== '') {
      values.push(text);
    }
  }
  return values;
}

/** `$name`, `${name}`, `${name:format}` and `[[name]]`, as a whole value or as a tag's value; not `$__all`, which has a meaning here. */
function isVariable(text: string): boolean {
  return text !== '$__all' && /^(?:[^=]*=)?(?:\$[A-Za-z_]\w*|\$\{[^}]*\}|\[\[[^\]]*\]\])$/.test(text);
}
