import type { EstateContext } from '../context.ts';
import type { Section } from '../model/sections.ts';
import { pendingPart } from '../parts/partStatus.ts';
import type { StoredPart } from './store.ts';

/** Notes that a part of an earlier run is held and was not yet read in this one. */
export function pending(context: EstateContext, part: StoredPart & { section: Section }, intervalMs: number): void {
  const { section, tenantId, subscriptionId, observedAt, rows } = part;
  context.picture.setPart(
    // Later than now: the clock was set back since, and its age can only be told from now on.
    {
      ...pendingPart({ section, tenantId, subscriptionId }, intervalMs),
      observedAt: Math.min(observedAt, context.clock.now()),
      rows,
    },
    true,
  );
}

/** What a stored part holds; undefined, and a line in the log, where it can't be read. */
export function read<T>(context: EstateContext, part: StoredPart, decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    const { section, tenantId, subscriptionId } = part;
    context.log.warn('A stored part could not be read; it is collected anew.', {
      section,
      tenantId,
      subscriptionId,
      error: error as Error,
    });
    return undefined;
  }
}
