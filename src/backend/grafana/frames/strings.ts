import { toUSVString } from 'node:util';
import type { Steps } from '../../common/slices.ts';
import { NULL_CODE, type CodedStrings } from '../../common/table.ts';

/** Arrow's layout of a text or binary column: row r is `bytes[offsets[r]] … bytes[offsets[r + 1]]`. */
export interface EncodedBytes {
  offsets: Int32Array;
  bytes: Uint8Array;
}

/** Texts that are converted at one stretch. */
const PIECE = 4096;

/**
 * Texts as one run of UTF-8, in steps; null takes no bytes. Joining first and converting once is what makes this fast:
 * the runtimes convert one long text at memory speed and many short ones at the speed of their calls.
 */
export function* encodeStrings(values: readonly (string | null)[]): Steps<EncodedBytes> {
  const offsets = new Int32Array(values.length + 1);
  const run = new TextRun(values);
  for (let from = 0; from < values.length; from += PIECE) {
    encodePiece(values.slice(from, from + PIECE), offsets, from, run);
    yield;
  }
  return { offsets, bytes: run.bytes };
}

/** Bytes that texts are written to one after the other, with room for all of them as long as they are ASCII. */
class TextRun {
  #bytes: Buffer;
  #length = 0;

  constructor(values: readonly (string | null)[]) {
    let characters = 0;
    for (let index = 0; index < values.length; index++) {
      characters += values[index]?.length ?? 0;
    }
    this.#bytes = Buffer.allocUnsafeSlow(characters);
  }

  /** What was written so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Writes a text at this place, behind which there is nothing any more; answers its bytes. */
  write(text: string, at: number): number {
    const size = Buffer.byteLength(text);
    if (at + size > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, at)], Math.max(at + size, 2 * this.#bytes.length));
    }
    this.#bytes.write(text, at, size, 'utf8');
    this.#length = at + size;
    return size;
  }
}

/** Writes these texts, and where each of them ends, `offsets[from]` being where the first one begins. */
function encodePiece(texts: readonly (string | null)[], offsets: Int32Array, from: number, run: TextRun): void {
  const size = run.write(texts.join(''), offsets[from] as number);
  const length = writeEnds(texts, offsets, from, (text) => text.length);
  // Most is plain ASCII, where each character is a byte.
  if (length === size || writeEnds(texts, offsets, from, (text) => Buffer.byteLength(text)) === size) {
    return;
  }
  // Half a surrogate pair at the end of one value and half at the start of the next joined to one character: rare
  // enough to begin again, with each half replaced.
  encodePiece(
    texts.map((text) => text && toUSVString(text)),
    offsets,
    from,
    run,
  );
}

function writeEnds(
  texts: readonly (string | null)[],
  offsets: Int32Array,
  from: number,
  sizeOf: (text: string) => number,
): number {
  const begin = offsets[from] as number;
  let end = begin;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    end += text ? sizeOf(text) : 0;
    offsets[from + index + 1] = end;
  }
  return end - begin;
}

/** Coded texts, spelled out; faster than decoding them first as long as rows share their texts. */
export function* encodeCodedStrings(column: CodedStrings): Steps<EncodedBytes> {
  const { codes, dictionary } = column;
  // A dictionary that many tables share may be far larger than this one.
  if (dictionary.length * 2 > codes.length) {
    return yield* encodeStrings(decode(column));
  }
  const words = yield* encodeStrings(dictionary);
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
