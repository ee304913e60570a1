import { MAX_LIMIT } from '../../shared/query.ts';
import { badInput } from '../common/errors.ts';
import type { Column, Notice, Table } from '../common/table.ts';
import type { Section } from '../estate/model/sections.ts';
import { absence, gaps, staleness, unread } from './absence/absence.ts';
import type { ColumnSpec, Rows } from './columns/columns.ts';
import type { QueryContext } from './context.ts';
import { scopeOfAlert } from './absence/firstRead.ts';
import type { QueryHandler } from './handler.ts';
import { type CheckedQuery, without } from './query.ts';
import { resolveScope, type Scope } from './scope.ts';
import { type Order, orderOf, sortRows } from './columns/sort.ts';

/** A query type, told as data: what its rows are, what its columns say, what its alert watches. */
export interface Definition<S extends Rows> {
  /** Chooses the rows. What it needs text for, it leaves to the columns. */
  select(query: CheckedQuery, scope: Scope, context: QueryContext): S | Promise<S>;
  columns: readonly ColumnSpec<S>[];
  /** Columns that a query has no use for. */
  omitted?(query: CheckedQuery): ReadonlySet<string>;
  order: Order;
  /** The first rows of that order, where there is a cheaper way than to sort all of them. */
  first?(source: S, limit: number): Uint32Array;
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
  };
  /** Said beside the rows. */
  notices?(source: S): Notice[];
  /** Why there are no rows, where the estate doesn't know; default: what the estate knows. */
  absence?(source: S): Notice[];
}

/** Puts around a definition what all query types have in common: scope, order, limit, notices, format. */
export function defineQuery<S extends Rows>(definition: Definition<S>): QueryHandler {
  return {
    columns: definition.columns.map(({ name, type, description }) => ({ name, type, description })),
    alerting: { labels: definition.alerting.labels, value: definition.alerting.value },
    run: (query, context) => {
      const omitted = definition.omitted?.(query);
      const columns = omitted ? definition.columns.filter(({ name }) => !omitted.has(name)) : definition.columns;
      return (query.format === 'alerting' ? alertingTable : plainTable)({ ...definition, columns }, query, context);
    },
  };
}

async function plainTable<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
): Promise<Table> {
  const scope = resolveScope(context.snapshot, query.filters);
  const source = await definition.select(query, scope, context);
  const all = ordered(definition, query, source);
  const fitting = definition.selectsState ? all : all.filter((row) => fits(definition, query, source, row));
  const found = definition.selectsState ? source.length : fitting.length;
  const rows = fitting.subarray(0, query.limit);
  const notices = said(definition, source, context, scope);
  if (found > rows.length) {
    notices.push({
      severity: 'warning',
      text: `${grouped(rows.length)} of ${grouped(found)} rows; narrow the scope or raise the limit.`,
    });
  }
  if (rows.length === 0) {
    notices.unshift(...why(definition, source, query, context, scope));
  }
  return {
    columns: definition.columns.map((column) => column.fill(source, rows)),
    meta: { type: 'table', preferredVisualisationType: 'table', notices },
  };
}

/**
 * Grafana's alerting takes one frame of stable labels and one number. A state filter doesn't take rows away here: it
 * says which states count, and everything else is 0, so that an alert resolves by value when its resource recovers.
 * https://grafana.com/developers/dataplane/numeric#numeric-long-format-numericlong
 */
async function alertingTable<S extends Rows>(
  definition: Definition<S>,
  query: CheckedQuery,
  context: QueryContext,
): Promise<Table> {
  const { labels, value, watched } = definition.alerting;
  const ofCustomers = definition.columns.some(({ name }) => name === 'customerId');
  const scope = scopeOfAlert(context.snapshot, query, definition.section, ofCustomers);
  const source = await definition.select(
    definition.state ? { ...query, filters: without(query.filters, 'state') } : query,
    scope,
    context,
  );
  let rows = ordered(definition, query, source);
  if (watched) {
    rows = rows.filter((row) => watched(source, row));
  }
  if (rows.length > MAX_LIMIT) {
    // Fewer rows would look like alerts that are over.
    throw badInput(
      `An alert rule would watch ${grouped(rows.length)} rows here; the most is ${grouped(MAX_LIMIT)}. Narrow the scope, or ask for healthSummary by customer or subscription.`,
    );
  }
  const notices = said(definition, source, context, scope);
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number], notices };
  if (rows.length === 0) {
    notices.unshift(...why(definition, source, query, context, scope));
    return { columns: [], meta };
  }
  const named = (name: string): Column[] =>
    definition.columns.filter((column) => column.name === name).map((column) => column.fill(source, rows));
  const [number] = named(value) as [Column];
  const values = Array.from(number.values as ArrayLike<number | null>, (one, index) =>
    one !== null && !fits(definition, query, source, rows[index] as number) ? 0 : one,
  );
  return {
    columns: [...labels.flatMap(named), { ...number, type: 'float64', nullable: true, values }],
    meta,
  };
}

function why<S extends Rows>(
  definition: Definition<S>,
  source: S,
  query: CheckedQuery,
  context: QueryContext,
  scope: Scope,
): Notice[] {
  return definition.absence && scope.tenants.length > 0
    ? definition.absence(source)
    : absence(context, definition.section, query, scope);
}

function fits<S extends Rows>(definition: Definition<S>, query: CheckedQuery, source: S, row: number): boolean {
  const states = query.filters.state;
  return !states || !definition.state || states.has(definition.state(source, row)?.toLowerCase() ?? '');
}

function said<S extends Rows>(definition: Definition<S>, source: S, context: QueryContext, scope: Scope): Notice[] {
  const { notices, section } = definition;
  return [
    ...scope.notices,
    ...(notices?.(source) ?? []),
    ...unread(context, section),
    ...staleness(context, section, scope),
    ...gaps(context, section, scope),
  ];
}

function ordered<S extends Rows>(definition: Definition<S>, query: CheckedQuery, source: S): Uint32Array {
  if (!query.sort && definition.first) {
    return definition.first(source, query.limit);
  }
  return sortRows(source, definition.columns, orderOf(query, definition.order, definition.columns));
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
