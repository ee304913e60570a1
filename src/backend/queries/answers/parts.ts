import { inSlices, LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { absence, gaps, staleness, unread } from '../absence/absence.ts';
import type { Rows } from '../columns/columns.ts';
import { orderOf, sortRows } from '../columns/sort.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';

/** The rows that a definition selects. */
export function chosen<S extends Rows>(rows: S | Steps<S> | Promise<S>, { signal }: QueryContext): S | Promise<S> {
  return Symbol.iterator in rows ? inSlices(rows, signal) : rows;
}

/** Rows that stay, by number. */
export function* rowsWhere(source: Rows, stays: ((row: number) => boolean) | null): Steps<Uint32Array> {
  const rows = new Uint32Array(source.length);
  let length = 0;
  for (let row = 0; row < source.length; row++) {
    if (stays === null || stays(row)) {
      rows[length++] = row;
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return rows.subarray(0, length);
}

/** Why there are none. */
export function why<S extends Rows>(
  definition: Definition<S>,
  source: S,
  query: CheckedQuery,
  context: QueryContext,
  scope: Scope,
): Notice[] {
  return definition.absence && scope.tenants.length > 0
    ? definition.absence(source)
    : absence(context, definition.section, query, scope);
}

/** The filter `state`, where the selection leaves it to this. */
export function fits<S extends Rows>(definition: Definition<S>, query: CheckedQuery, source: S, row: number): boolean {
  const states = query.filters.state;
  return !states || !definition.state || states.has(definition.state(source, row)?.toLowerCase() ?? '');
}

/** What is said beside the rows. */
export function said<S extends Rows>(
  definition: Definition<S>,
  source: S,
  context: QueryContext,
  scope: Scope,
): Notice[] {
  const { notices, section } = definition;
  return [
    ...scope.notices,
    ...(notices?.(source) ?? []),
    ...unread(context, section),
    ...staleness(context, section, scope),
    ...gaps(context, section, scope),
  ];
}

/** The first of these rows in the order asked for, or in the query type's own. */
export function ordered<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  source: S,
  rows: Uint32Array,
): Steps<Uint32Array> {
  if (!query.sort && definition.first && rows.length === source.length) {
    return definition.first(source, query.limit);
  }
  const { columns, order } = definition;
  return sortRows(source, rows, columns, orderOf(query, order, columns), query.limit);
}

export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
