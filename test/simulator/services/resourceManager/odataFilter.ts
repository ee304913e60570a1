import { armError } from './errors.ts';

export interface FilterTerm {
  field: string;
  operator: 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt';
  value: string;
}

const TERM =
  /^\s*\(?\s*([\w./]+|'[^']+')\s+(eq|ne|ge|gt|le|lt)\s+(?:datetime)?(?:'((?:[^']|'')*)'|([\w.:+-]+))\s*\)?\s*$/i;

/**
 * Reads `field op 'value'` terms joined by `and` and `or` (`and` binds tighter): alternatives of terms that all hold. Only
 * the given fields are known; all else is refused, because it would be answered wrongly.
 */
export function readFilter(filter: string, fields: readonly string[]): FilterTerm[][] {
  return filter.split(/\s+or\s+/i).map((all) =>
    all.split(/\s+and\s+/i).map((text) => {
      const [, field, operator, quoted, bare] = TERM.exec(text) ?? [];
      const known = fields.find((one) => one.toLowerCase() === field?.toLowerCase());
      if (known === undefined || operator === undefined) {
        throw armError('InvalidFilterInQueryString', `The filter '${filter}' is invalid or not supported.`);
      }
      const value = (quoted ?? bare ?? '').replaceAll("''", "'");
      return { field: known, operator: operator.toLowerCase() as FilterTerm['operator'], value };
    }),
  );
}

/** Compares without regard to case; times (epoch ms) with the time that the value says. */
export function holds(term: FilterTerm, actual: string | number): boolean {
  const wanted = typeof actual === 'number' ? Date.parse(term.value) : term.value.toLowerCase();
  const found = typeof actual === 'number' ? actual : actual.toLowerCase();
  switch (term.operator) {
    case 'eq':
      return found === wanted;
    case 'ne':
      return found !== wanted;
    case 'ge':
      return found >= wanted;
    case 'gt':
      return found > wanted;
    case 'le':
      return found <= wanted;
    case 'lt':
      return found < wanted;
  }
}
