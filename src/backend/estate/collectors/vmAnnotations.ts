import { resourceKey } from '../../../shared/resourceId.ts';
import type { MachineAnnotation } from '../../microsoft/api/serviceHealthApi.ts';
import { collectGraphOnly } from '../collecting/graphOnly.ts';
import { plainText } from '../segments/plainText.ts';
import type { VmAnnotation } from '../rows/vmAnnotation.ts';
import type { Collector } from './collector.ts';

/** What Azure notes about virtual machines, for up to 300 subscriptions of a tenant at once. https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation */
export const vmAnnotations: Collector<readonly VmAnnotation[]> = {
  section: 'vmAnnotations',
  batch: 300,
  intervalMs: (settings) => settings.intervals.resourceHealth,
  collect: (run) =>
    collectGraphOnly(run, {
      reason: 'collector:vmAnnotations',
      graph: (ids, options) => run.microsoft.listVmAnnotations(run.access, ids, options),
      rowsOf: newest,
    }),
};

/** One note a machine: the latest. */
function newest(notes: readonly MachineAnnotation[]): VmAnnotation[] {
  const rows = new Map<string, VmAnnotation>();
  for (const { subscriptionId: _, resourceId, ...note } of notes) {
    const key = resourceKey(resourceId);
    const before = rows.get(key);
    if (!before || (note.occurredAt ?? 0) > (before.occurredAt ?? 0)) {
      rows.set(key, { key, ...note, summary: note.summary && plainText(note.summary) });
    }
  }
  return [...rows.values()];
}
