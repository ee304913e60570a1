import type { Steps } from '../../common/slices.ts';
import type { Table } from '../../common/table.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope } from '../scope.ts';
import { answer, type Chosen, filled, fits, grouped, ordered, rowsWhere, said, why } from './parts.ts';

/** Rows for people: the first ones in order, with all columns, and how many there are. */
export async function rowTable<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
): Promise<Table> {
  const scope = resolveScope(context.snapshot, query.filters);
  return answer({ definition, query, context, scope }, query.filters, fill);
}

function* fill<S extends Rows>(chosen: Chosen<S>): Steps<Table> {
  const { definition, source } = chosen;
  const fitting = yield* rowsWhere(source, definition.selectsState ? null : (row) => fits(chosen, row));
  const rows = yield* ordered(chosen, fitting);
  const notices = said(chosen);
  if (fitting.length > rows.length) {
    notices.push({
      severity: 'warning',
      text: `${grouped(rows.length)} of ${grouped(fitting.length)} rows; narrow the scope or raise the limit.`,
    });
  }
  if (rows.length === 0) {
    notices.unshift(...why(chosen));
  }
  const columns = yield* filled(definition.columns, source, rows);
  return { columns, meta: { type: 'table', preferredVisualisationType: 'table', notices } };
}
