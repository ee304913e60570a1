import { ROLLUP_MEMBERS, ROLLUP_POLICIES, type RollupMember, type RollupPolicy } from '../../../shared/query.ts';
import { badInput } from '../../common/errors.ts';

/** How many members must be bad for the group to be. */
export interface TypePolicy {
  policy: RollupPolicy;
  /** Percent, for the policy of that name. */
  percentage: number;
}

/** How a group's state comes from its members', checked. */
export interface Rollup extends TypePolicy {
  /** By resource type in lower case. */
  byType: ReadonlyMap<string, TypePolicy>;
  unreadMembers: RollupMember;
  maintenanceMembers: RollupMember;
}

/**
 * Null when nothing is asked for but the worst of all, which the estate's totals tell at once.
 * @throws CspError (400) with a sentence that names what is wrong
 */
export function parseRollup(value: unknown): Rollup | null {
  if (value === undefined || value === null) {
    return null;
  }
  const given = recordOf('rollup', value);
  const byType = recordOf('rollup.byType', given.byType ?? {});
  const rollup: Rollup = {
    ...policyOf('rollup', given),
    byType: new Map(
      Object.entries(byType).map(([type, one]) => {
        const name = `rollup.byType of ${type}`;
        return [type.toLowerCase(), policyOf(name, recordOf(name, one))];
      }),
    ),
    unreadMembers: oneOf('rollup.unreadMembers', given.unreadMembers, ROLLUP_MEMBERS, 'ignore'),
    maintenanceMembers: oneOf('rollup.maintenanceMembers', given.maintenanceMembers, ROLLUP_MEMBERS, 'asIs'),
  };
  return rollup;
}

function policyOf(name: string, given: Record<string, unknown>): TypePolicy {
  const percentage = given.percentage ?? 100;
  if (typeof percentage !== 'number' || !(percentage >= 1 && percentage <= 100)) {
    throw badInput(`${name} has a percentage that is not a number from 1 to 100.`);
  }
  return { policy: oneOf(`${name}.policy`, given.policy, ROLLUP_POLICIES, 'worstOf'), percentage };
}

function oneOf<T extends string>(name: string, value: unknown, choices: readonly T[], otherwise: T): T {
  const choice =
    value === undefined || value === null || value === '' ? otherwise : choices.find((one) => one === value);
  if (choice === undefined) {
    throw badInput(`${name} is none of: ${choices.join(', ')}.`);
  }
  return choice;
}

function recordOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badInput(`${name} is not a JSON object.`);
  }
  return value as Record<string, unknown>;
}
