import { type JsonObject, jsonObject } from '../../../../shared/json.ts';
import type { Access, CallOptions } from '../../api/access.ts';
import { armCall, type ClientContext } from '../../context.ts';
import type { Call } from '../../http/call.ts';
import { badAnswer } from '../../http/errors.ts';

const PATH = '/providers/Microsoft.ResourceGraph/resources';
const VERSION = '2024-04-01';

/** Rows a page, the most that Resource Graph gives. */
export const PAGE_SIZE = 1_000;

/** One page of what is asked of Resource Graph. */
export interface GraphRequest {
  subscriptions: readonly string[];
  /** Kusto as Resource Graph has it. */
  query: string;
  resultFormat: 'objectArray' | 'table';
  /** Rows wanted, at most `PAGE_SIZE`. */
  top: number;
  /** `$skipToken` of the page before; '' for the first. */
  token: string;
}

/** A call of Resource Graph in a tenant; one about a single subscription counts against that one's budget. */
export function graphCall(
  context: ClientContext,
  access: Access,
  subscriptions: readonly string[],
  options: CallOptions,
): Call {
  const only = subscriptions.length === 1 ? (subscriptions[0] as string) : null;
  return armCall(context, 'resourceGraph', PATH, access, only, options);
}

/**
 * Asks for one page. https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
 *
 * @throws {CspError} also where Resource Graph says that it left subscriptions out.
 */
export async function readGraphPage(
  { http }: ClientContext,
  call: Call,
  { subscriptions, query, resultFormat, top, token }: GraphRequest,
): Promise<JsonObject> {
  const paging = token === '' ? {} : { $skipToken: token };
  const url = `${call.origin}${PATH}?api-version=${VERSION}`;
  const body = { subscriptions, query, options: { $top: top, resultFormat, ...paging } };
  const response = await http.send(call, { method: 'POST', url, body });
  if (response.headers.get('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true') {
    throw badAnswer(call, 'IncompleteResult', 'Resource Graph left subscriptions out of the answer.');
  }
  return jsonObject(response.parsedBody);
}
