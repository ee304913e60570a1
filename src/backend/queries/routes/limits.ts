import { badInput } from '../../common/errors.ts';

/**
 * A limit from a query string.
 * @throws CspError (400) when it isn't a whole number from 1 to `most`
 */
export function readLimit(query: URLSearchParams, usual: number, most: number): number {
  const text = query.get('limit');
  if (text === null || text === '') {
    return usual;
  }
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw badInput(`limit is '${text}'; it is a whole number from 1 to ${most}.`);
  }
  return limit;
}
