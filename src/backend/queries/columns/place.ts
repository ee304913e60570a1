import { secondsSince } from './age.ts';
import type { Section } from '../../estate/model/sections.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import { type ColumnSpec, flag, number, type Rows, shared, text, time } from './columns.ts';
import { type Freshness, freshnessOfView } from '../absence/freshness.ts';

const CUSTOMER_ID = "The customer's id in Partner Center, which is its tenant id";

type Of<S, T> = (source: S, row: number) => T;

/** Customer of a row, for rows that are counted by customer. */
export function customerColumns<S extends Rows>(customerOf: Of<S, Customer | null>): ColumnSpec<S>[] {
  return [
    text('customer', 'Name of the customer', (source, row) => customerOf(source, row)?.name ?? null),
    text('customerId', CUSTOMER_ID, (source, row) => customerOf(source, row)?.id ?? null),
  ];
}

/** Customer and tenant of a row. */
export function tenantColumns<S extends Rows>(tenantOf: Of<S, Tenant | undefined>): ColumnSpec<S>[] {
  return [
    shared('customer', 'Name of the customer', tenantOf, (tenant, source) => customerName(source, tenant)),
    shared('customerId', CUSTOMER_ID, tenantOf, (tenant) => tenant?.customerId ?? null),
    shared('tenantId', 'Microsoft Entra tenant id', tenantOf, (tenant) => tenant?.tenantId ?? null),
  ];
}

/** Customer, tenant and subscription of a row. */
export function subscriptionColumns<S extends Rows>(viewOf: Of<S, SubscriptionView>): ColumnSpec<S>[] {
  return [
    shared('customer', 'Name of the customer', viewOf, (view, source) =>
      customerName(source, tenantOfView(source, view)),
    ),
    shared('customerId', CUSTOMER_ID, viewOf, (view, source) => tenantOfView(source, view)?.customerId ?? null),
    shared('tenantId', 'Microsoft Entra tenant id', viewOf, (view) => view.subscription.tenantId),
    ...subscriptionNames(viewOf),
  ];
}

/** Subscription of a row; none where it is about more than one, or about something else. */
export function subscriptionNames<S extends Rows>(viewOf: Of<S, SubscriptionView | null>): ColumnSpec<S>[] {
  return [
    shared('subscription', 'Name of the Azure subscription', viewOf, (view) => view?.subscription.name ?? null),
    shared('subscriptionId', 'Azure subscription id', viewOf, (view) => view?.subscription.subscriptionId ?? null),
  ];
}

/** How old the row's data is. The age is as of the answer, so that panels can colour it without knowing the time. */
export function freshnessColumns<S extends Rows>(freshnessOf: Of<S, Freshness>): ColumnSpec<S>[] {
  return [
    time('observedAt', 'When this was read from Microsoft', (source, row) => freshnessOf(source, row).observedAt),
    number(
      'ageSeconds',
      'Age of the data when the question was answered',
      (source, row) => secondsSince(freshnessOf(source, row).observedAt, source.reading.now),
      {
        displayNameFromDS: 'Age',
        unit: 's',
        decimals: 0,
      },
    ),
    flag(
      'stale',
      'The last read failed or is overdue: this is the last state known',
      (source, row) => isStaleNow(freshnessOf(source, row), source),
      {
        required: true,
      },
    ),
  ];
}

/** Freshness of a section of the row's subscription. */
export function sectionFreshness<S extends Rows>(section: Section, viewOf: Of<S, SubscriptionView>): Of<S, Freshness> {
  // Rows of a subscription mostly follow each other.
  const last = new WeakMap<S, { view: SubscriptionView; freshness: Freshness }>();
  return (source, row) => {
    const view = viewOf(source, row);
    let known = last.get(source);
    if (known?.view !== view) {
      last.set(source, (known = { view, freshness: freshnessOfView(source.reading.snapshot, section, view) }));
    }
    return known.freshness;
  };
}

/** The link of the column that names a thing to its page in the Azure portal. */
export const PORTAL_LINK = {
  links: [{ title: 'Open in the Azure portal', url: '${__data.fields.portalUrl:raw}', targetBlank: true }],
};

/** Address of a page in the Azure portal, as a link. */
export function portalColumn<S extends Rows>(read: Of<S, string | null>): ColumnSpec<S> {
  return text('portalUrl', "Page in the Azure portal, opened in the customer's tenant", read, {
    displayNameFromDS: 'Portal',
    links: [{ title: 'Open in the Azure portal', url: '${__value.raw:raw}', targetBlank: true }],
  });
}

/** `name=value`, by name: Grafana's table filters, searches and wraps text, and shows JSON as a blob to be clicked open. */
export function tagText(tags: Readonly<Record<string, string>>): string | null {
  const names = Object.keys(tags);
  return names.length === 0
    ? null
    : names
        .sort()
        .map((name) => `${name}=${tags[name]}`)
        .join(', ');
}

/** Whose a subscription is; undefined for a tenant that has just gone. */
export function tenantOfView({ reading }: Rows, view: SubscriptionView): Tenant | undefined {
  return reading.snapshot.tenants.get(view.subscription.tenantId);
}

/** What the customer of a tenant is called; the tenant's own name where it has none. */
export function customerName({ reading }: Rows, tenant: Tenant | undefined): string | null {
  return tenant ? (reading.snapshot.customers.get(tenant.customerId)?.name ?? tenant.name) : null;
}

function isStaleNow({ staleAfter }: Freshness, { reading }: Rows): boolean {
  return reading.now > staleAfter;
}
