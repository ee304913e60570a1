import type { Complete } from '../api/access.ts';
import type { ClientContext } from '../context.ts';
import type { Call } from '../http/call.ts';
import { linkedPages } from '../http/paging.ts';
import type { Rows } from './rows.ts';

/**
 * Reads a list of Azure Resource Manager or Microsoft Graph to its end.
 *
 * @param first URL of its first page; each page links to the next.
 * @param rows takes up what the pages hold, beside what it has.
 * @throws {CspError} where a page is missing, repeats or can't be read: a list is whole or it is none.
 */
export async function readLinkedList<T extends object>(
  { http, limits }: Pick<ClientContext, 'http' | 'limits'>,
  call: Call,
  first: string,
  rows: Rows<T>,
): Promise<Complete<T>> {
  const read = async (url: string) => (await http.send(call, { url })).parsedBody;
  for await (const page of linkedPages(call, limits, first, read)) {
    rows.addPage(page);
  }
  return rows.complete();
}
