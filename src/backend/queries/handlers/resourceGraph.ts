import { badInput } from '../../common/errors.ts';
import type { Column, Notice, Table } from '../../common/table.ts';
import type { QueryHandler } from '../handler.ts';
import { askGraph } from '../onDemand/graphAnswers.ts';
import {
  frameColumn,
  isNumber,
  join,
  type JoinedColumn,
  orderOf,
  OWN_COLUMNS,
  textOf,
} from '../onDemand/graphColumns.ts';

/**
 * A person's own query in Kusto, asked of every tenant in the scope with that tenant's own token, as one table.
 * https://learn.microsoft.com/azure/governance/resource-graph/overview
 */
export const handler: QueryHandler = {
  columns: [
    { name: 'customer', type: 'string', description: 'Name of the customer' },
    { name: 'customerId', type: 'string', description: "The customer's id in Partner Center, which is its tenant id" },
    { name: 'tenantId', type: 'string', description: 'Microsoft Entra tenant id; then the columns of the query' },
    {
      name: 'value',
      type: 'float64',
      description:
        'Alert rules only: the one number column of the query, under its own name; its text columns are labels',
    },
  ],
  alerting: { labels: OWN_COLUMNS, value: 'value' },
  async run(query, context) {
    const { answers, notices } = await askGraph(query, query.kql ?? '', context);
    const columns = join(answers);
    if (query.format === 'alerting') {
      return alertingTable(columns, notices);
    }
    const order = orderOf(columns, query.sort);
    const rows = order.subarray(0, query.limit);
    const total = answers.reduce((sum, { table }) => sum + (table.cut === null ? table.rows.length : table.total), 0);
    return {
      columns: answers.length === 0 ? [] : columns.map((column) => frameColumn(column, rows)),
      meta: {
        type: 'table',
        preferredVisualisationType: 'table',
        executedQueryString: query.kql ?? '',
        notices: [...notices, ...cutNotice(rows.length, total), ...emptyNotice(rows.length, answers.length, notices)],
      },
    };
  },
};

/**
 * The numeric form of a query that has one number: its text columns are the labels.
 * @throws CspError (400) when it has none or several, or rows that can't be told apart
 */
function alertingTable(columns: readonly JoinedColumn[], notices: Notice[]): Table {
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number] };
  const rows = orderOf(columns, null);
  if (rows.length === 0) {
    return { columns: [], meta: { ...meta, notices: [...notices, ...emptyNotice(0, 1, notices)] } };
  }
  const numbers = columns.filter(isNumber);
  const [value] = numbers;
  if (!value || numbers.length > 1) {
    const have = numbers.length === 0 ? 'none' : `${numbers.length}: ${numbers.map(({ name }) => name).join(', ')}`;
    throw badInput(
      `An alert rule needs a query with one number column; this one has ${have}. Use summarize or project.`,
    );
  }
  const labels = columns.filter(({ type }) => type === 'string' || type === 'boolean');
  const seen = new Set<string>();
  for (const row of rows) {
    const tuple = JSON.stringify(labels.map(({ values }) => values[row]));
    if (seen.has(tuple)) {
      throw badInput(
        `An alert rule tells rows apart by their text columns (${labels.map(({ name }) => name).join(', ')}), and two rows have the same. Add a column, or use summarize.`,
      );
    }
    seen.add(tuple);
  }
  const texts = labels.map(({ name, values }): Column => ({
    name,
    type: 'string',
    nullable: false,
    values: Array.from(rows, (row) => textOf(values[row]) ?? ''),
  }));
  return { columns: [...texts, frameColumn(value, rows)], meta: { ...meta, notices } };
}

function cutNotice(shown: number, total: number): Notice[] {
  const [some, all] = [shown.toLocaleString('en-US'), total.toLocaleString('en-US')];
  return total > shown
    ? [{ severity: 'warning', text: `${some} of ${all} rows; narrow the scope or raise the limit.` }]
    : [];
}

function emptyNotice(rows: number, answers: number, notices: readonly Notice[]): Notice[] {
  return rows > 0 || (answers === 0 && notices.length > 0)
    ? []
    : [{ severity: 'info', text: 'Nothing to show: the query finds nothing in the subscriptions that were asked.' }];
}
