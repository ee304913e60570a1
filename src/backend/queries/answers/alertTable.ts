import { MAX_LIMIT } from '../../../shared/query.ts';
import { badInput } from '../../common/errors.ts';
import type { Steps } from '../../common/slices.ts';
import type { Column, Table } from '../../common/table.ts';
import { notYetAsked, scopeOfAlert } from '../absence/firstRead.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Definition } from '../definition.ts';
import { without } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import { answer, type Chosen, filled, fits, grouped, ordered, rowsWhere, said, why } from './parts.ts';

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
  const filters = definition.state ? without(query.filters, 'state') : query.filters;
  return answer({ definition, query, context, scope }, filters, fill);
}

function* fill<S extends Rows>(chosen: Chosen<S>): Steps<Table> {
  const { definition, source } = chosen;
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
  const rows = yield* ordered(chosen, all);
  const notices = said(chosen);
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number], notices };
  if (rows.length === 0) {
    notices.unshift(...why(chosen));
    return { columns: [], meta };
  }
  const wanted = [...labels, value].flatMap((name) => definition.columns.find((one) => one.name === name) ?? []);
  const columns = yield* filled(wanted, source, rows);
  const number = columns.pop() as Column;
  const values = Array.from(number.values as ArrayLike<number | null>, (one, index) =>
    one !== null && !fits(chosen, rows[index] as number) ? 0 : one,
  );
  return { columns: [...columns, { ...number, type: 'float64', nullable: true, values }], meta };
}
