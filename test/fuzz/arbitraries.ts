import fc from 'fast-check';

/** Seeds and sizes: fixed and modest in `npm test`, by the environment in `npm run test:fuzz`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);

/** How many times a property is tried, and from where it begins. */
export const runs = (numRuns: number): fc.Parameters<unknown> => ({
  seed: SEED,
  numRuns: numRuns * FACTOR,
  endOnFailure: FACTOR > 1,
});

const SPECIMENS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff half',
  'half \ud83d',
  '\u202Eright to left',
  'zero\u200bwidth\u200d\ufeff',
  'a\u0301\u0301\u0301',
  '🧑‍🚀',
  'İstanbul',
  'ß'.repeat(300),
  'x'.repeat(70_000),
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  "'; drop table x; --",
  "' or 1 eq 1 or '",
  '```\n| take 1',
  '\\',
  "\\'",
  '$__all',
  '${x:raw}',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  'null',
  'true',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.9999999Z',
  '275760-09-13T00:00:01Z',
  '-271821-04-19T00:00:00Z',
];

export const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SPECIMENS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0xd800, max: 0xdfff }), { minLength: 1, maxLength: 4 })
      .map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);

export const oddNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, -1, 1e21, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 2 ** 63, 2 ** 64),
);

/** Stands for that many levels of lists or objects, which `textOfJson` writes out: no value of this size can be walked by recursion. */
export interface Deep {
  deep: 'list' | 'object';
  levels: number;
}
const deep = fc.record({
  deep: fc.constantFrom('list' as const, 'object' as const),
  levels: fc.constantFrom(3, 500, 10_000),
});

/** Any JSON value, the odd ones above all. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 4, arbitrary: oddNumber },
  {
    weight: 3,
    arbitrary: fc.constantFrom(null, true, false, [], {}, [null], [[]], { value: null }, { __proto__: null }),
  },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }) },
  { weight: 2, arbitrary: fc.dictionary(oddText, fc.oneof(oddText, oddNumber), { maxKeys: 4 }) },
  { weight: 2, arbitrary: deep },
);

/** JSON with every `Deep` written out, and `-0` and numbers beyond doubles as they may stand in a body. */
export function textOfJson(value: unknown): string {
  const marked = (_: string, part: unknown) => (isDeep(part) ? `\u0001${part.deep} ${part.levels}\u0001` : part);
  const text = JSON.stringify(value ?? null, marked);
  return text.replace(/"\\u0001(list|object) (\d+)\\u0001"/g, (_, kind: string, levels: string) => {
    const [open, close] = kind === 'list' ? ['[', ']'] : ['{"a":', '}'];
    return `${open.repeat(Number(levels))}1${close.repeat(Number(levels))}`;
  });
}

function isDeep(value: unknown): value is Deep {
  return typeof value === 'object' && value !== null && 'deep' in value && 'levels' in value;
}

/** One change of a JSON document: which place (modulo how many there are), and what comes there. */
export interface Mutation {
  at: number;
  how: 'replace' | 'remove' | 'repeat' | 'wrap';
  value: unknown;
}
export const mutations = fc.array(
  fc.record({
    at: fc.nat(100_000),
    how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'wrap'),
    value: oddValue,
  }) as fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 6 },
);

/** A copy of the document with these changes, as text. */
export function mutated(document: unknown, changes: readonly Mutation[]): string {
  const holder = { root: structuredClone(document) as unknown };
  for (const change of changes) {
    const places = placesIn(holder);
    const place = places[change.at % places.length];
    if (place) {
      apply(place, change);
    }
  }
  return textOfJson(holder.root);
}

type Place = [container: Record<string, unknown> | unknown[], key: string | number];

function placesIn(holder: object): Place[] {
  const places: Place[] = [];
  const open: unknown[] = [holder];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || isDeep(value)) {
      continue;
    }
    const container = value as Record<string, unknown>;
    for (const key of Object.keys(container)) {
      places.push([container, key]);
      open.push(container[key]);
    }
  }
  return places;
}

function apply([container, key]: Place, { how, value }: Mutation): void {
  const within = container as Record<string | number, unknown>;
  switch (how) {
    case 'remove':
      delete within[key];
      break;
    case 'repeat':
      if (Array.isArray(container)) {
        container.push(structuredClone(within[key]));
      }
      break;
    case 'wrap':
      within[key] = [within[key]];
      break;
    case 'replace':
      // A copy, or a later change could put it into itself.
      Object.defineProperty(within, key, {
        value: structuredClone(value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
}

/** Rows that no list can use. */
export const uselessRow = fc.oneof(
  fc.constantFrom(null, 5, 'row', true, [], [null], {}, { id: null }, { id: 5 }, { id: {} }, { id: '' }),
  fc.array(oddText, { maxLength: 2 }),
  oddText,
  oddNumber,
);
