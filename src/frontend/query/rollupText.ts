import { ROLLUP_POLICIES, type RollupOptions, type RollupPolicy } from '../../shared/query.ts';

type ByType = NonNullable<RollupOptions['byType']>;

/** Policies of resource types as one line: `Microsoft.Web/sites=bestOf, Microsoft.Compute/virtualMachines=60`, a number for a percentage. */
export function byTypeText(byType: RollupOptions['byType']): string {
  return Object.entries(byType ?? {})
    .map(([type, { policy, percentage }]) => `${type}=${policy === 'percentage' ? (percentage ?? 100) : policy}`)
    .join(', ');
}

/** The other way round; a sentence where the line can't be read. */
export function readByType(line: string): { byType: ByType | undefined } | { problem: string } {
  const byType: ByType = {};
  for (const part of line
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [type = '', value = ''] = part.split('=').map((one) => one.trim());
    const share = Number(value);
    const policy = ROLLUP_POLICIES.find((one) => one === value);
    if (type === '' || (!policy && !(share >= 1 && share <= 100))) {
      return { problem: `“${part}” is not TYPE=POLICY: worstOf, bestOf, or a percentage from 1 to 100` };
    }
    byType[type] = policy ? { policy } : { policy: 'percentage' satisfies RollupPolicy, percentage: share };
  }
  return { byType: Object.keys(byType).length > 0 ? byType : undefined };
}
