/** Levels of the estate that rows can be counted by. */
export const GROUP_BY = ['customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** What rows of some query types can be counted by besides; which, is in their `groupings`. */
export type Grouping = GroupBy | 'rule' | 'severity' | 'section' | 'api' | 'status' | 'reason';
