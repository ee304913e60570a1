import type { EstateRow, RowSectionInfo } from './row.ts';

/** A fired alert, kept by Azure for 30 days. Azure's own strings; times in ms. https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts */
export interface Alert extends EstateRow {
  readonly id: string;
  /** GUID. */
  readonly alertId: string;
  readonly ruleName: string;
  /** ARM id, where Azure gives one. */
  readonly ruleId: string | null;
  readonly severity: string | null;
  readonly signalType: string | null;
  readonly alertState: string | null;
  readonly monitorCondition: string | null;
  readonly monitorService: string | null;
  readonly targetResource: string | null;
  readonly targetResourceName: string | null;
  readonly targetResourceGroup: string | null;
  readonly targetResourceType: string | null;
  /** Plain text. */
  readonly description: string | null;
  readonly startedAt: number | null;
  readonly modifiedAt: number | null;
  readonly resolvedAt: number | null;
  readonly modifiedBy: string | null;
  readonly suppressed: boolean;
}

export const alerts: RowSectionInfo<Alert> = {
  interval: 'alerts',
  change(before, after) {
    if (!after) {
      // Azure forgets alerts after 30 days.
      return null;
    }
    const row = { id: after.id, title: after.ruleName };
    if (!before) {
      return { ...row, kind: 'alertFired', from: null, to: after.monitorCondition };
    }
    if (before.monitorCondition !== after.monitorCondition) {
      const kind = after.monitorCondition === 'Resolved' ? 'alertResolved' : 'alertFired';
      return { ...row, kind, from: before.monitorCondition, to: after.monitorCondition };
    }
    return before.alertState === after.alertState
      ? null
      : { ...row, kind: 'alertStateChanged', from: before.alertState, to: after.alertState };
  },
};
