import { deflateSync, gzipSync } from 'node:zlib';
import { BadEncoding, BodyTooLarge, parseJson, readBody } from './body.ts';

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield part;
    await Promise.resolve();
  }
}

const TEXT = 'Österreich '.repeat(20_000);
const noise = Buffer.from(Array.from({ length: 150_000 }, (_, index) => (index * 7919) % 251));

test('joins chunks that cut a character in two', async () => {
  const bytes = Buffer.from('Ö');
  expect(await readBody(chunks(bytes.subarray(0, 1), bytes.subarray(1)), undefined, 10)).toBe('Ö');
});

test.each([
  ['gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  [' GZIP ', gzipSync(TEXT, { level: 0 })],
  ['identity', Buffer.from(TEXT)],
])('reads %s', async (encoding, bytes) => {
  expect(await readBody(chunks(bytes.subarray(0, 7), bytes.subarray(7)), encoding, 1_000_000)).toBe(TEXT);
});

test.each([
  ['gzip that breaks off', 'gzip', gzipSync(TEXT).subarray(0, 50)],
  ['large gzip that breaks off', 'gzip', gzipSync(noise, { level: 0 }).subarray(0, 100_000)],
  ['what is no gzip', 'gzip', Buffer.from('plain')],
  ['an encoding that was not asked for', 'br', Buffer.from('x')],
])('refuses %s', async (_, encoding, bytes) => {
  await expect(readBody(chunks(bytes), encoding, 1_000_000)).rejects.toBeInstanceOf(BadEncoding);
});

test.each([
  ['a long body', undefined, Buffer.alloc(1_001)],
  ['a small gzip of a long body', 'gzip', gzipSync(Buffer.alloc(1_000_000))],
])('refuses %s', async (_, encoding, bytes) => {
  await expect(readBody(chunks(bytes), encoding, 1_000)).rejects.toBeInstanceOf(BodyTooLarge);
});

test('parses JSON behind a byte order mark; anything else is undefined', () => {
  expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('{"a":')).toBeUndefined();
  expect(parseJson('')).toBeUndefined();
});
