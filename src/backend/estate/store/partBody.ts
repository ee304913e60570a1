import { crc32 } from 'node:zlib';

/**
 * A head of JSON and two blocks of bytes, as one part's content in the store: `[length][head][length][a][length][b]`,
 * blocks aligned to 8. Behind the first length is the checksum of all of it: SQLite has none, and a disk's error in the
 * middle of a blob would otherwise be shown as the state of a resource.
 */
export interface PartBody<Head> {
  head: Head;
  idBytes: Uint8Array;
  bytes: Uint8Array;
}

const CHECKSUM_AT = 4;
const NONE = new Uint8Array(0);

/** The content as bytes; parts that are absent are empty. */
export function encodeBody<Head>({ head, idBytes, bytes }: Partial<PartBody<Head>>): Uint8Array {
  const text = Buffer.from(JSON.stringify(head));
  const blocks = [text, idBytes ?? NONE, bytes ?? NONE];
  const size = blocks.reduce((sum, block) => sum + 8 + align(block.byteLength), 0);
  const body = Buffer.alloc(size);
  let offset = 0;
  for (const block of blocks) {
    body.writeUInt32LE(block.byteLength, offset);
    body.set(block, offset + 8);
    offset += 8 + align(block.byteLength);
  }
  body.writeUInt32LE(crc32(body), CHECKSUM_AT);
  return body;
}

/** @throws {RangeError | SyntaxError} for bytes that no `encodeBody` made. */
export function decodeBody<Head>(content: Uint8Array): PartBody<Head> {
  const body = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (body.readUInt32LE(CHECKSUM_AT) !== checksum(body)) {
    throw new RangeError('A stored part is damaged.');
  }
  const blocks: Uint8Array[] = [];
  let offset = 0;
  for (let index = 0; index < 3; index++) {
    const length = body.readUInt32LE(offset);
    if (offset + 8 + length > body.byteLength) {
      throw new RangeError('A stored part is cut off.');
    }
    // Copies: the segment must not keep the database's buffer, and the head in it, alive.
    blocks.push(new Uint8Array(body.subarray(offset + 8, offset + 8 + length)));
    offset += 8 + align(length);
  }
  const [text, idBytes, bytes] = blocks as [Uint8Array, Uint8Array, Uint8Array];
  return { head: JSON.parse(Buffer.from(text).toString('utf8')) as Head, idBytes, bytes };
}

/** As if the place of the checksum itself were empty. */
function checksum(body: Buffer): number {
  const start = Buffer.from(body.subarray(0, CHECKSUM_AT + 4)).fill(0, CHECKSUM_AT);
  return crc32(body.subarray(CHECKSUM_AT + 4), crc32(start));
}

function align(length: number): number {
  return Math.ceil(length / 8) * 8;
}
