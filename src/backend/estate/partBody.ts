/** A head of JSON and two blocks of bytes, as one part's content in the store: `[head length][head][a length][a][b]`, blocks aligned to 8. */
export interface PartBody<Head> {
  head: Head;
  idBytes: Uint8Array;
  bytes: Uint8Array;
}

const NONE = new Uint8Array(0);

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
  return body;
}

/** Throws a RangeError or SyntaxError for bytes that no `encodeBody` made. */
export function decodeBody<Head>(content: Uint8Array): PartBody<Head> {
  const body = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
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

function align(length: number): number {
  return Math.ceil(length / 8) * 8;
}
