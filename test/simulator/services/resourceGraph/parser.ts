import type { Column, Expression, Operator, Query, SortKey } from './ast.ts';
import { parserFailure } from './errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

const COMPARISONS = [
  '==',
  '!=',
  '=~',
  '!~',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  '!contains',
  'startswith',
  '!startswith',
  'has',
];

export const FUNCTIONS = [
  'tostring',
  'tolower',
  'toupper',
  'isempty',
  'isnotempty',
  'isnull',
  'isnotnull',
  'coalesce',
  'todatetime',
  'not',
];

/** Reads a query; throws Resource Graph's ParserFailure on anything outside the subset. */
export function parseQuery(text: string): Query {
  return new Parser(text).query();
}

class Parser {
  private readonly text: string;
  private readonly tokens: Token[];
  private position = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  query(): Query {
    const table = this.word('a table');
    const operators: Operator[] = [];
    while (this.accept('|')) {
      operators.push(this.operator());
    }
    if (this.peek().kind !== 'end') {
      this.fail("'|'");
    }
    return { table, operators };
  }

  private operator(): Operator {
    const at = this.peek();
    switch (this.word('an operator').toLowerCase()) {
      case 'where':
        return { kind: 'where', condition: this.or() };
      case 'project':
        return { kind: 'project', columns: this.columns() };
      case 'extend':
        return { kind: 'extend', columns: this.columns() };
      case 'distinct':
        return { kind: 'distinct', columns: this.columns() };
      case 'order':
      case 'sort':
        this.expect('by');
        return { kind: 'order', keys: this.list(() => this.sortKey()) };
      case 'take':
      case 'limit':
        return { kind: 'take', count: this.integer() };
      case 'count':
        return { kind: 'count' };
      case 'summarize':
        return this.summarize();
      default:
        return this.failAt(at, 'where, project, extend, distinct, order, sort, take, limit, count, summarize');
    }
  }

  private summarize(): Operator {
    const counts = this.isWord('by') ? [] : this.list(() => this.aggregate());
    const by = this.accept('by') ? this.columns() : [];
    return { kind: 'summarize', counts, by };
  }

  private aggregate(): { name: string; condition?: Expression } {
    const at = this.peek();
    const first = this.word('count()');
    const name = this.accept('=') ? first : undefined;
    const call = (name === undefined ? first : this.word('count()')).toLowerCase();
    if (call !== 'count' && call !== 'countif') {
      return this.failAt(at, 'count(), countif()');
    }
    this.expect('(');
    const condition = call === 'countif' ? this.or() : undefined;
    this.expect(')');
    return { name: name ?? `${call}_`, ...(condition && { condition }) };
  }

  private columns(): Column[] {
    return this.list(() => {
      const next = this.tokens[this.position + 1];
      if (this.peek().kind === 'word' && next?.text === '=') {
        const name = this.word('a column');
        this.expect('=');
        return { name, value: this.or() };
      }
      const value = this.or();
      return { name: columnName(value), value };
    });
  }

  private sortKey(): SortKey {
    const value = this.or();
    // Kusto sorts descending unless it is told otherwise.
    const descending = this.accept('asc') ? false : this.accept('desc') || true;
    return { value, descending };
  }

  private or(): Expression {
    let left = this.and();
    while (this.accept('or')) {
      left = { kind: 'logic', operator: 'or', left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.comparison();
    while (this.accept('and')) {
      left = { kind: 'logic', operator: 'and', left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Expression {
    const left = this.primary();
    const operator = this.peek().text.toLowerCase();
    if (this.peek().kind === 'end' || this.peek().kind === 'string') {
      return left;
    }
    if (['in', 'in~', '!in', '!in~'].includes(operator)) {
      this.position += 1;
      this.expect('(');
      const list = this.list(() => this.primary());
      this.expect(')');
      return { kind: 'in', left, list, ignoreCase: operator.endsWith('~'), negated: operator.startsWith('!') };
    }
    if (COMPARISONS.includes(operator)) {
      this.position += 1;
      return { kind: 'compare', operator, left, right: this.primary() };
    }
    return left;
  }

  private primary(): Expression {
    const token = this.peek();
    if (this.accept('(')) {
      const inner = this.or();
      this.expect(')');
      return inner;
    }
    if (token.kind === 'string' || token.kind === 'number') {
      this.position += 1;
      return { kind: 'literal', value: token.kind === 'number' ? Number(token.text) : token.text };
    }
    const name = this.word('an expression');
    if (name === 'true' || name === 'false') {
      return { kind: 'literal', value: name === 'true' };
    }
    return this.peek().text === '(' ? this.call(token, name) : this.path(name);
  }

  private call(token: Token, name: string): Expression {
    if (!FUNCTIONS.includes(name.toLowerCase())) {
      return this.failAt(token, FUNCTIONS.join(', '));
    }
    this.expect('(');
    const args = this.list(() => this.or());
    this.expect(')');
    return { kind: 'call', name: name.toLowerCase(), args };
  }

  private path(first: string): Expression {
    const parts = [first];
    for (;;) {
      if (this.accept('.')) {
        parts.push(this.word('a property'));
      } else if (this.accept('[')) {
        parts.push(this.take('string', 'a quoted property').text);
        this.expect(']');
      } else {
        return { kind: 'path', parts };
      }
    }
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) {
      items.push(item());
    }
    return items;
  }

  private integer(): number {
    return Number(this.take('number', 'a number').text);
  }

  private word(expected: string): string {
    return this.take('word', expected).text;
  }

  private take(kind: Token['kind'], expected: string): Token {
    const token = this.peek();
    if (token.kind !== kind) {
      this.fail(expected);
    }
    this.position += 1;
    return token;
  }

  private expect(text: string): void {
    if (!this.accept(text)) {
      this.fail(`'${text}'`);
    }
  }

  private accept(text: string): boolean {
    const token = this.peek();
    const found = token.kind !== 'string' && token.text.toLowerCase() === text;
    this.position += found ? 1 : 0;
    return found;
  }

  private isWord(text: string): boolean {
    return this.peek().kind === 'word' && this.peek().text.toLowerCase() === text;
  }

  private peek(): Token {
    return (
      this.tokens[Math.min(this.position, this.tokens.length - 1)] ?? {
        kind: 'end',
        text: '',
        offset: this.text.length,
      }
    );
  }

  private fail(expected: string): never {
    return this.failAt(this.peek(), expected);
  }

  private failAt(token: Token, expected: string): never {
    throw parserFailure(this.text, token.offset, token.text, expected);
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
