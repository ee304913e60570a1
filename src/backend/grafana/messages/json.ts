import { CspError } from '../../common/errors.ts';
import { isTooDeep, MOST_LEVELS } from '../../common/jsonDepth.ts';

/** Bytes of one query, of one resource call's body, of what comes with a channel. */
export const MOST_INPUT_BYTES = 1024 * 1024;

/**
 * JSON that came with a call.
 *
 * @param most bytes that are taken.
 * @param what begins the sentence that refuses it.
 * @throws CspError what `invalid` makes, or 413 with a sentence for what is too large or nested too deeply
 */
export function parseJson(bytes: Uint8Array, most: number, what: string, invalid: () => CspError): unknown {
  if (bytes.length > most) {
    throw tooLarge(`${what}: ${bytes.length} bytes are more than the ${most} that are taken.`);
  }
  const text = toText(bytes);
  if (isTooDeep(text)) {
    throw tooLarge(`${what}: lists and objects lie within each other more than ${MOST_LEVELS} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid();
  }
}

/** The refusal, 413, of what the caller sent too much of. */
export function tooLarge(sentence: string): CspError {
  return new CspError(sentence, { code: 'TooLarge', status: 413, source: 'downstream' });
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
