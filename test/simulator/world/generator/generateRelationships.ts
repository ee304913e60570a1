import { guid, Random } from '../../core/random.ts';
import { ENTRA_ROLES } from '../access/gdapModel.ts';
import type { GdapRelationship } from '../access/gdapModel.ts';
import type { Tenant } from '../model.ts';

const DAY = 24 * 3600 * 1000;
const DURATION_DAYS = 730;

export interface RelationshipPlan {
  key: string;
  customer: Pick<Tenant, 'id' | 'displayName'>;
  /** Epoch ms. */
  endsAt: number;
  autoExtends: boolean;
  roles: string[];
}

/** A relationship that a customer approved a day after it was made. */
export function relationship(plan: RelationshipPlan): GdapRelationship {
  const { key, customer, endsAt, autoExtends, roles } = plan;
  const activatedAt = endsAt - DURATION_DAYS * DAY;
  return {
    id: `${guid(`${key} gdap ${customer.id}`)}-${guid(`${key} partner of ${customer.id}`)}`,
    displayName: `Monitoring of ${customer.displayName}`,
    customerId: customer.id,
    durationDays: DURATION_DAYS,
    createdAt: activatedAt - DAY,
    activatedAt,
    endsAt,
    autoExtends,
    roles,
    assignments: [{ id: guid(`${key} assignment ${customer.id}`), groupId: guid(`${key} gdap group`), roles }],
  };
}

/** One for every customer: ended where it may not sign in, and for one in ten about to end for good. */
export function generateRelationships(key: string, tenants: readonly Tenant[], start: number): GdapRelationship[] {
  const { directoryReaders, globalReader } = ENTRA_ROLES;
  const customers = tenants.filter((tenant) => tenant.relation === 'customer');
  return customers.map((customer, i) => {
    const random = new Random(`${key} gdap ${customer.id}`);
    const ending = i % 10 === 3;
    const days = customer.gdap ? (ending ? random.int(3, 29) : random.int(40, 700)) : -12;
    const roles = random.int(0, 3) === 0 ? [directoryReaders] : [directoryReaders, globalReader];
    return relationship({ key, customer, endsAt: start + days * DAY, autoExtends: customer.gdap && !ending, roles });
  });
}
