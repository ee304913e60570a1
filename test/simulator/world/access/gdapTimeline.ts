import type { GdapRelationship, GdapStatus } from './gdapModel.ts';

const DAY = 24 * 3600 * 1000;
const EXTENSION_MS = 180 * DAY;

export interface RelationshipNow extends GdapRelationship {
  status: GdapStatus;
}

/** A relationship as it stands now; `changed`: when the customer last let the partner in (again) or shut it out. */
export function relationshipAt(
  made: GdapRelationship,
  changed: { active: boolean; at: number } | undefined,
  now: number,
): RelationshipNow {
  const renewed = changed?.active ? renew(made, changed.at) : made;
  const end = endOf(renewed, now);
  const relationship = { ...renewed, ...(end !== undefined && { endsAt: end }) };
  if (end === undefined) {
    return { ...relationship, status: 'approvalPending' };
  }
  const shut = changed?.active === false;
  return { ...relationship, status: end <= now ? 'expired' : shut ? 'terminated' : 'active' };
}

/** One that has ended begins anew. */
function renew(relationship: GdapRelationship, at: number): GdapRelationship {
  const end = endOf(relationship, at);
  const ended = end !== undefined && end <= at;
  return ended ? { ...relationship, activatedAt: at, endsAt: at + relationship.durationDays * DAY } : relationship;
}

/** One that extends itself has always some time to go. */
function endOf({ endsAt, autoExtends }: GdapRelationship, now: number): number | undefined {
  if (endsAt === undefined || !autoExtends || endsAt > now) {
    return endsAt;
  }
  return endsAt + (Math.floor((now - endsAt) / EXTENSION_MS) + 1) * EXTENSION_MS;
}
