import type { AlertProcessingRule, ProcessingCondition } from '../rows/alertProcessingRule.ts';
import type { AlertRule } from '../rows/alertRule.ts';
import { scheduleAt, type ScheduleState } from './schedule.ts';

/** An alert processing rule that keeps an alert rule from telling anybody. */
export interface Silence {
  rule: AlertProcessingRule;
  state: ScheduleState;
  /** Only some of the rule's alerts: of some resources, severities or conditions. */
  partly: boolean;
}

/** Processing rules that silence a rule's alerts now or later, those of now first. */
export function silencesOf(rule: AlertRule, processing: Iterable<AlertProcessingRule>, now: number): Silence[] {
  const found: Silence[] = [];
  for (const one of processing) {
    const reach = one.enabled && one.suppresses ? reachOf(one, rule) : 'none';
    const state = reach === 'none' ? null : scheduleAt(one.schedule, now);
    if (state && (state.active || state.next !== null)) {
      found.push({ rule: one, state, partly: reach === 'some' });
    }
  }
  return found.sort((a, b) => Number(b.state.active) - Number(a.state.active));
}

type Reach = 'all' | 'some' | 'none';

/** Processing rules go by where the alert is, not where its rule is: scopes overlap in either direction. */
function reachOf(one: AlertProcessingRule, rule: AlertRule): Reach {
  const inScope = rule.scopes.map((scope): Reach => {
    const covered = one.scopes.some((outer) => isWithin(scope, outer));
    return covered ? 'all' : one.scopes.some((within) => isWithin(within, scope)) ? 'some' : 'none';
  });
  const scopes: Reach = inScope.every((reach) => reach === 'none')
    ? 'none'
    : inScope.every((reach) => reach === 'all')
      ? 'all'
      : 'some';
  return one.conditions.reduce((reach, condition) => least(reach, conditionReach(condition, rule)), scopes);
}

function least(a: Reach, b: Reach): Reach {
  return a === 'none' || b === 'none' ? 'none' : a === 'some' || b === 'some' ? 'some' : 'all';
}

/** What can be told of a condition before an alert fires. */
function conditionReach({ field, operator, values }: ProcessingCondition, rule: AlertRule): Reach {
  const known = valueOf(field, rule);
  if (known === null) {
    return 'some';
  }
  const wanted = values.map((value) => value.toLowerCase());
  const value = known.toLowerCase();
  const contains = wanted.some((one) => value.includes(one));
  const holds = {
    equals: wanted.includes(value),
    notequals: !wanted.includes(value),
    contains,
    doesnotcontain: !contains,
  }[operator.toLowerCase()];
  return holds === undefined ? 'some' : holds ? 'all' : 'none';
}

const SIGNALS: Readonly<Record<string, string>> = { metric: 'Metric', prometheus: 'Metric', log: 'Log' };
const SERVICES: Readonly<Record<string, string>> = {
  metric: 'Platform',
  log: 'Log Analytics',
  serviceHealth: 'ServiceHealth',
  resourceHealth: 'Resource Health',
  smartDetector: 'SmartDetector',
};

function valueOf(field: string, rule: AlertRule): string | null {
  switch (field.toLowerCase()) {
    case 'severity':
      return rule.severity;
    case 'alertruleid':
      return rule.id;
    case 'alertrulename':
      return rule.name;
    case 'description':
      return rule.description ?? '';
    case 'signaltype':
      return SIGNALS[rule.kind] ?? null;
    case 'monitorservice':
      return SERVICES[rule.kind] ?? null;
    default:
      return null;
  }
}

/** Is an ARM id the same as, or below, another one? */
function isWithin(id: string, outer: string): boolean {
  const [inside, whole] = [id.toLowerCase().replace(/\/+$/, ''), outer.toLowerCase().replace(/\/+$/, '')];
  return inside === whole || inside.startsWith(`${whole}/`);
}
