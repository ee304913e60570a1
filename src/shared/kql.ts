/**
 * Template variables in Kusto. A variable's value comes from whoever opens the dashboard, by its URL too, so it is
 * never put into a query as it is: it stays one value, whatever it holds.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/string
 */

/** Where in a query a place is: outside of any text, in a text with its closing quote, or in a comment. */
export type KqlPlace = 'outside' | `'` | `"` | `@'` | `@"` | '```' | 'comment';

/** A text literal that reads as exactly this text. */
export function kqlLiteral(text: string): string {
  return `'${escapeKql(text, `'`)}'`;
}

/** Text for a place within a literal (or a comment) that doesn't end it. */
export function escapeKql(text: string, place: Exclude<KqlPlace, 'outside'>): string {
  switch (place) {
    case `'`:
    case `"`:
      return text.replace(/[\\'"\r\n\t\0]/g, (character) => ESCAPES[character] ?? '');
    case `@'`:
    case `@"`:
      // These know no escapes but the doubled quote, and no line ends.
      return text.replace(/[\r\n\0]+/g, ' ').replaceAll(place.slice(1), place.slice(1).repeat(2));
    case '```':
      // No escapes at all, and one more of these before the closing three would end the text early.
      return text.replaceAll('`', '');
    case 'comment':
      return text.replace(/[\r\n]+/g, ' ');
  }
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
  '\0': '',
};

/** Numbers and spans of time, which mean something without quotes: `take 5`, `ago(1d)`. */
const BARE = /^-?\d{1,18}(\.\d{1,18})?(d|h|m|s|ms)?$/;

/**
 * Values of one variable at a place: outside of quotes numbers and spans of time as they are and all else as
 * literals, several of them with commas between, as `in~ ($customers)` wants them.
 */
function kqlValues(values: readonly string[], place: KqlPlace): string {
  return place === 'outside'
    ? values.map((value) => (BARE.test(value) ? value : kqlLiteral(value))).join(', ')
    : values.map((value) => escapeKql(value, place)).join(',');
}

/**
 * Puts values where their marks are.
 * @param kql query with a mark in each variable's place.
 * @param mark finds marks; its first group is what `valuesOf` is asked with. Must be sticky (`y`).
 */
export function fillKql(kql: string, mark: RegExp, valuesOf: (id: string) => readonly string[]): string {
  let result = '';
  let place: KqlPlace = 'outside';
  for (let at = 0; at < kql.length;) {
    mark.lastIndex = at;
    const found = mark.exec(kql);
    if (found) {
      result += kqlValues(valuesOf(found[1] as string), place);
      at += found[0].length;
      continue;
    }
    const token = tokenAt(kql, at, place);
    place = placeAfter(place, token);
    result += token;
    at += token.length;
  }
  return result;
}

/** The next piece of a query that doesn't change its place within itself. */
function tokenAt(kql: string, at: number, place: KqlPlace): string {
  const here = kql.slice(at, at + 3);
  if (here === '```' && (place === 'outside' || place === '```')) {
    return here;
  }
  const two = here.slice(0, 2);
  const pairs: Partial<Record<KqlPlace, readonly string[]>> = {
    outside: ['//', `@'`, `@"`],
    // The second of a pair is no closing quote.
    "@'": [`''`],
    '@"': [`""`],
  };
  const escaped = (place === `'` || place === `"`) && here.startsWith('\\') && two.length === 2;
  return escaped || pairs[place]?.includes(two) ? two : here.slice(0, 1);
}

function placeAfter(place: KqlPlace, token: string): KqlPlace {
  if (place === 'outside') {
    return token === '//' ? 'comment' : isOpening(token) ? token : 'outside';
  }
  const closing = place === 'comment' ? '\n' : place.startsWith('@') ? place.slice(1) : place;
  // A text ends with its line, closed or not; only ``` goes over several.
  return token === closing || (token === '\n' && place !== '```') ? 'outside' : place;
}

function isOpening(token: string): token is Exclude<KqlPlace, 'outside' | 'comment'> {
  return [`'`, `"`, `@'`, `@"`, '```'].includes(token);
}
