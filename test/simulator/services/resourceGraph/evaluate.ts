import type { Aggregate, Column, Expression, Operator, SortKey } from './ast.ts';
import { invalidQuery } from './errors.ts';
import { AGGREGATES, FUNCTIONS } from './functions.ts';
import { asText, compare } from './values.ts';

export type Row = Record<string, unknown>;

/** Runs the operators of a query over a table's rows. */
export function run(rows: Row[], operators: readonly Operator[], now: number): Row[] {
  return operators.reduce((input, operator) => apply(input, operator, now), rows);
}

function apply(rows: Row[], operator: Operator, now: number): Row[] {
  switch (operator.kind) {
    case 'where':
      return rows.filter((row) => truthy(evaluate(operator.condition, row, now)));
    case 'project':
      return rows.map((row) => compute(operator.columns, row, now));
    case 'extend':
      return rows.map((row) => ({ ...row, ...compute(operator.columns, row, now) }));
    case 'order':
      return sorted(rows, scalarKeys(operator.keys), now);
    case 'top':
      return sorted(rows, scalarKeys(operator.keys), now).slice(0, operator.count);
    case 'away':
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !operator.names.includes(name))),
      );
    case 'expand':
      return rows.flatMap((row) =>
        expanded(evaluate(operator.value, row, now)).map((one) => ({ ...row, [operator.name]: one })),
      );
    case 'take':
      return rows.slice(0, operator.count);
    case 'count':
      return [{ Count: rows.length }];
    case 'distinct':
      return groups(rows, scalarColumns(operator.columns), now).map((group) => group.key);
    case 'summarize':
      return groups(rows, scalarColumns(operator.by), now).map((group) => ({
        ...group.key,
        ...aggregated(group.rows, operator.aggregates, now),
      }));
  }
}

function compute(columns: readonly Column[], row: Row, now: number): Row {
  return Object.fromEntries(columns.map((column) => [column.name, evaluate(column.value, row, now)]));
}

function aggregated(rows: Row[], aggregates: readonly Aggregate[], now: number): Row {
  const pairs = aggregates.map(({ name, call, value }) => {
    const values = value ? rows.map((row) => evaluate(value, row, now)) : [];
    return [name, AGGREGATES[call]?.(values, rows.length)] as const;
  });
  return Object.fromEntries(pairs);
}

/** A dynamic value without items keeps its row. */
function expanded(value: unknown): unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? null : value];
}

/** Kusto groups and sorts by scalars alone: what is inside a dynamic column needs a cast. */
function scalarColumns(columns: readonly Column[]): readonly Column[] {
  columns.forEach((column) => requireScalar(column.value, `Group key '${column.name}'`));
  return columns;
}

function scalarKeys(keys: readonly SortKey[]): readonly SortKey[] {
  keys.forEach((key) => requireScalar(key.value, 'Sort key'));
  return keys;
}

function requireScalar(value: Expression, what: string): void {
  if (value.kind === 'path' && (value.parts.length > 1 || value.parts[0] === 'properties')) {
    throw invalidQuery(
      `${what} is of a 'dynamic' type. Please use an explicit cast as dynamic type is not supported here.`,
    );
  }
}

function groups(rows: Row[], by: readonly Column[], now: number): Array<{ key: Row; rows: Row[] }> {
  const found = new Map<string, { key: Row; rows: Row[] }>();
  // Without `by` there is one group, of no rows too.
  if (by.length === 0) {
    found.set('{}', { key: {}, rows: [] });
  }
  for (const row of rows) {
    const key = compute(by, row, now);
    const text = JSON.stringify(key);
    const group = found.get(text) ?? { key, rows: [] };
    group.rows.push(row);
    found.set(text, group);
  }
  return [...found.values()];
}

function sorted(rows: Row[], keys: readonly SortKey[], now: number): Row[] {
  const keyed = rows.map((row) => ({ row, values: keys.map((key) => evaluate(key.value, row, now)) }));
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

/** Value of an expression; a path that leads nowhere is null, an unknown column is an error as in Kusto. */
export function evaluate(expression: Expression, row: Row, now: number): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return follow(row, expression.parts);
    case 'call':
      return FUNCTIONS[expression.name]?.(
        expression.args.map((arg) => evaluate(arg, row, now)),
        now,
      );
    case 'logic': {
      const left = truthy(evaluate(expression.left, row, now));
      const decided = expression.operator === 'and' ? !left : left;
      return decided ? left : truthy(evaluate(expression.right, row, now));
    }
    case 'in': {
      const fold = (value: unknown): string => (expression.ignoreCase ? asText(value).toLowerCase() : asText(value));
      const left = fold(evaluate(expression.left, row, now));
      return expression.list.some((item) => fold(evaluate(item, row, now)) === left) !== expression.negated;
    }
    case 'sum':
      return sum(expression.sign, evaluate(expression.left, row, now), evaluate(expression.right, row, now));
    case 'compare':
      return compares(expression.operator, evaluate(expression.left, row, now), evaluate(expression.right, row, now));
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
  if (left instanceof Date !== right instanceof Date && left !== null && right !== null) {
    throw invalidQuery('Cannot compare values of types datetime and string. Try adding explicit casts.');
  }
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
    case '!has':
      return !x.includes(y);
    case 'endswith':
      return x.endsWith(y);
    case '!endswith':
      return !x.endsWith(y);
    case 'startswith':
      return x.startsWith(y);
    case '!startswith':
      return !x.startsWith(y);
    case '<':
      return left !== null && compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    default:
      return compare(left, right) >= 0;
  }
}

function sum(sign: 1 | -1, left: unknown, right: unknown): unknown {
  if (left instanceof Date && right instanceof Date) {
    return left.getTime() - right.getTime();
  }
  if (left instanceof Date) {
    return new Date(left.getTime() + sign * Number(right));
  }
  return typeof left === 'number' && typeof right === 'number' ? left + sign * right : null;
}

function truthy(value: unknown): boolean {
  return value === true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
