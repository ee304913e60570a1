import { badInput } from '../../common/errors.ts';
import type { Column, ColumnType } from '../../common/table.ts';
import { commonType } from '../../microsoft/clients/resourceGraph/graphTable.ts';
import { readTime } from '../../microsoft/clients/times.ts';
import type { GraphAnswer } from './graphAnswers.ts';

/** Columns that every row gets: whose it is. */
export const OWN_COLUMNS = ['customer', 'customerId', 'tenantId'] as const;

/** One column of the joined table, before it is one of a frame. */
export interface JoinedColumn {
  name: string;
  /** Resource Graph's. */
  type: string;
  values: unknown[];
}

/** The tables of all tenants as one, with the columns of any of them: a tenant without rows may tell no columns. */
export function join(answers: readonly GraphAnswer[]): JoinedColumn[] {
  const length = answers.reduce((sum, { table }) => sum + table.rows.length, 0);
  const columns = new Map<string, JoinedColumn>();
  let start = 0;
  for (const { table } of answers) {
    table.columns.forEach(({ name, type }, index) => {
      const unique = table.columns.findIndex((one) => one.name === name) === index ? name : `${name}${index}`;
      const empty = table.rows.every((row) => row[index] === null);
      let column = columns.get(unique);
      if (!column) {
        columns.set(unique, (column = { name: unique, type, values: new Array<unknown>(length).fill(null) }));
      } else if (!empty) {
        const bare = column.values.every((value) => value === null);
        column.type = bare ? type : commonType(column.type, type);
      }
      for (let row = 0; row < table.rows.length; row++) {
        column.values[start + row] = table.rows[row]?.[index] ?? null;
      }
    });
    start += table.rows.length;
  }
  const owners = answers.flatMap(({ table, target }) => table.rows.map(() => target));
  const own = (name: string, values: string[]): JoinedColumn => ({ name, type: 'string', values });
  return [
    own(
      'customer',
      owners.map(({ customer }) => customer),
    ),
    own(
      'customerId',
      owners.map(({ tenant }) => tenant.customerId),
    ),
    own(
      'tenantId',
      owners.map(({ tenant }) => tenant.tenantId),
    ),
    ...[...columns.values()].map((column) => ({ ...column, name: apart(column.name, columns) })),
  ];
}

/** A column called like one of ours gets a number, as Kusto does it when it joins. */
function apart(name: string, columns: ReadonlyMap<string, unknown>): string {
  if (!(OWN_COLUMNS as readonly string[]).includes(name)) {
    return name;
  }
  let number = 1;
  while (columns.has(`${name}${number}`)) {
    number += 1;
  }
  return `${name}${number}`;
}

const TYPES: Record<string, ColumnType> = {
  integer: 'float64',
  number: 'float64',
  boolean: 'boolean',
  datetime: 'time',
};

/** Types that Grafana has are kept; objects become their JSON, which Grafana's table can filter and search, and transformations take apart. */
export function frameColumn({ name, type, values }: JoinedColumn, rows: Uint32Array): Column {
  const picked = <T>(read: (value: unknown) => T) => Array.from(rows, (row) => read(values[row]));
  switch (TYPES[type]) {
    case 'float64':
      return { name, type: 'float64', nullable: true, values: picked(numberOf) };
    case 'boolean':
      return { name, type: 'boolean', nullable: true, values: picked(flagOf) };
    case 'time':
      return { name, type: 'time', nullable: true, values: picked(readTime) };
    default:
      return { name, type: 'string', nullable: true, values: picked(textOf) };
  }
}

/** Whether a column holds numbers. */
export function isNumber({ type }: JoinedColumn): boolean {
  return TYPES[type] === 'float64';
}

/**
 * Rows in the order of one column, or as they came: by customer, then as Resource Graph ordered them. Nulls last.
 * @throws CspError (400) for a column that is not there
 */
export function orderOf(
  columns: readonly JoinedColumn[],
  sort: { column: string; descending: boolean } | null,
): Uint32Array {
  const rows = Uint32Array.from({ length: columns[0]?.values.length ?? 0 }, (_, row) => row);
  if (!sort || rows.length === 0) {
    return rows;
  }
  const column = columns.find(({ name }) => name === sort.column);
  if (!column) {
    throw badInput(
      `There is no column '${sort.column}' to sort by. The columns are: ${columns.map(({ name }) => name).join(', ')}.`,
    );
  }
  const keys = column.values.map((value) =>
    isNumber(column) ? numberOf(value) : (textOf(value)?.toLowerCase() ?? null),
  );
  const direction = sort.descending ? -1 : 1;
  return rows.sort((a, b) => {
    const [left, right] = [keys[a] ?? null, keys[b] ?? null];
    if (left === right) {
      return a - b;
    }
    return left === null ? 1 : right === null ? -1 : left < right ? -direction : direction;
  });
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : null;
}

/** A value as text: objects and lists as JSON. */
export function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
