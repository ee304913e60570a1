import { CspError } from '../common/errors.ts';
import type { Table } from '../common/table.ts';
import { needCorrecting } from '../settings/needCorrecting.ts';
import type { QueryContext } from './context.ts';
import { parseQuery } from './query.ts';
import { handlerOf } from './registry.ts';
import type { Sight } from './visibility/sight.ts';

export type { QueryContext } from './context.ts';

/**
 * Answers one query: from the snapshot, and from Microsoft where the query type is asked on demand.
 * @throws CspError: 400 with a sentence for a query that can't be answered, 499 when it was cancelled
 */
export async function runQuery(model: unknown, context: QueryContext): Promise<Table[]> {
  try {
    const query = parseQuery(model, context.fromAlert);
    const handler = await handlerOf(query.queryType);
    context.signal.throwIfAborted();
    if (context.sight?.nothing) {
      throw notVisible(context.sight);
    }
    const answer = await handler.run(query, context);
    const tables = Array.isArray(answer) ? answer : [answer];
    // They name tenants and credentials: not for whom a policy shows some customers only.
    const told = query.format !== 'alerting' && !context.sight;
    return told ? withMistakes(tables, context.mistakes ?? []) : tables;
  } catch (thrown) {
    throw CspError.from(thrown);
  }
}

/**
 * Who may see nothing gets an error: without rows, panels that count show a green 0 and no notice, and alerts of rows that
 * a policy takes away would look as if they resolved.
 */
function notVisible({ sentence }: Sight): CspError {
  return new CspError(sentence, { code: 'NotVisible', status: 403, source: 'downstream' });
}

/** Whoever looks sees that something is missing because of the settings, and what. */
function withMistakes([first, ...others]: Table[], mistakes: readonly string[]): Table[] {
  if (!first || mistakes.length === 0) {
    return first ? [first, ...others] : [];
  }
  const notices = [...(first.meta?.notices ?? []), { severity: 'warning' as const, text: needCorrecting(mistakes) }];
  return [{ ...first, meta: { ...first.meta, notices } }, ...others];
}
