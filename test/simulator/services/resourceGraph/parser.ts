import type { Aggregate, Column, Expression, Operator, Query, SortKey } from './ast.ts';
import { Cursor } from './cursor.ts';
import { ExpressionParser } from './expressionParser.ts';
import { AGGREGATES } from './functions.ts';

/** Reads a query; throws Resource Graph's ParserFailure on anything outside the subset. */
export function parseQuery(text: string): Query {
  return new QueryParser(text).query();
}

class QueryParser {
  private readonly cursor: Cursor;
  private readonly expressions: ExpressionParser;

  constructor(text: string) {
    this.cursor = new Cursor(text);
    this.expressions = new ExpressionParser(this.cursor);
  }

  query(): Query {
    const table = this.cursor.word('a table');
    const operators: Operator[] = [];
    while (this.cursor.accept('|')) {
      operators.push(this.operator());
    }
    if (this.cursor.peek().kind !== 'end') {
      this.cursor.fail("'|'");
    }
    return { table, operators };
  }

  private operator(): Operator {
    const at = this.cursor.peek();
    switch (this.cursor.word('an operator').toLowerCase()) {
      case 'where':
        return { kind: 'where', condition: this.expressions.expression() };
      case 'project':
        return { kind: 'project', columns: this.columns() };
      case 'project-away':
        return { kind: 'away', names: this.cursor.list(() => this.cursor.word('a column')) };
      case 'top': {
        const count = this.cursor.integer();
        this.cursor.expect('by');
        return { kind: 'top', count, keys: this.cursor.list(() => this.sortKey()) };
      }
      case 'mv-expand':
        return this.expand();
      case 'extend':
        return { kind: 'extend', columns: this.columns() };
      case 'distinct':
        return { kind: 'distinct', columns: this.columns() };
      case 'order':
      case 'sort':
        this.cursor.expect('by');
        return { kind: 'order', keys: this.cursor.list(() => this.sortKey()) };
      case 'take':
      case 'limit':
        return { kind: 'take', count: this.cursor.integer() };
      case 'count':
        return { kind: 'count' };
      case 'summarize':
        return this.summarize();
      default:
        return this.cursor.failAt(
          at,
          'where, project, project-away, extend, distinct, order, sort, top, take, limit, count, summarize, mv-expand',
        );
    }
  }

  private summarize(): Operator {
    const aggregates = this.cursor.isWord('by') ? [] : this.cursor.list(() => this.aggregate());
    const by = this.cursor.accept('by') ? this.columns() : [];
    return { kind: 'summarize', aggregates, by };
  }

  /** One column: `mv-expand name = path` or `mv-expand path`. */
  private expand(): Operator {
    const at = this.cursor.peek();
    const [column, ...others] = this.columns();
    if (!column || others.length > 0) {
      return this.cursor.failAt(at, 'one column');
    }
    return { kind: 'expand', name: column.name, value: column.value };
  }

  private aggregate(): Aggregate {
    const at = this.cursor.peek();
    const first = this.cursor.word('an aggregate');
    const name = this.cursor.accept('=') ? first : undefined;
    const call = (name === undefined ? first : this.cursor.word('an aggregate')).toLowerCase();
    if (!(call in AGGREGATES)) {
      return this.cursor.failAt(at, Object.keys(AGGREGATES).join(', '));
    }
    this.cursor.expect('(');
    const value = call === 'count' ? undefined : this.expressions.expression();
    this.cursor.expect(')');
    const inner = value && call !== 'countif' ? columnName(value) : '';
    return { name: name ?? `${call}_${inner}`, call, ...(value && { value }) };
  }

  private columns(): Column[] {
    return this.cursor.list(() => {
      const next = this.cursor.second();
      if (this.cursor.peek().kind === 'word' && next?.text === '=') {
        const name = this.cursor.word('a column');
        this.cursor.expect('=');
        return { name, value: this.expressions.expression() };
      }
      const value = this.expressions.expression();
      return { name: columnName(value), value };
    });
  }

  private sortKey(): SortKey {
    const value = this.expressions.expression();
    // Kusto sorts descending unless it is told otherwise.
    const descending = this.cursor.accept('asc') ? false : this.cursor.accept('desc') || true;
    return { value, descending };
  }
}

/** Kusto names a computed column after its path, with underscores. */
function columnName(value: Expression): string {
  if (value.kind === 'path') {
    return value.parts.join('_');
  }
  const [inner] = value.kind === 'call' ? value.args : [];
  return inner ? columnName(inner) : 'Column1';
}
