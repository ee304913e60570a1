import { toUSVString } from 'node:util';
import { badInput } from './errors.ts';

/** `encodeURIComponent` for any text at all: half characters, on which that throws, are replaced as Unicode does. */
export function encodeText(text: string): string {
  return encodeURIComponent(toUSVString(text));
}

/**
 * One segment of a URL's path, for who encodes it: ids come from answers and queries.
 *
 * @throws {CspError} 400 for `.` and `..`, which would make another path of it and can't be encoded.
 */
export function plainSegment(text: string): string {
  if (text === '.' || text === '..') {
    throw badInput(`An id holds "${text}" between slashes, which is no name.`);
  }
  return toUSVString(text);
}

/** The same, encoded. */
export function pathSegment(text: string): string {
  return encodeURIComponent(plainSegment(text));
}

/** An Azure Resource Manager id as a path, each of its segments by itself. */
export function idPath(id: string): string {
  return id.split('/').map(pathSegment).join('/');
}
