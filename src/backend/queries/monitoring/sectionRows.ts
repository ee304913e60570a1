import type { FilterName } from '../../../shared/query.ts';
import type { Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer } from '../../estate/model/tenants.ts';
import { type ColumnOptions, type ColumnSpec, type Rows, shared } from '../columns/columns.ts';
import type { SayUnknown } from '../absence/known.ts';
import type { Reading } from '../context.ts';
import type { FilterValues, Filters } from '../filters.ts';

/** Rows that a section keeps as plain objects, each with the subscription that it is of. */
export interface ItemRows<Item> extends Rows {
  readonly items: readonly Item[];
  readonly views: readonly SubscriptionView[];
  readonly notices: Notice[];
}

/** The item in a row. */
export function itemAt<Item>(source: ItemRows<Item>, row: number): Item {
  return source.items[row] as Item;
}

/** The subscription that a row's item is of. */
export function viewAt(source: ItemRows<unknown>, row: number): SubscriptionView {
  return source.views[row] as SubscriptionView;
}

/** A word of the items that many of them share. */
export function sharedWord<Item>(
  name: string,
  description: string,
  read: (item: Item) => string | null | undefined,
  options?: ColumnOptions,
): ColumnSpec<ItemRows<Item>> {
  return shared<ItemRows<Item>, string | null>(
    name,
    description,
    (source, row) => read(itemAt(source, row)) ?? null,
    (value) => value,
    options,
  );
}

/** The customer that a subscription is of. */
export function customerOf({ subscription }: SubscriptionView, { snapshot }: Reading): Customer | undefined {
  const tenant = snapshot.tenants.get(subscription.tenantId);
  return tenant && snapshot.customers.get(tenant.customerId);
}

/** What a filter is compared with: some texts of a row, without case. */
export type Texts<Item> = (item: Item) => readonly (string | null | undefined)[];

/**
 * Filters over rows of plain objects. Remembers which values some row had, to name the others.
 */
export class ItemFilter<Item> {
  readonly #tests: readonly { name: FilterName; values: FilterValues; texts: Texts<Item> }[];
  readonly #matched = new Map<FilterName, Set<string>>();

  constructor(filters: Filters, texts: Partial<Record<FilterName, Texts<Item>>>) {
    this.#tests = (Object.entries(texts) as [FilterName, Texts<Item>][]).flatMap(([name, read]) => {
      const values = filters[name];
      return values ? [{ name, values, texts: read }] : [];
    });
  }

  keeps(item: Item): boolean {
    return this.#tests.every(({ name, values, texts }) => {
      const found = texts(item).flatMap((text) => {
        const key = text?.toLowerCase();
        return key !== undefined && values.has(key) ? [key] : [];
      });
      found.forEach((key) => this.#seen(name).add(key));
      return found.length > 0;
    });
  }

  /** A sentence for each value of these filters that no row had and the estate doesn't know. */
  *notices(names: readonly FilterName[], sayUnknown: SayUnknown): Steps<Notice[]> {
    const notices: Notice[] = [];
    for (const { name, values } of this.#tests.filter((one) => names.includes(one.name))) {
      notices.push(...(yield* sayUnknown(name, values, this.#seen(name))));
    }
    return notices;
  }

  #seen(name: FilterName): Set<string> {
    const seen = this.#matched.get(name) ?? new Set();
    this.#matched.set(name, seen);
    return seen;
  }
}
