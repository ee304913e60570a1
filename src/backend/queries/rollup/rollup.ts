import type { RollupMember } from '../../../shared/query.ts';
import type { Rollup, TypePolicy } from './parseRollup.ts';

/** A member of a group, as far as its state goes. */
export interface Member {
  /** HealthValue; null when it has no readable health although one is due. */
  value: number | null;
  /** Under planned maintenance, or stopped by the customer. */
  maintenance: boolean;
}

/** What a member counts as: a HealthValue, or null when it doesn't count. */
export function memberValue(
  { value, maintenance }: Member,
  rollup: Pick<Rollup, 'unreadMembers' | 'maintenanceMembers'>,
): number | null {
  if (value === null) {
    return standIn(rollup.unreadMembers, null);
  }
  return maintenance ? standIn(rollup.maintenanceMembers, value) : value;
}

function standIn(member: RollupMember, value: number | null): number | null {
  switch (member) {
    case 'ignore':
      return null;
    case 'asIs':
      return value;
    case 'degraded':
      return 3;
    case 'unavailable':
      return 4;
  }
}

/**
 * The state of a group from how many members count as each value: the worst, the best, or the worst of the healthiest
 * `percentage` of them; null when none counts.
 * https://learn.microsoft.com/system-center/scom/manage-create-dependency-rollup-monitor
 */
export function rollUp(counts: ArrayLike<number>, { policy, percentage }: TypePolicy): number | null {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return null;
  }
  const needed =
    policy === 'bestOf' ? 1 : policy === 'worstOf' ? total : Math.max(1, Math.ceil((total * percentage) / 100));
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value] as number;
    if (seen >= needed) {
      return value;
    }
  }
  return null;
}
