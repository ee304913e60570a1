import type { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import type { PartStatus } from '../model/part.ts';
import type { Section } from '../model/sections.ts';
import { holdBackPart } from '../parts/partStatus.ts';
import { PROBE_MS } from '../refresh/breakers.ts';
import type { JobResult } from '../refresh/job.ts';
import type { Refresh } from '../refresh/refresh.ts';

/** What a job's answers mean for its tenant's breaker, whichever parts they are of. */
export interface Breaking {
  /** Something came back. Where it is the probe, whoever waited for that is asked again. */
  answered(): void;
  failed(error: CspError): void;
  /** Marks parts as not asked for, where the tenant isn't. @returns the end of the run then, else null. */
  heldBack(update: (change: (part: PartStatus) => PartStatus) => void): JobResult | null;
}

type Shared = Pick<EstateContext, 'breakers' | 'clock' | 'picture'>;

/** @param tenantId '' for what is of no tenant: it has no breaker. */
export function createBreaking(context: Shared, refresh: Refresh, tenantId: string, section: Section): Breaking {
  const { breakers, clock } = context;
  return {
    answered() {
      const closes = breakers.succeeded(tenantId);
      // An answer that was on its way may have closed it already; those who were held back wait all the same.
      if (section === 'subscriptions' && (closes || isHeldBack(context, tenantId))) {
        breakers.isAlive(tenantId, clock.now());
        letIn(context, refresh, tenantId);
      }
    },
    failed(error) {
      const opens = tenantId !== '' && breakers.failed(tenantId, section, error, clock.now());
      if (opens && section !== 'subscriptions') {
        probe(context, refresh, tenantId);
      }
    },
    heldBack(update) {
      const open = breakers.of(tenantId);
      if (!open) {
        return null;
      }
      update((part) => holdBackPart(part, clock.now(), open));
      return { failed: false, probeMs: PROBE_MS };
    },
  };
}

/** Sends a tenant's probe at once, to find out whether it is only one section that fails; unless it is under way or has just failed. */
function probe({ picture }: Shared, refresh: Refresh, tenantId: string): void {
  const { outcome, lastStartAt, lastFinishAt } = picture.part('subscriptions', tenantId, '') ?? {};
  const underWay = (lastStartAt ?? 0) > (lastFinishAt ?? 0);
  if (outcome !== 'failed' && !underWay) {
    refresh.hurry(`subscriptions/${tenantId}`);
  }
}

function isHeldBack({ picture }: Shared, tenantId: string): boolean {
  for (const part of picture.snapshot().parts()) {
    if (part.tenantId === tenantId && part.section !== 'subscriptions' && part.heldBackSince !== null) {
      return true;
    }
  }
  return false;
}

function letIn({ picture }: Shared, refresh: Refresh, tenantId: string): void {
  const own = [...refresh.keys()].filter((key) => key.split('/')[1] === tenantId);
  own.filter((key) => !key.startsWith('subscriptions/')).forEach((key) => refresh.hurry(key));
  if (picture.part('emergingIssues', '', '')?.outcome === 'failed') {
    // Perhaps there was nobody whose account could ask.
    refresh.hurry('emergingIssues/');
  }
}
