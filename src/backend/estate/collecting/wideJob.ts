import { CspError } from '../../common/errors.ts';
import type { WideResult, WideRun } from '../collectors/tenantEvents.ts';
import type { EstateContext } from '../context.ts';
import type { PartStatus } from '../model/part.ts';
import { logFailure } from '../parts/logFailure.ts';
import { completePart, failPart, skipPart, startPart } from '../parts/partStatus.ts';
import { putApart } from '../parts/putApart.ts';
import type { WideKey } from '../parts/wideParts.ts';
import { confirmMs } from '../parts/shrinkGuard.ts';
import type { Job, JobResult } from '../refresh/job.ts';
import type { Refresh } from '../refresh/refresh.ts';
import { swapWide } from '../rows/swapWide.ts';
import { createBreaking } from './breaking.ts';

/** Rights are given once in months, and every tenant without them would be asked in vain every few minutes. */
const REFUSED_MS = 60 * 60_000;

/** The job that reads a part that is of no subscription, at the cadence of events. */
export function createWideJob(
  context: EstateContext,
  refresh: Refresh,
  key: WideKey,
  read: (run: WideRun) => Promise<WideResult>,
): Job {
  const { picture, clock, log } = context;
  const { section, tenantId } = key;
  const intervalMs = context.settings.intervals.events;
  const breaking = createBreaking(context, refresh, tenantId, section);
  const part = () => picture.part(section, tenantId, '');
  const update = (change: (part: PartStatus) => PartStatus, swapped: boolean): void => {
    const before = part();
    if (before) {
      picture.setPart(change(before), swapped);
    }
  };

  /** Nothing was ever held, and that is no failure: it stays so until Microsoft says another thing. */
  const isRefused = () => part()?.outcome === 'skipped' && part()?.observedAt === null;

  async function settle(result: WideResult): Promise<JobResult> {
    const now = clock.now();
    if (result.kind === 'complete') {
      breaking.answered();
      return await complete(result, now);
    }
    if (result.kind === 'skipped' && (part()?.observedAt ?? null) === null) {
      update((before) => skipPart(before, now, result), true);
      return { failed: false, probeMs: REFUSED_MS };
    }
    const error =
      result.kind === 'failed'
        ? result.error
        : new CspError(result.sentence, { code: result.code, status: 403, source: 'downstream' });
    logFailure(log, 'Service Health events were not read.', part(), error);
    breaking.failed(error);
    if (!isRefused()) {
      update((before) => failPart(before, now, error), true);
    }
    return { failed: true, retryAfterMs: error.retryAfterMs };
  }

  async function complete(
    { rows, issues }: Extract<WideResult, { kind: 'complete' }>,
    now: number,
  ): Promise<JobResult> {
    const list = {
      ...{ part: part(), intervalMs, now, said: 'A complete read lacked most of what is held.' },
      ...{ held: [picture.wideEvents(tenantId)?.length ?? 0], read: [rows.length] },
    };
    if (putApart(log, list, (change) => update(change, true))) {
      return { failed: false, confirmMs: confirmMs(intervalMs) };
    }
    const swapped = await context.slices.run(swapWide(context, key, rows, now));
    update((before) => completePart(before, now, { rows: swapped.rows, issues: [...issues, ...swapped.issues] }), true);
    return { failed: false };
  }

  return {
    key: `${section}/${tenantId}`,
    intervalMs,
    async run(signal) {
      const heldBack = breaking.heldBack((change) => isRefused() || update(change, true));
      if (heldBack) {
        return heldBack;
      }
      update((before) => startPart(before, clock.now()), false);
      let throttled = false;
      const result = await read({ microsoft: context.microsoft, signal, throttled: () => (throttled = true) });
      signal.throwIfAborted();
      return { ...(await settle(result)), throttled };
    },
    scheduled: (nextAt, stretch) => update((before) => ({ ...before, nextAt, stretch }), false),
  };
}
