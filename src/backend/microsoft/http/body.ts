import { gunzip, gunzipSync, inflate } from 'node:zlib';
import { promisify } from 'node:util';
import { cutDepth, isTooDeep } from '../../common/jsonDepth.ts';

/** The body is longer than allowed. */
export class BodyTooLarge extends Error {}

/** The body's compression is broken, or one we didn't ask for. */
export class BadEncoding extends Error {}

const SMALL = 64 * 1024;

/**
 * Collects a response's body.
 *
 * @param stream the raw stream, still compressed; an error in it is thrown as it is.
 * @param encoding the `Content-Encoding` header.
 * @param limit most bytes, before and after decompression.
 * @throws BodyTooLarge, BadEncoding
 */
export async function readBody(
  stream: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
  limit: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > limit) {
      throw new BodyTooLarge();
    }
    chunks.push(chunk);
  }
  const raw = chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks, length);
  const plain = await decompress(raw, encoding?.trim().toLowerCase(), limit);
  return plain.toString('utf8');
}

async function decompress(raw: Buffer, encoding: string | undefined, maxOutputLength: number): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity' || raw.length === 0) {
    return raw;
  }
  try {
    if (encoding === 'gzip') {
      // Most bodies are small, and a trip to the thread pool costs more than they do.
      return raw.length < SMALL
        ? gunzipSync(raw, { maxOutputLength })
        : await promisify(gunzip)(raw, { maxOutputLength });
    }
    if (encoding === 'deflate') {
      return await promisify(inflate)(raw, { maxOutputLength });
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new BodyTooLarge() : new BadEncoding();
  }
  throw new BadEncoding();
}

/**
 * JSON of a body, which may start with a byte order mark as Partner Center's do; undefined where it is none. What is
 * nested beyond all reason is null: it can't be meant, and the rows beside it are.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return isTooDeep(text) ? cutDepth(value) : value;
  } catch {
    return undefined;
  }
}
