import { guid } from '../../core/random.ts';
import type { AlertTransition, Transition } from '../model.ts';
import type { Alert, AlertModification, AlertPlan, AlertState } from '../alertModel.ts';
import { lastOccurrence, occurrences } from './timeline.ts';

/** Azure keeps alerts for 30 days. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview */
const KEPT_MS = 30 * 24 * 3600 * 1000;
const SYSTEM = 'System';

type Change = { at: number; every?: number } & AlertTransition;

/** Alerts of one subscription that fired in the last 30 days, as they stand now, newest first. */
export function alertsAt(
  subscriptionId: string,
  plans: readonly AlertPlan[],
  transitions: readonly Transition[],
  now: number,
): Alert[] {
  const changes = transitions.filter((one): one is Change => one.kind === 'alert');
  const fired = changes.flatMap(({ fires, at, every, alertId }) =>
    fires?.subscriptionId === subscriptionId ? [{ ...fires, alertId, at, ...(every && { every }) }] : [],
  );
  const alerts = [...plans, ...fired].flatMap((plan) =>
    occurrences(plan, now - KEPT_MS, now).map((at) =>
      alertAt({ ...plan, alertId: plan.every ? guid(`${plan.alertId} ${at}`) : plan.alertId, at }, changes, now),
    ),
  );
  return alerts.sort((a, b) => b.firedAt - a.firedAt || (a.alertId < b.alertId ? -1 : 1));
}

function alertAt(plan: AlertPlan, changes: readonly Change[], now: number): Alert {
  const { at, states: _states, resolvesAfter: _resolvesAfter, ...rest } = plan;
  const steps = [...planned(plan), ...declared(plan.alertId, changes, now)]
    .filter((step) => step.at <= now)
    .sort((a, b) => a.at - b.at);
  let state: AlertState = 'New';
  let condition: Alert['condition'] = 'Fired';
  let resolvedAt: number | undefined;
  const history: AlertModification[] = [{ at, event: 'AlertCreated', from: '', to: 'Fired', by: SYSTEM }];
  history.push({ at, event: plan.suppressed ? 'ActionsSuppressed' : 'ActionsTriggered', from: '', to: '', by: SYSTEM });
  for (const step of steps) {
    if (step.state && step.state !== state) {
      history.push({ ...noted(step), event: 'StateChange', from: state, to: step.state });
      state = step.state;
    }
    if (step.condition && step.condition !== condition) {
      history.push({ ...noted(step), event: 'MonitorConditionChange', from: condition, to: step.condition });
      condition = step.condition;
      resolvedAt = condition === 'Resolved' ? step.at : undefined;
    }
  }
  const last = history[history.length - 1];
  return {
    ...rest,
    firedAt: at,
    ...(resolvedAt !== undefined && { resolvedAt }),
    modifiedAt: last?.at ?? at,
    modifiedBy: last?.by ?? SYSTEM,
    condition,
    state,
    history,
  };
}

interface Step {
  at: number;
  by: string;
  state?: AlertState;
  condition?: Alert['condition'];
  comments?: string;
}

function noted(step: Step): { at: number; by: string; comments?: string } {
  return { at: step.at, by: step.by, ...(step.comments !== undefined && { comments: step.comments }) };
}

function planned(plan: AlertPlan): Step[] {
  const states = (plan.states ?? []).map(({ after, ...step }) => ({ ...step, at: plan.at + after }));
  const resolved = plan.resolvesAfter === undefined ? undefined : plan.at + plan.resolvesAfter;
  return resolved === undefined ? states : [...states, { at: resolved, by: SYSTEM, condition: 'Resolved' }];
}

function declared(alertId: string, changes: readonly Change[], now: number): Step[] {
  return changes.flatMap(({ state, condition, by = SYSTEM, comments, ...change }) => {
    const at = lastOccurrence(change, now);
    if (change.fires || change.alertId.toLowerCase() !== alertId || at === undefined) {
      return [];
    }
    return [{ at, by, ...(state && { state }), ...(condition && { condition }), ...(comments && { comments }) }];
  });
}
