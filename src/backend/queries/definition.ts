import type { Steps } from '../common/slices.ts';
import type { Notice } from '../common/table.ts';
import type { Section } from '../estate/model/sections.ts';
import type { ColumnSpec, Rows } from './columns/columns.ts';
import type { Order } from './columns/sort.ts';
import type { QueryContext } from './context.ts';
import type { CheckedQuery } from './query.ts';
import type { Scope } from './scope.ts';

/** A query type, told as data: what its rows are, what its columns say, what its alert watches. */
export interface Definition<S extends Rows> {
  /** Chooses the rows, in steps where they may be many. What it needs text for, it leaves to the columns. */
  select(query: CheckedQuery, scope: Scope, context: QueryContext): S | Steps<S> | Promise<S>;
  columns: readonly ColumnSpec<S>[];
  /** Columns that a query has no use for. */
  omitted?(query: CheckedQuery): ReadonlySet<string>;
  order: Order;
  /** The first rows of that order, where there is a cheaper way than to sort all of them. */
  first?(source: S, limit: number): Steps<Uint32Array>;
  /** Whose age matters. */
  section: Section;
  /** What the filter `state` is compared with; absent where the selection alone decides. */
  state?(source: S, row: number): string | null;
  /** The selection leaves out rows in other states: there are too many of them to leave it to a second step. */
  selectsState?: true;
  alerting: {
    /** Columns that together name a row for good: no text that changes while the thing stays the same. */
    labels: readonly string[];
    /** The number column that is watched. */
    value: string;
    /** Rows that there is nothing to watch in; default: all are watched. */
    watched?(source: S, row: number): boolean;
    /** Rows that tell how Microsoft answers, of which it was not asked since the start: as long as there is one, the rule gets an error. */
    unheard?(source: S, row: number): boolean;
  };
  /** Said beside the rows. */
  notices?(source: S): Notice[];
  /** Why there are no rows, where the estate doesn't know; default: what the estate knows. */
  absence?(source: S): Notice[];
}
