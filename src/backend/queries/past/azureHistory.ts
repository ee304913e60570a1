import type { Notice } from '../../common/table.ts';
import { CspError } from '../../common/errors.ts';
import { healthValue } from '../../estate/segments/healthValue.ts';
import type { Interval } from '../../estate/history/moments.ts';
import type { HealthHistoryEntry } from '../../microsoft/api/resourceHealthApi.ts';
import type { QueryContext } from '../context.ts';
import { NOBODY, type Timeline } from './timeline.ts';

const FRESH_MS = 5 * 60_000;
const KEEP_MS = 60 * 60_000;

/** Azure's own record of one resource, as a timeline of its own. It knows nothing before its first entry. */
export async function readAzureHistory(
  context: QueryContext,
  tenantId: string,
  resourceId: string,
  range: Interval,
): Promise<{ timeline: Timeline | null; notices: Notice[] }> {
  const access = context.snapshot.tenants.get(tenantId)?.access ?? { tenantId, credentialId: '' };
  try {
    const { value, failure } = await context.onDemand.ask(
      {
        kind: 'healthHistory',
        access,
        parts: [resourceId.toLowerCase()],
        freshMs: FRESH_MS,
        keepMs: KEEP_MS,
        read: async (microsoft, call) => (await microsoft.listHealthHistory(access, resourceId, call)).rows,
      },
      context.signal,
    );
    return { timeline: timelineOf(value, range), notices: failure ? [warning(failure)] : [] };
  } catch (thrown) {
    const error = CspError.from(thrown);
    if (context.signal.aborted) {
      throw error;
    }
    return { timeline: null, notices: [warning(error)] };
  }
}

/** Rows without a state only tell of an event that touched the resource; its state went on. */
function timelineOf(entries: readonly HealthHistoryEntry[], range: Interval): Timeline {
  const timeline: number[] = [range.from, NOBODY];
  const known = entries.filter((entry) => entry.availabilityState !== null && entry.occurredAt < range.to);
  for (const entry of [...known].sort((a, b) => a.occurredAt - b.occurredAt)) {
    const value = healthValue({ ...entry, availabilityState: entry.availabilityState as string });
    const at = Math.max(entry.occurredAt, range.from);
    if (timeline.at(-2) === at) {
      timeline[timeline.length - 1] = value;
    } else if (timeline.at(-1) !== value) {
      timeline.push(at, value);
    }
  }
  return timeline;
}

function warning(error: CspError): Notice {
  return { severity: 'warning', text: `Azure's own history of the resource could not be read: ${error.message}` };
}
