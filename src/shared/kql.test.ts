import { escapeKql, fillKql, kqlLiteral } from './kql.ts';

const EVIL = `x' or 1==1 | take 5 // \\`;

test('a literal holds any text and nothing gets out of it', () => {
  expect(kqlLiteral('Contoso')).toBe(`'Contoso'`);
  expect(kqlLiteral(`O'Brien "x" \\ y`)).toBe(String.raw`'O\'Brien \"x\" \\ y'`);
  expect(kqlLiteral('two\r\nlines\tand\0nothing')).toBe(String.raw`'two\r\nlines\tandnothing'`);
  expect(kqlLiteral('büro 株式')).toBe(`'büro 株式'`);
});

test.each<[Parameters<typeof escapeKql>[1], string, string]>([
  [`'`, `a'b`, String.raw`a\'b`],
  [`"`, `a"b\\`, String.raw`a\"b\\`],
  [`@'`, `a'b\\`, `a''b\\`],
  [`@"`, `a"b\nc`, `a""b c`],
  ['```', 'a```b`', 'ab'],
  ['comment', 'a\nb', 'a b'],
])('within %s the text %j is written %j', (place, text, written) => {
  expect(escapeKql(text, place)).toBe(written);
});

const fill = (kql: string, values: Record<string, string[]>) => fillKql(kql, /<(\w+)>/y, (id) => values[id] ?? []);

test.each<[string, Record<string, string[]>, string]>([
  ['resources | where name == <v>', { v: ['a'] }, `resources | where name == 'a'`],
  ['where name in~ (<v>)', { v: ['a', 'b c'] }, `where name in~ ('a', 'b c')`],
  ["where name == '<v>'", { v: ['a'] }, "where name == 'a'"],
  ["where name == '<v>'", { v: [EVIL] }, String.raw`where name == 'x\' or 1==1 | take 5 // \\'`],
  ['where name == <v>', { v: [EVIL] }, String.raw`where name == 'x\' or 1==1 | take 5 // \\'`],
  ['where name == @"<v>"', { v: ['a" | take 1'] }, 'where name == @"a"" | take 1"'],
  ['where name == ```<v>``` | take <n>', { v: ['a``` | b'], n: ['5'] }, 'where name == ```a | b``` | take 5'],
  ['take <n> | where at > ago(<t>)', { n: ['10'], t: ['1d'] }, 'take 10 | where at > ago(1d)'],
  ['take <n>', { n: ['1 | union x'] }, `take '1 | union x'`],
  ['resources // about <v>\n| take 1', { v: ['a\n| take 9'] }, 'resources // about a | take 9\n| take 1'],
  [`where a == 'it\\'s' and b == <v>`, { v: ['c'] }, `where a == 'it\\'s' and b == 'c'`],
  [`where a == @'it''s' and b == <v>`, { v: ['c'] }, `where a == @'it''s' and b == 'c'`],
  [`where a == 'http://x' and b == '<v>'`, { v: [`y'`] }, String.raw`where a == 'http://x' and b == 'y\''`],
  [`where a == "it's" and b == <v>`, { v: ['c'] }, `where a == "it's" and b == 'c'`],
])('%j with %j becomes %j', (kql, values, filled) => {
  expect(fill(kql, values)).toBe(filled);
});

test('a query without marks stays as it is', () => {
  const kql = "resources\n| where tags['it''s'] has \"a\\\"b\" // why\n| project id, ['odd name']\n";
  expect(fill(kql, {})).toBe(kql);
});
