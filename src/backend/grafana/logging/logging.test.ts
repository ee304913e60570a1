import type { LogLevel } from '../../common/log.ts';
import { createLogger, formatLine } from './logging.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 8, 7, 6);
const LEVELS: LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

const circular: Record<string, unknown> = {};
circular.self = circular;
const hostile = {
  get trap() {
    throw new Error('no');
  },
  toJSON() {
    throw new Error('no');
  },
};
/** What code might hand to a logger, well-meant or not. */
const VALUES: unknown[] = [
  ...[
    undefined,
    null,
    true,
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n << 80n,
    '',
    'text',
    'a\nb\u0000\u2028',
    '\ud800',
  ],
  ...[
    Symbol('s'),
    () => 1,
    [],
    [1n],
    {},
    circular,
    hostile,
    new Date(Number.NaN),
    new Map([[1, 2]]),
    Object.create(null),
  ],
  ...[
    new Error('broken', { cause: new TypeError('inner') }),
    Object.assign(new Error('x'), { stack: undefined }),
    Buffer.alloc(100_000),
  ],
  ...['x'.repeat(200_000), '🦥'.repeat(100_000), new Array(10_000).fill('long text')],
];
const KEYS = ['key', '@message', '@level', '@timestamp', 'timestamp', '', '@', '__proto__', 'a b', 'ü'];

function parse(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

describe('formatLine()', () => {
  it('should write what the host parses, whatever it is given', () => {
    for (const level of LEVELS) {
      for (const value of VALUES) {
        for (const key of KEYS) {
          const line = formatLine(level, value as string, { [key]: value, other: 1 }, NOW);
          const entry = parse(line);
          expect(typeof entry['@message']).toBe('string');
          expect(entry['@level']).toBe(level);
          expect(entry['@timestamp']).toBe('2026-11-21T09:08:07.006000Z');
          expect(entry).not.toHaveProperty('timestamp');
          expect(line).not.toContain('\n');
          expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
          expect(Object.values(entry).every((field) => field === null || typeof field !== 'object')).toBe(true);
        }
      }
    }
  });

  it('should keep numbers and booleans, and an error with its causes', () => {
    const error = new Error('broken', { cause: new TypeError('inner') });
    const entry = parse(
      formatLine('error', 'm', { count: 3, ok: false, nothing: null, absent: undefined, error }, NOW),
    );
    expect(entry).toMatchObject({ count: 3, ok: false, nothing: null });
    expect(entry).not.toHaveProperty('absent');
    expect(entry.error).toMatch(/broken[^]*caused by: TypeError: inner/);
  });

  it("should not show an error's own properties, which may hold a request with its headers", () => {
    const error = Object.assign(new Error('failed'), { request: { headers: { authorization: 'Bearer sekrit' } } });
    expect(formatLine('error', 'm', { error }, NOW)).not.toContain('sekrit');
  });

  it('should stay under the limit with many long fields', () => {
    const fields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`field${n}`, '\u0001'.repeat(8_000)]));
    const line = formatLine('info', 'the message', fields, NOW);
    expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
    expect(parse(line)['@message']).toBe('the message');
  });

  it('should stay under the limit with a message that grows when escaped', () => {
    expect(Buffer.byteLength(formatLine('info', '\u0001'.repeat(100_000), {}, NOW))).toBeLessThan(64 * 1024);
  });
});

describe('createLogger()', () => {
  it('should add its fields, and those of with(), to each line', () => {
    const lines: string[] = [];
    const log = createLogger({ logger: 'test' }, (line) => lines.push(line)).with({ uid: 'a', logger: 'inner' });
    log.warn('careful', { count: 1 });
    expect(parse(lines[0]!)).toMatchObject({
      '@level': 'warn',
      '@message': 'careful',
      logger: 'inner',
      uid: 'a',
      count: 1,
    });
  });
});
