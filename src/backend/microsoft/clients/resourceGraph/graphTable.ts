import { type JsonObject, jsonObject } from '../../../../shared/json.ts';
import type { Access, CallOptions } from '../../api/access.ts';
import type { Call } from '../../http/call.ts';
import type { ClientContext } from '../../context.ts';
import { badAnswer } from '../../http/errors.ts';
import type { GraphTable } from '../../api/onDemandApi.ts';
import { PageGuard } from '../../http/paging.ts';
import { graphCall, type GraphRequest, PAGE_SIZE, readGraphPage } from './graphRequest.ts';

interface Page {
  columns: GraphTable['columns'];
  rows: unknown[][];
  /** Rows that were no lists of as many cells as there are columns. */
  odd: number;
  total: number;
  token: string | null;
  cut: boolean;
}

/**
 * A person's own query to Resource Graph, whose result may have any columns. Kusto as Resource Graph has it only reads.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language
 */
export class GraphTables {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  async query(
    access: Access,
    ask: { subscriptionIds: readonly string[]; kql: string; limit: number },
    options: CallOptions,
  ): Promise<GraphTable> {
    const { subscriptionIds: subscriptions, kql: query } = ask;
    const call: Call = { ...graphCall(this.#context, access, subscriptions, options), explain: true };
    const guard = new PageGuard(call, this.#context.limits);
    const table: GraphTable = { columns: [], rows: [], total: 0, cut: null, odd: 0 };
    for (let token: string | null = ''; token !== null;) {
      guard.next(token);
      const top = Math.min(PAGE_SIZE, ask.limit - table.rows.length);
      const request: GraphRequest = { subscriptions, query, resultFormat: 'table', top, token };
      const page = pageOf(call, await readGraphPage(this.#context, call, request));
      append(call, table, page);
      const full = table.rows.length >= ask.limit;
      token = full ? null : page.token;
      table.cut = page.cut ? 'azure' : full && page.token !== null ? 'limit' : null;
    }
    return table;
  }
}

function append(call: Call, table: GraphTable, page: Page): void {
  table.total = Math.max(table.total, page.total, table.rows.length + page.rows.length);
  if (table.columns.length === 0) {
    table.columns = page.columns;
  } else if (page.columns.length > 0) {
    if (page.columns.map(({ name }) => name).join('\n') !== table.columns.map(({ name }) => name).join('\n')) {
      throw badAnswer(call, 'BadResponse', 'the pages of the answer have different columns.');
    }
    // A page tells the types of its own rows: a column of whole numbers may have a fraction further on.
    table.columns = table.columns.map((column, index) => ({
      ...column,
      type: commonType(column.type, page.columns[index]?.type ?? column.type),
    }));
  }
  page.rows.forEach((row) => table.rows.push(row));
  table.odd += page.odd;
  if (page.total > 0 && table.rows.length > page.total) {
    throw badAnswer(call, 'IncompleteResult', 'Resource Graph gave rows twice, so some may be missing. Ask again.');
  }
}

/** A type that holds what both hold. */
export function commonType(a: string, b: string): string {
  if (a === b) {
    return a;
  }
  const numeric = (type: string) => type === 'integer' || type === 'number';
  return numeric(a) && numeric(b) ? 'number' : 'string';
}

function pageOf(call: Call, page: JsonObject): Page {
  const data = jsonObject(page.data);
  if (!Array.isArray(data.columns) || !Array.isArray(data.rows)) {
    throw badAnswer(call, 'BadResponse', 'the answer has no table, so nothing is known about what the query finds.');
  }
  const columns = data.columns.map((column: unknown, index) => {
    const { name, type } = jsonObject(column);
    return {
      name: typeof name === 'string' && name !== '' ? name : `Column${index + 1}`,
      type: typeof type === 'string' ? type.toLowerCase() : 'string',
    };
  });
  const rows = data.rows.filter((row): row is unknown[] => Array.isArray(row) && row.length === columns.length);
  const token = typeof page.$skipToken === 'string' && page.$skipToken !== '' ? page.$skipToken : null;
  return {
    columns,
    rows,
    odd: data.rows.length - rows.length,
    total: typeof page.totalRecords === 'number' ? page.totalRecords : 0,
    token,
    // Azure sends it as text.
    cut: token === null && (page.resultTruncated === 'true' || page.resultTruncated === true),
  };
}
