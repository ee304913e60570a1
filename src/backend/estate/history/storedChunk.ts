import type { Logger } from '../../common/log.ts';
import { type Health, restoreHealth, type StoredHealth } from '../segments/healthSegment.ts';
import { decodeBody, encodeBody } from '../store/partBody.ts';
import type { StoredHistory } from '../store/store.ts';
import { type Chunk, decodeTail, encodeTail } from './chunk.ts';
import type { PastKey } from './past.ts';

/** A chunk with how everything was when it began; null: the store has that, or it is lost. */
export interface Piece {
  chunk: Chunk;
  base: Health | null;
}

/** A piece as the store keeps it. */
export function storedPiece({ tenantId, subscriptionId }: PastKey, { chunk, base }: Piece): StoredHistory {
  const { from, to } = chunk;
  const content = base ? { base: encodeBody(base.stored()) } : {};
  return { tenantId, subscriptionId, from, to, tail: encodeTail(chunk), ...content };
}

/** The chunk of a stored piece; undefined, and said in the log, where it can't be read. */
export function readChunk({ from, to, tail, tenantId, subscriptionId }: StoredHistory, log: Logger): Chunk | undefined {
  try {
    return decodeTail(from, to, tail);
  } catch (error) {
    log.warn('A stored piece of history could not be read; that time shows as not observed.', {
      ...{ tenantId, subscriptionId },
      error: error as Error,
    });
    return undefined;
  }
}

/** How everything was when a stored piece began; null where it doesn't say, or can't be read. */
export function readBase({ subscriptionId, base }: StoredHistory): Health | null {
  if (!base) {
    return null;
  }
  try {
    const { head, bytes, idBytes } = decodeBody<StoredHealth>(base);
    return restoreHealth(subscriptionId, head, bytes, idBytes);
  } catch {
    // What it began with is lost, what changed is not.
    return null;
  }
}
