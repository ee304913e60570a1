import type { Change } from '../model/change.ts';
import type { Customer } from '../model/tenants.ts';

/** Customers that came and went between two directories. @param at ms since the epoch. */
export function customerChanges(before: Iterable<Customer>, after: readonly Customer[], at: number): Change[] {
  const known = [...before];
  const change = (kind: 'customerRemoved' | 'customerAdded', { id }: Customer): Change => {
    return { at, kind, tenantId: id, subscriptionId: '', id, from: null, to: null };
  };
  const idsBefore = new Set(known.map(({ id }) => id));
  const idsAfter = new Set(after.map(({ id }) => id));
  return [
    ...known.filter(({ id }) => !idsAfter.has(id)).map((customer) => change('customerRemoved', customer)),
    ...after.filter(({ id }) => !idsBefore.has(id)).map((customer) => change('customerAdded', customer)),
  ];
}
