import type { Column, Expression, Operator, SortKey } from './ast.ts';
import { invalidQuery } from './errors.ts';

export type Row = Record<string, unknown>;

/** Runs the operators of a query over a table's rows. */
export function run(rows: Row[], operators: readonly Operator[]): Row[] {
  return operators.reduce((input, operator) => apply(input, operator), rows);
}

function apply(rows: Row[], operator: Operator): Row[] {
  switch (operator.kind) {
    case 'where':
      return rows.filter((row) => truthy(evaluate(operator.condition, row)));
    case 'project':
      return rows.map((row) => compute(operator.columns, row));
    case 'extend':
      return rows.map((row) => ({ ...row, ...compute(operator.columns, row) }));
    case 'order':
      return sorted(rows, operator.keys);
    case 'take':
      return rows.slice(0, operator.count);
    case 'count':
      return [{ Count: rows.length }];
    case 'distinct':
      return groups(rows, operator.columns).map((group) => group.key);
    case 'summarize':
      return groups(rows, operator.by).map((group) => ({ ...group.key, ...countAll(group.rows, operator.counts) }));
  }
}

function compute(columns: readonly Column[], row: Row): Row {
  return Object.fromEntries(columns.map((column) => [column.name, evaluate(column.value, row)]));
}

function countAll(rows: Row[], counts: ReadonlyArray<{ name: string; condition?: Expression }>): Row {
  const count = (condition: Expression | undefined): number =>
    condition ? rows.filter((row) => truthy(evaluate(condition, row))).length : rows.length;
  return Object.fromEntries(counts.map((one) => [one.name, count(one.condition)]));
}

function groups(rows: Row[], by: readonly Column[]): Array<{ key: Row; rows: Row[] }> {
  const found = new Map<string, { key: Row; rows: Row[] }>();
  // Without `by` there is one group, of no rows too.
  if (by.length === 0) {
    found.set('{}', { key: {}, rows: [] });
  }
  for (const row of rows) {
    const key = compute(by, row);
    const text = JSON.stringify(key);
    const group = found.get(text) ?? { key, rows: [] };
    group.rows.push(row);
    found.set(text, group);
  }
  return [...found.values()];
}

function sorted(rows: Row[], keys: readonly SortKey[]): Row[] {
  const keyed = rows.map((row) => ({ row, values: keys.map((key) => evaluate(key.value, row)) }));
  keyed.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const order = compare(a.values[i], b.values[i]);
      if (order !== 0) {
        return key.descending ? -order : order;
      }
    }
    return 0;
  });
  return keyed.map((one) => one.row);
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  const [left, right] = [asText(a), asText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Value of an expression; a path that leads nowhere is null, an unknown column is an error as in Kusto. */
export function evaluate(expression: Expression, row: Row): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return follow(row, expression.parts);
    case 'call':
      return call(expression.name, expression.args, row);
    case 'logic': {
      const left = truthy(evaluate(expression.left, row));
      const decided = expression.operator === 'and' ? !left : left;
      return decided ? left : truthy(evaluate(expression.right, row));
    }
    case 'in': {
      const fold = (value: unknown): string => (expression.ignoreCase ? asText(value).toLowerCase() : asText(value));
      const left = fold(evaluate(expression.left, row));
      return expression.list.some((item) => fold(evaluate(item, row)) === left) !== expression.negated;
    }
    case 'compare':
      return compares(expression.operator, evaluate(expression.left, row), evaluate(expression.right, row));
  }
}

function follow(row: Row, parts: readonly string[]): unknown {
  const [column = '', ...rest] = parts;
  if (!(column in row)) {
    throw invalidQuery(`Failed to resolve scalar expression named '${column}'.`);
  }
  return rest.reduce<unknown>((value, key) => (isObject(value) ? (value[key] ?? null) : null), row[column]);
}

function compares(operator: string, left: unknown, right: unknown): boolean {
  const [a, b] = [asText(left), asText(right)];
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '=~':
      return x === y;
    case '!~':
      return x !== y;
    case 'contains':
    case 'has':
      return x.includes(y);
    case '!contains':
      return !x.includes(y);
    case 'startswith':
      return x.startsWith(y);
    case '!startswith':
      return !x.startsWith(y);
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    default:
      return compare(left, right) >= 0;
  }
}

function call(name: string, args: readonly Expression[], row: Row): unknown {
  const values = args.map((arg) => evaluate(arg, row));
  const [value] = values;
  switch (name) {
    case 'tolower':
      return asText(value).toLowerCase();
    case 'toupper':
      return asText(value).toUpperCase();
    case 'isempty':
      return asText(value) === '';
    case 'isnotempty':
      return asText(value) !== '';
    case 'isnull':
      return value === null;
    case 'isnotnull':
      return value !== null;
    case 'coalesce':
      return values.find((one) => one !== null && one !== '') ?? null;
    case 'not':
      return !truthy(value);
    case 'todatetime':
      return value;
    default:
      return asText(value);
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function truthy(value: unknown): boolean {
  return value === true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
