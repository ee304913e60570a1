import { toUSVString } from 'node:util';
import { NULL_CODE, type CodedStrings } from '../../common/table.ts';

/** Arrow's layout of a text or binary column: row r is `bytes[offsets[r]] … bytes[offsets[r + 1]]`. */
export interface EncodedBytes {
  offsets: Int32Array;
  bytes: Uint8Array;
}

/**
 * Texts as one run of UTF-8; null takes no bytes. Joining first and converting once is what makes this fast: the
 * runtimes convert one long text at memory speed and many short ones at the speed of their calls.
 */
export function encodeStrings(values: readonly (string | null)[]): EncodedBytes {
  const offsets = new Int32Array(values.length + 1);
  let length = 0;
  for (let row = 0; row < values.length; row++) {
    length += values[row]?.length ?? 0;
    offsets[row + 1] = length;
  }
  const bytes = Buffer.from(values.join(''), 'utf8');
  return bytes.length === length ? { offsets, bytes } : encodeBeyondAscii(values, bytes, offsets);
}

/** Writes the true offsets over those that took each character for one byte. */
function encodeBeyondAscii(values: readonly (string | null)[], bytes: Uint8Array, offsets: Int32Array): EncodedBytes {
  let length = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    length += value ? Buffer.byteLength(value) : 0;
    offsets[row + 1] = length;
  }
  // Half a surrogate pair at the end of one value and half at the start of the next joined to one character: rare
  // enough to begin again, with each half replaced.
  return length === bytes.length
    ? { offsets, bytes }
    : encodeStrings(values.map((value) => value && toUSVString(value)));
}

/** Coded texts, spelled out; faster than decoding them first as long as rows share their texts. */
export function encodeCodedStrings(column: CodedStrings): EncodedBytes {
  const { codes, dictionary } = column;
  // A dictionary that many tables share may be far larger than this one.
  if (dictionary.length * 2 > codes.length) {
    return encodeStrings(decode(column));
  }
  const words = encodeStrings(dictionary);
  const offsets = new Int32Array(codes.length + 1);
  let length = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    length += code < dictionary.length ? words.offsets[code + 1]! - words.offsets[code]! : 0;
    offsets[row + 1] = length;
  }
  return { offsets, bytes: spellOut(codes, words, offsets) };
}

const WORD = 4;

/** Copies in words of four bytes: what a copy writes past its text, the next one overwrites. */
function spellOut(codes: Uint32Array, words: EncodedBytes, offsets: Int32Array): Uint8Array {
  const length = offsets[codes.length]!;
  const texts = words.offsets.length - 1;
  const source = new DataView(new ArrayBuffer(words.bytes.length + WORD));
  new Uint8Array(source.buffer).set(words.bytes);
  const target = new DataView(new ArrayBuffer(length + WORD));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < texts) {
      const end = words.offsets[code + 1]!;
      for (let from = words.offsets[code]!, to = offsets[row]!; from < end; from += WORD, to += WORD) {
        target.setInt32(to, source.getInt32(from));
      }
    }
  }
  return new Uint8Array(target.buffer, 0, length);
}

/** Coded texts as plain ones. */
function decode({ codes, dictionary }: CodedStrings): (string | null)[] {
  const values = new Array<string | null>(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    values[row] = code === NULL_CODE ? null : (dictionary[code] ?? '');
  }
  return values;
}
