import type { ResourceChangeRecord } from '../../microsoft/api/inventoryApi.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/** What Azure noted of one change to a resource. */
export type ResourceChange = Readonly<Omit<ResourceChangeRecord, 'id' | 'subscriptionId'>> & EstateRow;

export const resourceChanges: RowSectionInfo<ResourceChange> = {
  interval: 'changes',
  change(before, after) {
    // Records are never edited, and one that goes has only grown old.
    return before || !after
      ? null
      : { kind: 'resourceChanged', id: after.resourceId, from: null, to: after.changeType };
  },
};
