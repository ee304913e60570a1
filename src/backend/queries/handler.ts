import type { Table } from '../common/table.ts';
import type { QueryContext } from './context.ts';
import type { CheckedQuery } from './query.ts';

/** What the documentation says of a column. */
export interface ColumnDoc {
  name: string;
  type: string;
  description: string;
}

/** Answers one query type. Made by `defineQuery()`; one file each in `handlers/`. */
export interface QueryHandler {
  columns: readonly ColumnDoc[];
  /** Identity columns of the alerting format, whose values are unique together, and its one number. */
  alerting: { labels: readonly string[]; value: string };
  /** One frame, or several where the form of the answer wants one a series. A promise only where Microsoft is asked. */
  run(query: CheckedQuery, context: QueryContext): Table | Table[] | Promise<Table | Table[]>;
}

/** Columns of a query type that answers in several forms: each name once, as the first form has it. */
export function columnsOfAll(...forms: readonly (readonly ColumnDoc[])[]): ColumnDoc[] {
  const all = forms.flat();
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
