import { createEmergingIssues } from '../collectors/emergingIssues.ts';
import { readTenantEvents } from '../collectors/tenantEvents.ts';
import type { EstateContext } from '../context.ts';
import { pendingPart } from '../parts/partStatus.ts';
import { isOff, offPart } from '../parts/sectionOff.ts';
import { EMERGING, tenantEventsPart, type WideKey } from '../parts/wideParts.ts';
import type { Refresh } from '../refresh/refresh.ts';
import { createWideJob } from './wideJob.ts';

/** Events of each tenant as a whole, from when its subscriptions are known: until then nobody knows whether it can be entered. */
export function planTenantEvents(context: EstateContext, refresh: Refresh): (tenantId: string) => void {
  const { picture } = context;
  return (tenantId) => {
    const key = tenantEventsPart(tenantId);
    const job = createWideJob(context, refresh, key, async (run) => {
      const tenant = picture.tenant(tenantId);
      return tenant ? await readTenantEvents(tenant, run) : { kind: 'complete', rows: [], issues: [] };
    });
    if (!wasEntered(context, tenantId)) {
      refresh.remove(job.key);
    } else if (begin(context, key)) {
      refresh.replace(job);
    }
  };
}

/** What Azure's public status says, from when there is a tenant to ask with. */
export function planEmergingIssues(context: EstateContext, refresh: Refresh): (tenantId: string) => void {
  const job = createWideJob(context, refresh, EMERGING, createEmergingIssues(context));
  return (tenantId) => {
    if (wasEntered(context, tenantId) && begin(context, EMERGING)) {
      refresh.replace(job);
    }
  };
}

/** Whether a tenant was ever let in to: one that never was has no part that could fail, in this run or after a restart. */
function wasEntered({ picture }: EstateContext, tenantId: string): boolean {
  const observedAt = picture.part('subscriptions', tenantId, '')?.observedAt ?? null;
  return picture.tenant(tenantId)?.enabled === true && observedAt !== null;
}

/** Puts a part up. @returns whether it is to be read. */
function begin({ picture, settings, clock }: EstateContext, key: WideKey): boolean {
  const { section, tenantId } = key;
  const off = isOff(settings, section);
  if (!picture.part(section, tenantId, '')) {
    const { events } = settings.intervals;
    picture.setPart(off ? offPart({ ...key, section }, events, clock.now()) : pendingPart(key, events), off);
  }
  return !off;
}
