import { parserFailure } from './errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

/** A place in a query's tokens, and the ways to move on from it. */
export class Cursor {
  private readonly text: string;
  private readonly tokens: Token[];
  private position = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) {
      items.push(item());
    }
    return items;
  }

  integer(): number {
    return Number(this.take('number', 'a number').text);
  }

  word(expected: string): string {
    return this.take('word', expected).text;
  }

  take(kind: Token['kind'], expected: string): Token {
    const token = this.peek();
    if (token.kind !== kind) {
      this.fail(expected);
    }
    this.position += 1;
    return token;
  }

  expect(text: string): void {
    if (!this.accept(text)) {
      this.fail(`'${text}'`);
    }
  }

  accept(text: string): boolean {
    const token = this.peek();
    const found = token.kind !== 'string' && token.text.toLowerCase() === text;
    this.position += found ? 1 : 0;
    return found;
  }

  isWord(text: string): boolean {
    return this.peek().kind === 'word' && this.peek().text.toLowerCase() === text;
  }

  peek(): Token {
    return (
      this.tokens[Math.min(this.position, this.tokens.length - 1)] ?? {
        kind: 'end',
        text: '',
        offset: this.text.length,
      }
    );
  }

  fail(expected: string): never {
    return this.failAt(this.peek(), expected);
  }

  failAt(token: Token, expected: string): never {
    throw parserFailure(this.text, token.offset, token.text, expected);
  }

  /** The token after the next one. */
  second(): Token | undefined {
    return this.tokens[this.position + 1];
  }

  skip(): void {
    this.position += 1;
  }
}
