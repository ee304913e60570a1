import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { VmAnnotation } from '../../estate/rows/vmAnnotation.ts';
import { type ColumnSpec, shared, text, time } from '../columns/columns.ts';
import { viewOf } from './resourceColumns.ts';
import type { ResourceRows } from './resources.ts';

interface Notes {
  inventory: ReadonlyMap<number, VmAnnotation>;
  /** For machines that the inventory doesn't have yet. */
  health: ReadonlyMap<number, VmAnnotation>;
}

const notes = new WeakMap<SubscriptionView, Notes>();

/** Notes by the rows of the machines: their ids are looked up once a view, not once a row. */
function notesOf(view: SubscriptionView): Notes {
  let found = notes.get(view);
  if (!found) {
    const inventory = new Map<number, VmAnnotation>();
    const health = new Map<number, VmAnnotation>();
    for (const note of view.rows.vmAnnotations ?? []) {
      inventory.set(view.inventory?.find(note.key) ?? NO_ROW, note);
      health.set(view.health?.find(note.key) ?? NO_ROW, note);
    }
    found = { inventory, health };
    notes.set(view, found);
  }
  return found;
}

function noteOf(source: ResourceRows, row: number): VmAnnotation | null {
  const view = viewOf(source, row);
  if (!view.rows.vmAnnotations?.length) {
    return null;
  }
  const at = source.inventory[row] as number;
  const { inventory, health } = notesOf(view);
  return (at === NO_ROW ? health.get(source.health[row] as number) : inventory.get(at)) ?? null;
}

/** What Azure noted about a virtual machine. https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation */
export const annotationColumns: ColumnSpec<ResourceRows>[] = [
  word('annotation', "Azure's latest note on a virtual machine", (note) => note.annotation),
  time('annotationAt', 'When the noted thing happened', (source, row) => noteOf(source, row)?.occurredAt ?? null),
  word('annotationContext', 'Platform Initiated, Customer Initiated, VM Initiated or Unknown', (note) => note.context),
  word('annotationCategory', 'Planned, Unplanned or null', (note) => note.category),
  word('annotationImpact', 'Downtime Reboot, Downtime Freeze, Degraded or Informational', (note) => note.impactType),
  word('annotationReason', 'Reason in a few words', (note) => note.reason),
  text('annotationSummary', 'What happened, in a sentence', (source, row) => noteOf(source, row)?.summary ?? null),
];

function word(
  name: string,
  description: string,
  read: (note: VmAnnotation) => string | null,
): ColumnSpec<ResourceRows> {
  return shared<ResourceRows, string | null>(
    name,
    description,
    (source, row) => {
      const note = noteOf(source, row);
      return note && read(note);
    },
    (value) => value,
  );
}
