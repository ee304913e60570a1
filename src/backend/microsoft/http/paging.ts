import { jsonObject } from '../../../shared/json.ts';
import type { Call } from './call.ts';
import { badAnswer } from './errors.ts';
import type { Limits } from './limits.ts';

/** Watches one list's pages: too many is an error, never a silent cut, and so is a page that was there before. */
export class PageGuard {
  readonly #call: Call;
  readonly #most: number;
  readonly #seen = new Set<string>();

  constructor(call: Call, limits: Limits) {
    this.#call = call;
    this.#most = limits.pages;
  }

  /** @param page what identifies the page that is asked for next: its URL or token. */
  next(page: string): void {
    if (this.#seen.has(page)) {
      throw badAnswer(this.#call, 'LoopInPages', "the list's pages lead in a circle, so it can't be complete.");
    }
    this.#seen.add(page);
    if (this.#seen.size > this.#most) {
      throw badAnswer(
        this.#call,
        'TooManyPages',
        `the list has more than ${this.#most} pages, so it can't be complete.`,
      );
    }
  }
}

/** One page of a list; `next` is null on the last. */
export interface Page {
  items: readonly unknown[];
  next: string | null;
}

/**
 * Pages of a list of Azure Resource Manager or Microsoft Graph, which link each to the next by an absolute URL. The
 * allowed-host policy looks at every one of them.
 *
 * @param read asks for the page at this URL.
 */
export async function* linkedPages(
  call: Call,
  limits: Limits,
  first: string,
  read: (url: string) => Promise<unknown>,
): AsyncGenerator<readonly unknown[], void, undefined> {
  const guard = new PageGuard(call, limits);
  for (let url: string | null = first; url !== null;) {
    guard.next(url);
    const page = pageOf(call, await read(url));
    yield page.items;
    url = page.next;
  }
}

/** Items and link of one page; the link of the last may be missing, null or ''. */
export function pageOf(call: Call, body: unknown): Page {
  const page = jsonObject(body);
  const { value } = page;
  const nextLink = page[call.api === 'graph' ? '@odata.nextLink' : 'nextLink'];
  if (!Array.isArray(value)) {
    throw badAnswer(call, 'BadResponse', 'the answer has no list of values, so nothing is known about what exists.');
  }
  if (nextLink !== undefined && nextLink !== null && typeof nextLink !== 'string') {
    throw badAnswer(call, 'BadResponse', "the link to the next page is not text, so the list can't be completed.");
  }
  return { items: value, next: nextLink ? nextLink : null };
}
