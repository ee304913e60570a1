import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { FUNCTIONS, NULLARY } from './functions.ts';
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
  'endswith',
  '!endswith',
  'has',
  '!has',
];

const SPANS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

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
    const left = this.sum();
    const operator = this.cursor.peek().text.toLowerCase();
    if (this.cursor.peek().kind === 'end' || this.cursor.peek().kind === 'string') {
      return left;
    }
    if (['in', 'in~', '!in', '!in~'].includes(operator)) {
      this.cursor.skip();
      this.cursor.expect('(');
      const list = this.cursor.list(() => this.sum());
      this.cursor.expect(')');
      return { kind: 'in', left, list, ignoreCase: operator.endsWith('~'), negated: operator.startsWith('!') };
    }
    if (COMPARISONS.includes(operator)) {
      this.cursor.skip();
      return { kind: 'compare', operator, left, right: this.sum() };
    }
    return left;
  }

  private sum(): Expression {
    let left = this.primary();
    for (;;) {
      const sign = this.cursor.accept('+') ? 1 : this.cursor.accept('-') ? -1 : undefined;
      if (sign === undefined) {
        return left;
      }
      left = { kind: 'sum', sign, left, right: this.primary() };
    }
  }

  private primary(): Expression {
    const token = this.cursor.peek();
    if (this.cursor.accept('(')) {
      const inner = this.or();
      this.cursor.expect(')');
      return inner;
    }
    if (['string', 'number', 'span', 'datetime'].includes(token.kind)) {
      this.cursor.skip();
      return { kind: 'literal', value: this.literal(token) };
    }
    const name = this.cursor.word('an expression');
    if (name === 'true' || name === 'false') {
      return { kind: 'literal', value: name === 'true' };
    }
    return this.cursor.peek().text === '(' ? this.call(token, name) : this.path(name);
  }

  private literal(token: Token): string | number | Date {
    switch (token.kind) {
      case 'number':
        return Number(token.text);
      case 'span':
        return parseFloat(token.text) * (SPANS[token.text.replace(/[\d.]/g, '')] ?? 0);
      case 'datetime': {
        const at = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(token.text) ? token.text : `${token.text}Z`);
        return Number.isNaN(at.getTime()) ? this.cursor.failAt(token, 'a date and time') : at;
      }
      default:
        return token.text;
    }
  }

  private call(token: Token, name: string): Expression {
    if (!(name.toLowerCase() in FUNCTIONS)) {
      return this.cursor.failAt(token, Object.keys(FUNCTIONS).join(', '));
    }
    this.cursor.expect('(');
    if (NULLARY.has(name.toLowerCase())) {
      this.cursor.expect(')');
      return { kind: 'call', name: name.toLowerCase(), args: [] };
    }
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
        const index = this.cursor.peek().kind === 'number';
        parts.push(index ? String(this.cursor.integer()) : this.cursor.take('string', 'a quoted property').text);
        this.cursor.expect(']');
      } else {
        return { kind: 'path', parts };
      }
    }
  }
}
