import { baselineProblem } from '../../shared/coverageBaseline.ts';
import { isJsonObject, isTexts, jsonObject, type JsonObject } from '../../shared/json.ts';
import type { MetricDimension } from '../../shared/metrics.ts';
import { ROLLUP_MEMBERS, ROLLUP_POLICIES } from '../../shared/query.ts';
import type { QueryInput } from '../../shared/queryTypes.ts';

/** The 30 days that Azure keeps alerts. */
export const MOST_HOURS = 720;

/** What of the inputs that a query type asks for can't be used, a sentence each; the backend refuses it too. */
export function inputProblems(saved: JsonObject, inputs: readonly QueryInput[]): string[] {
  return inputs.flatMap((input) => {
    const value = saved[input];
    return value === undefined || value === null ? [] : PROBLEMS[input](value).filter((one) => one !== undefined);
  });
}

type Problem = string | undefined;

const PROBLEMS: Record<QueryInput, (value: unknown) => Problem[]> = {
  metric: metricProblems,
  kql: (value) => [typeof value === 'string' ? undefined : 'The query in Kusto is not a text.'],
  statelessHours: (value) => [
    typeof value === 'number' && value >= 0 && value <= MOST_HOURS
      ? undefined
      : `Hours of stateless alerts “${shown(value)}” is not a number from 0 to ${MOST_HOURS}.`,
  ],
  baseline: (value) => [baselineProblem(value)],
  availability: (value) => [isJsonObject(value) ? undefined : 'What availability leaves out is not an object.'],
  rollup: rollupProblems,
};

/** One of a metric's dimensions: a name, and the values that count where it has some. */
export function isDimension(one: unknown): one is MetricDimension {
  const { name, values } = jsonObject(one);
  return typeof name === 'string' && (values === undefined || isTexts(values));
}

function metricProblems(value: unknown): Problem[] {
  if (!isJsonObject(value)) {
    return ['The metric is not an object.'];
  }
  const { name, namespace, dimensions } = value;
  const good = dimensions === undefined || (Array.isArray(dimensions) && dimensions.every(isDimension));
  return [
    name === undefined || typeof name === 'string' ? undefined : `Metric “${shown(name)}” is not a name.`,
    namespace === undefined || typeof namespace === 'string'
      ? undefined
      : `Namespace “${shown(namespace)}” is not a name.`,
    good ? undefined : 'The dimensions of the metric are not a list of names with their values.',
  ];
}

function rollupProblems(value: unknown): Problem[] {
  if (!isJsonObject(value)) {
    return ['The rollup is not an object.'];
  }
  const { byType, unreadMembers, maintenanceMembers } = value;
  const member = (one: unknown, label: string): Problem =>
    one === undefined || ROLLUP_MEMBERS.some((known) => known === one)
      ? undefined
      : `${label} “${shown(one)}” is none of ${ROLLUP_MEMBERS.join(', ')}.`;
  return [
    policyProblem(value, 'The rollup'),
    byType === undefined || isJsonObject(byType) ? undefined : 'The policies of types are not an object.',
    ...Object.entries(jsonObject(byType)).map(([type, one]) => typePolicyProblem(one, `The rollup of ${type}`)),
    member(unreadMembers, 'Unread members'),
    member(maintenanceMembers, 'In maintenance'),
  ];
}

/** Why a resource type's policy can't be used. */
export function typePolicyProblem(one: unknown, whose = ''): Problem {
  return isJsonObject(one) && one['policy'] !== undefined ? policyProblem(one, whose) : `${whose} names no policy.`;
}

function policyProblem({ policy, percentage }: JsonObject, whose: string): Problem {
  if (policy !== undefined && !ROLLUP_POLICIES.some((known) => known === policy)) {
    return `${whose} has the policy “${shown(policy)}”, which is none of ${ROLLUP_POLICIES.join(', ')}.`;
  }
  return percentage === undefined || isShare(percentage)
    ? undefined
    : `${whose} has the percentage “${shown(percentage)}”, which is not a number from 1 to 100.`;
}

export function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= 100;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
