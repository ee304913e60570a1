import { ENTRA_ROLES } from '../access/gdapModel.ts';
import type { GdapRelationship } from '../access/gdapModel.ts';
import { relationship } from '../generator/generateRelationships.ts';
import { SMALL } from '../smallIds.ts';

const DAY = 24 * 3600 * 1000;

/** One that extends itself, one that ends in three weeks, one that ended, and one that nobody has approved. */
export function smallRelationships(start: number): GdapRelationship[] {
  const { directoryReaders, globalReader } = ENTRA_ROLES;
  const plan = (id: string, displayName: string, days: number, autoExtends: boolean, roles: string[]) =>
    relationship({ key: 'small', customer: { id, displayName }, endsAt: start + days * DAY, autoExtends, roles });
  const pending = plan(SMALL.partnerTenant, 'a customer to be', 0, false, [directoryReaders]);
  return [
    plan(SMALL.contoso, 'Contoso', 200, true, [directoryReaders, globalReader]),
    plan(SMALL.tailwind, 'Tailwind Traders', 21, false, [directoryReaders]),
    plan(SMALL.fabrikam, 'Fabrikam Österreich', -12, false, [directoryReaders, globalReader]),
    {
      id: pending.id,
      displayName: pending.displayName,
      durationDays: 730,
      createdAt: start - 2 * DAY,
      autoExtends: false,
      roles: pending.roles,
      assignments: [],
    },
  ];
}
