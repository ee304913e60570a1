/** Levels of the estate that rows can be counted by. */
export const GROUP_BY = ['customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** Further things that rows of some query types can be counted by; which, is in their `groupings`. */
export const GROUPINGS = [...GROUP_BY, 'rule', 'severity', 'section', 'api', 'status', 'reason'] as const;
export type Grouping = (typeof GROUPINGS)[number];
