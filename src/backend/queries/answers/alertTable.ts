import { MAX_LIMIT } from '../../../shared/query.ts';
import { badInput } from '../../common/errors.ts';
import { inSlices, type Steps } from '../../common/slices.ts';
import type { Column, Table } from '../../common/table.ts';
import { notYetAsked, scopeOfAlert } from '../absence/firstRead.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import { without } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { chosen, fits, grouped, ordered, rowsWhere, said, why } from './parts.ts';

/**
 * Grafana's alerting takes one frame of stable labels and one number. A state filter doesn't take rows away here: it
 * says which states count, and everything else is 0, so that an alert resolves by value when its resource recovers.
 * https://grafana.com/developers/dataplane/numeric#numeric-long-format-numericlong
 */
export async function alertTable<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
): Promise<Table> {
  const ofCustomers = !definition.alerting.unheard && definition.columns.some(({ name }) => name === 'customerId');
  const scope = scopeOfAlert(context.snapshot, query, definition.section, ofCustomers);
  const asked = definition.state ? { ...query, filters: without(query.filters, 'state') } : query;
  const source = await chosen(definition.select(asked, scope, context), context);
  return inSlices(fill(definition, query, context, scope, source), context.signal);
}

function* fill<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
  scope: Scope,
  source: S,
): Steps<Table> {
  const { labels, value, watched, unheard } = definition.alerting;
  if (unheard && (yield* rowsWhere(source, (row) => unheard(source, row))).length > 0) {
    throw notYetAsked();
  }
  const all = yield* rowsWhere(source, watched ? (row) => watched(source, row) : null);
  if (all.length > MAX_LIMIT) {
    // Fewer rows would look like alerts that are over.
    throw badInput(
      `An alert rule would watch ${grouped(all.length)} rows here; the most is ${grouped(MAX_LIMIT)}. Narrow the scope, or ask for healthSummary by customer or subscription.`,
    );
  }
  const rows = yield* ordered(definition, query, source, all);
  const notices = said(definition, source, context, scope);
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number], notices };
  if (rows.length === 0) {
    notices.unshift(...why(definition, source, query, context, scope));
    return { columns: [], meta };
  }
  const columns: Column[] = [];
  for (const name of [...labels, value]) {
    const column = definition.columns.find((one) => one.name === name);
    if (column) {
      columns.push(yield* column.fill(source, rows));
    }
  }
  const number = columns.pop() as Column;
  const values = Array.from(number.values as ArrayLike<number | null>, (one, index) =>
    one !== null && !fits(definition, query, source, rows[index] as number) ? 0 : one,
  );
  return { columns: [...columns, { ...number, type: 'float64', nullable: true, values }], meta };
}
