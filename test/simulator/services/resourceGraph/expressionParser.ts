import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
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

const FUNCTIONS = [
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

/** Reads expressions: `or` binds loosest, then `and`, then comparisons. */
export class ExpressionParser {
  private readonly cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  expression(): Expression {
    return this.or();
  }

  private or(): Expression {
    let left = this.and();
    while (this.cursor.accept('or')) {
      left = { kind: 'logic', operator: 'or', left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.comparison();
    while (this.cursor.accept('and')) {
      left = { kind: 'logic', operator: 'and', left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Expression {
    const left = this.primary();
    const operator = this.cursor.peek().text.toLowerCase();
    if (this.cursor.peek().kind === 'end' || this.cursor.peek().kind === 'string') {
      return left;
    }
    if (['in', 'in~', '!in', '!in~'].includes(operator)) {
      this.cursor.skip();
      this.cursor.expect('(');
      const list = this.cursor.list(() => this.primary());
      this.cursor.expect(')');
      return { kind: 'in', left, list, ignoreCase: operator.endsWith('~'), negated: operator.startsWith('!') };
    }
    if (COMPARISONS.includes(operator)) {
      this.cursor.skip();
      return { kind: 'compare', operator, left, right: this.primary() };
    }
    return left;
  }

  private primary(): Expression {
    const token = this.cursor.peek();
    if (this.cursor.accept('(')) {
      const inner = this.or();
      this.cursor.expect(')');
      return inner;
    }
    if (token.kind === 'string' || token.kind === 'number') {
      this.cursor.skip();
      return { kind: 'literal', value: token.kind === 'number' ? Number(token.text) : token.text };
    }
    const name = this.cursor.word('an expression');
    if (name === 'true' || name === 'false') {
      return { kind: 'literal', value: name === 'true' };
    }
    return this.cursor.peek().text === '(' ? this.call(token, name) : this.path(name);
  }

  private call(token: Token, name: string): Expression {
    if (!FUNCTIONS.includes(name.toLowerCase())) {
      return this.cursor.failAt(token, FUNCTIONS.join(', '));
    }
    this.cursor.expect('(');
    const args = this.cursor.list(() => this.or());
    this.cursor.expect(')');
    return { kind: 'call', name: name.toLowerCase(), args };
  }

  private path(first: string): Expression {
    const parts = [first];
    for (;;) {
      if (this.cursor.accept('.')) {
        parts.push(this.cursor.word('a property'));
      } else if (this.cursor.accept('[')) {
        parts.push(this.cursor.take('string', 'a quoted property').text);
        this.cursor.expect(']');
      } else {
        return { kind: 'path', parts };
      }
    }
  }
}
