import { isWide, type Section } from '../../estate/model/sections.ts';
import { REASONS } from '../../estate/model/reasons.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';

/** A sentence where a section is switched off in the settings, else null. It is off everywhere or nowhere. */
export function switchedOff(snapshot: Snapshot, section: Section): string | null {
  if (isWide(section)) {
    const tenants = section === 'emergingIssues' ? [''] : snapshot.tenants.keys();
    for (const tenantId of tenants) {
      const part = snapshot.part(section, tenantId, '');
      if (part) {
        return part.error?.code === REASONS.sectionOff ? part.error.sentence : null;
      }
    }
    return null;
  }
  for (const { subscription } of snapshot.subscriptions.values()) {
    const { tenantId, subscriptionId } = subscription;
    const error = snapshot.part(section, tenantId, subscriptionId)?.error;
    return error?.code === REASONS.sectionOff ? error.sentence : null;
  }
  return null;
}
