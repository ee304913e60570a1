import { parserFailure } from './errors.ts';

export interface Token {
  kind: 'word' | 'string' | 'number' | 'span' | 'datetime' | 'symbol' | 'end';
  text: string;
  offset: number;
}

const PATTERN =
  /\s+|\/\/[^\n]*|(?<string>@?'(?:[^'\\]|\\.)*'|@?"(?:[^"\\]|\\.)*")|datetime\((?<datetime>[^)]*)\)|(?<span>\d+(?:\.\d+)?(?:ms|[dhms])\b)|(?<number>\d+(?:\.\d+)?)|(?<word>!?[A-Za-z_$][\w$-]*~?)|(?<symbol>=~|!~|==|!=|<=|>=|[|()\[\],.=<>+-])/y;

/** Cuts a query into tokens; the last one is always `end`. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < query.length) {
    const offset = PATTERN.lastIndex;
    const match = PATTERN.exec(query);
    if (!match) {
      throw parserFailure(query, offset, query.charAt(offset), 'a token');
    }
    const { string, number, span, datetime, word, symbol } = match.groups ?? {};
    if (string !== undefined) {
      tokens.push({ kind: 'string', text: unquote(string), offset });
    } else if (datetime !== undefined) {
      tokens.push({ kind: 'datetime', text: datetime.replace(/['"]/g, '').trim(), offset });
    } else if (span !== undefined) {
      tokens.push({ kind: 'span', text: span, offset });
    } else if (number !== undefined) {
      tokens.push({ kind: 'number', text: number, offset });
    } else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, offset });
    } else if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol, offset });
    }
  }
  return [...tokens, { kind: 'end', text: '', offset: query.length }];
}

function unquote(text: string): string {
  const verbatim = text.startsWith('@');
  const inner = text.slice(verbatim ? 2 : 1, -1);
  return verbatim ? inner : inner.replace(/\\(.)/g, '$1');
}
