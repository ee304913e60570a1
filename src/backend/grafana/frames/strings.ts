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
  if (bytes.length !== length) {
    return encodeBeyondAscii(values, offsets);
  }
  return { offsets, bytes };
}

function encodeBeyondAscii(values: readonly (string | null)[], offsets: Int32Array): EncodedBytes {
  // Half a surrogate pair at the end of one value and half at the start of the next would join to one character.
  const whole = values.map((value) => (value ? toUSVString(value) : ''));
  let length = 0;
  for (let row = 0; row < whole.length; row++) {
    length += Buffer.byteLength(whole[row]!);
    offsets[row + 1] = length;
  }
  return { offsets, bytes: Buffer.from(whole.join(''), 'utf8') };
}

/** Coded texts, spelled out. */
export function encodeCodedStrings(column: CodedStrings): EncodedBytes {
  return encodeStrings(decode(column));
}

/** Coded texts as plain ones. */
export function decode({ codes, dictionary }: CodedStrings): (string | null)[] {
  const values = new Array<string | null>(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    values[row] = code === NULL_CODE ? null : (dictionary[code] ?? '');
  }
  return values;
}
