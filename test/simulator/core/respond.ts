import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Effect } from './faults.ts';
import type { Reply } from './http.ts';

const GZIP_FROM_BYTES = 2048;
const DRIP_MS = 50;
const compress = promisify(gzip);

/** Writes an answer, compressed when it is large and the client takes that, and spoiled when a fault says so. */
export async function respond(
  response: ServerResponse,
  reply: Reply,
  acceptEncoding: string,
  effect?: Effect,
): Promise<void> {
  const headers: Record<string, string> = { ...reply.headers };
  let bytes = encode(reply, headers);
  if (effect === 'wrongContentType') {
    headers['content-type'] = 'text/html; charset=utf-8';
  }
  if (effect === 'brokenGzip') {
    headers['content-encoding'] = 'gzip';
    bytes = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('not deflated')]);
  } else if (effect === 'truncate') {
    bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
  } else if (
    bytes.length >= GZIP_FROM_BYTES &&
    headers['content-encoding'] === undefined &&
    /\bgzip\b/.test(acceptEncoding)
  ) {
    bytes = await compress(bytes, { level: constants.Z_BEST_SPEED });
    headers['content-encoding'] = 'gzip';
    headers.vary = 'Accept-Encoding';
  }
  headers['content-length'] = String(bytes.length);
  response.writeHead(reply.status, headers);
  if (effect === 'drip') {
    await drip(response, bytes);
  } else {
    response.end(bytes);
  }
}

/** A byte now and then, for as long as the client has the patience. */
async function drip(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at++) {
    response.write(bytes.subarray(at, at + 1));
    await delay(DRIP_MS);
  }
  response.end();
}

function encode(reply: Reply, headers: Record<string, string>): Buffer {
  if (reply.body === undefined) {
    return Buffer.alloc(0);
  }
  if (Buffer.isBuffer(reply.body)) {
    return reply.body;
  }
  headers['content-type'] ??= 'application/json; charset=utf-8';
  return Buffer.from(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}
