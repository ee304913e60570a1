import type { SQLOutputValue } from 'node:sqlite';

/** A call's number is when it began, in ms, times this, and a count: so the rows are in the order of time without an index. */
export const PER_MS = 1000;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** When the call of this number began, ms since the epoch. */
export function atOf(id: SQLOutputValue | undefined): number {
  return Math.floor(Number(id) / PER_MS);
}

/** A GUID as its 16 bytes, which most request ids are; others as they are. */
export function packed(requestId: string | null): Uint8Array | string | null {
  return requestId !== null && GUID.test(requestId) ? Buffer.from(requestId.replaceAll('-', ''), 'hex') : requestId;
}

/** The request id that `packed()` made this of. */
export function unpacked(value: SQLOutputValue | undefined): string | null {
  if (!(value instanceof Uint8Array)) {
    return typeof value === 'string' ? value : null;
  }
  const hex = Buffer.from(value).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
