import { jsonObject, jsonObjects } from '../../../../shared/json.ts';
import { CspError } from '../../../common/errors.ts';
import type { Complete } from '../../api/access.ts';
import type { ClientContext } from '../../context.ts';
import type { Call } from '../../http/call.ts';
import { badAnswer, foreignLink } from '../../http/errors.ts';
import { PageGuard } from '../../http/paging.ts';
import { recordOf, type Row, type Rows, textOf } from '../rows.ts';

type ListContext = Pick<ClientContext, 'http' | 'limits'>;

/**
 * Reads a list of Partner Center to its end. Its pages are asked for at the same address, with a token in a header.
 * https://learn.microsoft.com/partner-center/developer/headers
 *
 * @param path with the query of the first page.
 * @throws {CspError} where a page is missing, repeats or can't be read, and where fewer rows came than were counted.
 */
export async function readPartnerList<T extends object>(
  context: ListContext,
  call: Call,
  path: string,
  rows: Rows<T>,
): Promise<Complete<T>> {
  const guard = new PageGuard(call, context.limits);
  let total = 0;
  for (let token: string | null = ''; token !== null;) {
    guard.next(token);
    const body = await readPage(context, call, path, token);
    if (body === null) {
      break;
    }
    total = typeof body.totalCount === 'number' ? body.totalCount : total;
    rows.addPage(itemsOf(call, body));
    token = nextToken(call, body);
  }
  // The total may be that of one page, so only a total above what came says something.
  if (total > rows.seen) {
    throw badAnswer(call, 'IncompleteResult', `the list ended after ${rows.seen} of ${total} rows.`);
  }
  return rows.complete();
}

/** One page; null when there is none after all: some of Partner Center's services say so by an error. */
async function readPage({ http }: ListContext, call: Call, path: string, token: string): Promise<Row | null> {
  const seek = token === '' ? '' : `${path.includes('?') ? '&' : '?'}seekOperation=Next`;
  const headers: Record<string, string> = {
    'X-Locale': 'en-US',
    ...(token !== '' && { 'MS-ContinuationToken': token }),
  };
  try {
    const { parsedBody } = await http.send(call, { url: `${call.origin}${path}${seek}`, headers });
    return jsonObject(parsedBody);
  } catch (error) {
    if (token !== '' && error instanceof CspError && error.status === 400 && error.code === '2000') {
      return null;
    }
    throw error;
  }
}

function itemsOf(call: Call, body: Row): readonly unknown[] {
  if (!Array.isArray(body.items)) {
    throw badAnswer(call, 'BadResponse', 'the answer has no list of items, so nothing is known about what exists.');
  }
  return body.items;
}

/** The token of the next page: a header that `links.next` asks for. */
function nextToken(call: Call, body: Row): string | null {
  const next = recordOf(recordOf(body, 'links'), 'next');
  if (Object.keys(next).length === 0) {
    return null;
  }
  // The address is not needed, since it is always the same; but one that leads away means that something is wrong.
  const uri = textOf(next, 'uri') ?? '';
  if (!URL.canParse(uri, call.origin) || new URL(uri, call.origin).origin !== call.origin) {
    throw foreignLink(call, uri);
  }
  const header = jsonObjects(next.headers).find(
    (one) => textOf(one, 'key')?.toLowerCase() === 'ms-continuationtoken' && textOf(one, 'value') !== null,
  );
  return textOf(header ?? body, header ? 'value' : 'continuationToken');
}
