import { inSlices, LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Column, Notice, Table } from '../../common/table.ts';
import { absence, gaps, staleness, unread } from '../absence/absence.ts';
import type { ColumnSpec, Rows } from '../columns/columns.ts';
import { orderOf, sortRows } from '../columns/sort.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import type { Filters } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';

/** What is asked, and within which scope. */
export interface Question<S extends Rows> {
  definition: Definition<S>;
  query: CheckedQuery;
  context: QueryContext;
  scope: Scope;
}

/** A question with the rows that were selected for it. */
export interface Chosen<S extends Rows> extends Question<S> {
  source: S;
}

/** Selects the rows and makes the table of them, both in slices; the filters are those that the selection may see. */
export async function answer<S extends Rows>(
  question: Question<S>,
  filters: Filters,
  fill: (chosen: Chosen<S>) => Steps<Table>,
): Promise<Table> {
  const { definition, query, context, scope } = question;
  const rows = definition.select({ ...query, filters }, scope, context);
  const source = await (Symbol.iterator in rows ? inSlices(rows, context.signal) : rows);
  return inSlices(fill({ ...question, source }), context.signal);
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
export function why<S extends Rows>({ definition, query, context, scope, source }: Chosen<S>): Notice[] {
  return definition.absence && scope.tenants.length > 0
    ? definition.absence(source)
    : absence(context, definition.section, query, scope);
}

/** The filter `state`, where the selection leaves it to this. */
export function fits<S extends Rows>({ definition, query, source }: Chosen<S>, row: number): boolean {
  const states = query.filters.state;
  return !states || !definition.state || states.has(definition.state(source, row)?.toLowerCase() ?? '');
}

/** What is said beside the rows. */
export function said<S extends Rows>({ definition, context, scope, source }: Chosen<S>): Notice[] {
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
export function ordered<S extends Rows>(chosen: Chosen<S>, rows: Uint32Array): Steps<Uint32Array> {
  const { definition, query, source } = chosen;
  if (!query.sort && definition.first && rows.length === source.length) {
    return definition.first(source, query.limit);
  }
  const { columns, order } = definition;
  return sortRows(source, rows, columns, orderOf(query, order, columns), query.limit);
}

/** The values of these rows, column after column. */
export function* filled<S extends Rows>(
  columns: readonly ColumnSpec<S>[],
  source: S,
  rows: Uint32Array,
): Steps<Column[]> {
  const values: Column[] = [];
  for (const column of columns) {
    values.push(yield* column.fill(source, rows));
  }
  return values;
}

/** A count as people read it: `100,000`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
