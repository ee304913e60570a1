import { EVERYTHING } from '../../../shared/visibility.ts';
import { isGuid } from '../../../shared/settingsChecks.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import { comparable, type VisibilityList, type VisibilityRule } from '../../settings/visibility.ts';
import { tagNames } from '../columns/tags.ts';

/** Customers and tenants that there are. */
export type Directory = Pick<Snapshot, 'customers' | 'tenants'>;

/** What rules say about the customers that there are. */
export interface Visible {
  tenants: ReadonlySet<string>;
  /** What is denied may be anybody, since nobody is called so now. Then nothing is visible. */
  unclear: boolean;
}

/** Whether rules hide nothing, whoever comes and goes. */
export function showsEverything(rules: readonly VisibilityRule[]): boolean {
  const denies = rules.some(({ deny }) => deny.customers.size + deny.tenants.size + deny.tags.size > 0);
  return !denies && rules.some(({ allow }) => allow.customers.has(EVERYTHING));
}

/** Tenants that one of the rules allows and none denies. A tenant that belongs to no customer is its own customer. */
export function visibleTenants(rules: readonly VisibilityRule[], directory: Directory): Visible {
  const names = namesOf(directory);
  // Before anything is known, nobody is called anything.
  const unclear = directory.tenants.size > 0 && rules.some(({ deny }) => unmatched(deny, names, directory).length > 0);
  const tenants = new Set<string>();
  if (!unclear) {
    for (const tenant of directory.tenants.values()) {
      const customer = directory.customers.get(tenant.customerId);
      const among = (list: VisibilityList, alone: boolean) => isAmong(list, tenant, customer, alone ? names : null);
      // A name that several have could be anybody's choice: it denies all of them and allows none.
      if (rules.some(({ allow }) => among(allow, true)) && !rules.some(({ deny }) => among(deny, false))) {
        tenants.add(tenant.tenantId);
      }
    }
  }
  return { tenants, unclear };
}

/** Sentences for whoever sees everything: what in the rules names nobody, or several. */
export function doubts(rules: readonly VisibilityRule[], directory: Directory): string[] {
  const names = namesOf(directory);
  return rules.flatMap(({ allow, deny }, index) => {
    const rule = `Visibility rule ${index + 1}`;
    const shared = [...allow.customers].filter((name) => (names.get(name) ?? 0) > 1);
    return [
      ...unmatched(allow, names, directory).map((text) => `${rule} allows "${text}", which nobody is called.`),
      ...unmatched(deny, names, directory).map(
        (text) => `${rule} denies "${text}", which nobody is called: whom it is about, sees nothing.`,
      ),
      ...shared.map((name) => `${rule} allows "${name}", which several are called, so it allows none: use the id.`),
    ];
  });
}

function isAmong(
  list: VisibilityList,
  tenant: Tenant,
  customer: Customer | undefined,
  alone: ReadonlyMap<string, number> | null,
): boolean {
  const name = nameOf(customer);
  return (
    list.customers.has(EVERYTHING) ||
    list.customers.has(tenant.customerId) ||
    (name !== null && list.customers.has(name) && (alone === null || alone.get(name) === 1)) ||
    list.tenants.has(tenant.tenantId) ||
    (tenant.domain !== null && list.tenants.has(comparable(tenant.domain))) ||
    (list.tags.size > 0 && tagNames(tenant.tags).some((tag) => list.tags.has(comparable(tag))))
  );
}

/** What is written there that fits nobody. An id stays good whatever happens, so it is never in doubt. */
function unmatched(list: VisibilityList, names: ReadonlyMap<string, number>, { tenants }: Directory): string[] {
  const all = [...tenants.values()];
  const domains = new Set(list.tenants.size > 0 ? all.map(({ domain }) => comparable(domain ?? '')) : []);
  const tags = new Set(list.tags.size > 0 ? all.flatMap((tenant) => tagNames(tenant.tags).map(comparable)) : []);
  return [
    ...[...list.customers].filter((text) => text !== EVERYTHING && !isGuid(text) && !names.has(text)),
    ...[...list.tenants].filter((text) => !isGuid(text) && !domains.has(text)),
    ...[...list.tags].filter((text) => !tags.has(text)),
  ];
}

/** How many customers have a name. */
function namesOf({ customers }: Directory): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const customer of customers.values()) {
    const name = nameOf(customer);
    if (name !== null) {
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  return names;
}

/** Null for a name that would pass for an id: customers choose their names themselves. */
function nameOf(customer: Customer | undefined): string | null {
  const name = comparable(customer?.name ?? '');
  return name === '' || name === EVERYTHING || isGuid(name) ? null : name;
}
