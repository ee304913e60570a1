import { isTexts } from '../shared/json.ts';
import type { QueryFilters } from '../shared/query.ts';

/** `TemplateSrv.replace` with the scoped variables already given: calls `format` with each variable's value. */
export type Replace = (text: string, format: (value: unknown) => string) => string;

const MARK = '\u0001';

/**
 * Puts template variables into a filter's list. A variable of several values becomes several entries, never one
 * joined text; text around it (`env=$env`) is repeated for each of its values.
 */
export function interpolateList(values: readonly string[], replace: Replace): string[] {
  const result = values.flatMap((value) => {
    const lists: string[][] = [];
    const text = replace(value, (current) => {
      lists.push((Array.isArray(current) ? current : [current]).map(String));
      return `${MARK}${lists.length - 1}${MARK}`;
    });
    return lists.reduce<string[]>(
      (texts, list, index) =>
        texts.flatMap((old) => list.map((item) => old.replace(`${MARK}${index}${MARK}`, () => item))),
      [text],
    );
  });
  return [...new Set(result)];
}

/** The same for all filters. What isn't a list of texts passes through for the backend to complain about. */
export function interpolateFilters(filters: QueryFilters | undefined, replace: Replace): QueryFilters | undefined {
  if (filters === null || typeof filters !== 'object') {
    return filters;
  }
  return Object.fromEntries(
    Object.entries(filters).map(([name, values]) => [
      name,
      isTexts(values) ? interpolateList(values, replace) : values,
    ]),
  );
}
