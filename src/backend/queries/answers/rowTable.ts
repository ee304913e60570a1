import { inSlices, type Steps } from '../../common/slices.ts';
import type { Column, Table } from '../../common/table.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope, type Scope } from '../scope.ts';
import { chosen, fits, grouped, ordered, rowsWhere, said, why } from './parts.ts';

/** Rows for people: the first ones in order, with all columns, and how many there are. */
export async function rowTable<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
): Promise<Table> {
  const scope = resolveScope(context.snapshot, query.filters);
  const source = await chosen(definition.select(query, scope, context), context);
  return inSlices(fill(definition, query, context, scope, source), context.signal);
}

function* fill<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
  scope: Scope,
  source: S,
): Steps<Table> {
  const fitting = yield* rowsWhere(
    source,
    definition.selectsState ? null : (row) => fits(definition, query, source, row),
  );
  const rows = yield* ordered(definition, query, source, fitting);
  const notices = said(definition, source, context, scope);
  if (fitting.length > rows.length) {
    notices.push({
      severity: 'warning',
      text: `${grouped(rows.length)} of ${grouped(fitting.length)} rows; narrow the scope or raise the limit.`,
    });
  }
  if (rows.length === 0) {
    notices.unshift(...why(definition, source, query, context, scope));
  }
  const columns: Column[] = [];
  for (const column of definition.columns) {
    columns.push(yield* column.fill(source, rows));
  }
  return { columns, meta: { type: 'table', preferredVisualisationType: 'table', notices } };
}
