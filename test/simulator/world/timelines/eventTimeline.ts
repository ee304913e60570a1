import { createHash } from 'node:crypto';
import type { EventTransition, Transition } from '../model.ts';
import type { EventPhase, EventPlan, ServiceEvent } from '../eventModel.ts';
import { lastOccurrence, occurrences } from './timeline.ts';

/** Service Health keeps 90 days. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

type Change = { at: number; every?: number } & EventTransition;

/** Every event that has begun, as it stands now, in the order of their starts, newest first. */
export function eventsAt(plans: readonly EventPlan[], transitions: readonly Transition[], now: number): ServiceEvent[] {
  const changes = transitions.filter((one): one is Change => one.kind === 'event');
  const begun = changes.filter((one) => one.begins).map(planOf);
  const events = [...plans, ...begun].flatMap((plan) =>
    occurrences(plan, now - KEPT_MS, now).map((at) => eventAt({ ...plan, ...named(plan, at), at }, changes, now)),
  );
  return events.sort((a, b) => b.startedAt - a.startedAt || (a.trackingId < b.trackingId ? -1 : 1));
}

function planOf(change: Change): EventPlan {
  const { touches = {}, ...begins } = change.begins ?? {};
  return {
    type: 'ServiceIssue',
    level: 'Warning',
    eventLevel: 'Error',
    priority: 1,
    title: change.trackingId,
    header: change.trackingId,
    platformInitiated: true,
    impact: [],
    ...begins,
    trackingId: change.trackingId,
    at: change.at,
    phases: [{ after: 0, status: 'Active', stage: 'Active', text: change.text ?? '' }],
    touches: new Map(Object.entries(touches)),
  };
}

/** A repeated event gets a code of its own each time, as Microsoft's `VT1L-9SZ`. */
function named(plan: EventPlan, at: number): { trackingId: string } {
  if (plan.every === undefined) {
    return { trackingId: plan.trackingId };
  }
  const number = createHash('sha1').update(`${plan.trackingId} ${at}`).digest().readUInt32LE(0) % 46_656;
  return { trackingId: `${plan.trackingId}-${number.toString(36).toUpperCase().padStart(3, '0')}` };
}

function eventAt(plan: EventPlan, changes: readonly Change[], now: number): ServiceEvent {
  const { at, phases, maintenance, ...rest } = plan;
  const planned = phases.map((phase) => ({ ...phase, at: at + phase.after }));
  const steps = [...planned, ...declared(plan, changes, now)]
    .filter((step) => step.at <= now)
    .sort((a, b) => a.at - b.at);
  const last = steps[steps.length - 1];
  const mitigated = steps.find((_, i) => steps.slice(i).every((later) => later.status === 'Resolved'));
  return {
    ...rest,
    startedAt: at,
    updatedAt: last?.at ?? at,
    status: last?.status ?? 'Active',
    stage: last?.stage ?? 'Active',
    ...(mitigated && { mitigatedAt: mitigated.at }),
    ...(maintenance && { maintenance: { from: at + maintenance.from, until: at + maintenance.until } }),
    updates: steps.reverse().map((step) => ({ at: step.at, text: step.text, tags: step.tags ?? [] })),
  };
}

/** What transitions add to an event; a status alone implies the stage that goes with it. */
function declared(plan: EventPlan, changes: readonly Change[], now: number): Array<EventPhase & { at: number }> {
  return changes.flatMap((change) => {
    const at = lastOccurrence(change, now);
    if (change.begins || change.trackingId !== plan.trackingId || at === undefined) {
      return [];
    }
    const status = change.status ?? (change.stage === 'Resolved' ? 'Resolved' : 'Active');
    const stage = change.stage ?? (status === 'Resolved' ? 'Resolved' : 'Updated');
    return [{ after: at - plan.at, at, status, stage, text: change.text ?? `<p>${plan.title}: ${status}.</p>` }];
  });
}
