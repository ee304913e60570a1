import { INTERVAL_MS } from '../../../shared/metrics.ts';
import { badInput } from '../../common/errors.ts';
import { dimensionFilter } from '../../microsoft/clients/monitor/metrics.ts';
import type { MetricAnswer, MetricAsk } from '../../microsoft/api/onDemandApi.ts';
import type { QueryContext } from '../context.ts';
import { inSlices } from '../../common/slices.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope } from '../scope.ts';
import { settle } from './failures.ts';
import { metricFor, withoutMain } from './mainMetrics.ts';
import { grainOf } from './metricGrain.ts';
import { metricNotices } from './metricNotices.ts';
import type { MetricOfResource, MetricResult } from './metricResult.ts';
import type { Question } from './onDemand.ts';
import { atMost, resourceTargets, type Target } from './targets.ts';
import { timeWindow } from './timeWindow.ts';

type Asked = Pick<MetricOfResource, 'target' | 'metric'>;

const WHAT = 'a metric';
const MOST_RESOURCES = 50;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** https://learn.microsoft.com/azure/azure-monitor/essentials/data-platform-metrics#retention-of-metrics */
const RETENTION = 93 * DAY;
/** Points this old don't change any more. */
const SETTLED = 60 * MINUTE;

/** @throws CspError (400) when the query asks for more than is read at once */
export async function readMetrics(query: CheckedQuery, context: QueryContext): Promise<MetricResult> {
  const metric = query.metric;
  if (!metric) {
    throw badInput('The query names no metric. Choose one.');
  }
  const scope = resolveScope(context.snapshot, query.filters);
  const found = await inSlices(resourceTargets(context, scope, query.filters, false), context.signal);
  const candidates = ofNamespace(found.targets, metric.namespace);
  const targets = candidates.flatMap((target) => {
    const own = metricFor(metric, target.resource.type);
    return own ? [{ target, metric: own }] : [];
  });
  atMost(targets, MOST_RESOURCES, WHAT, 'resources');
  const without = targets.length > 0 ? [] : withoutMain(candidates.map(({ resource }) => resource.type));
  const notices = [...scope.notices, ...found.notices, ...without];
  const { dimensions } = metric;
  const grain = grainOf(metric.interval, context.to - context.from, context);
  const rules = { what: 'metrics', retentionMs: RETENTION, longestMs: RETENTION, stepMs: stepOf(INTERVAL_MS[grain]) };
  const window = timeWindow(context, rules);
  if ('empty' in window) {
    return { dimensions, resources: [], notices: [window.empty, ...notices] };
  }
  const ask = ({ target, metric }: Asked): MetricAsk => ({
    resourceId: target.resource.id,
    namespace: metric.namespace,
    name: metric.name,
    aggregation: metric.aggregation,
    interval: grain,
    adjust: metric.interval === 'auto',
    from: wholeInterval(window.from, INTERVAL_MS[grain], context.now - RETENTION),
    to: window.to,
    filter: dimensionFilter(metric.dimensions),
    top: metric.top,
  });
  const freshMs = window.to < context.now - SETTLED ? 10 * MINUTE : rules.stepMs;
  const outcomes = await settle(
    targets,
    (asked) => context.onDemand.ask(questionOf(asked.target, ask(asked), freshMs), context.signal),
    context.signal,
  );
  const resources = outcomes.map(({ question, answer, error }) => ({
    ...question,
    answer: answer?.value ?? null,
    error,
    readAt: answer?.readAt ?? null,
  }));
  return { dimensions, resources, notices: [...notices, ...window.notices, ...metricNotices(resources)] };
}

/** Of a group with machines, disks and networks, a metric of machines is asked of the machines. */
function ofNamespace(targets: readonly Target[], namespace: string | null): MetricOfResource['target'][] {
  const resources = targets.flatMap((target) => (target.resource ? [{ ...target, resource: target.resource }] : []));
  const wanted = namespace?.toLowerCase();
  const ofType = resources.filter(({ resource }) => resource.type.toLowerCase() === wanted);
  return ofType.length > 0 ? ofType : resources;
}

/** Points are about whole intervals, so the first one begins with one; the next where Azure has forgotten its start. */
function wholeInterval(from: number, grain: number, oldest: number): number {
  const start = Math.floor(from / grain) * grain;
  return start > oldest ? start : from;
}

/** How much of the present may be missing: about a point, at most five minutes. */
function stepOf(grainMs: number): number {
  return grainMs <= MINUTE ? MINUTE : grainMs <= 5 * MINUTE ? 2 * MINUTE : 5 * MINUTE;
}

function questionOf(target: MetricOfResource['target'], ask: MetricAsk, freshMs: number) {
  const { namespace, name, aggregation, interval, adjust, from, to, filter, top } = ask;
  return {
    kind: 'metric',
    access: target.access,
    parts: [
      ask.resourceId.toLowerCase(),
      namespace,
      name,
      aggregation,
      interval,
      Number(adjust),
      from,
      to,
      filter,
      top,
    ],
    freshMs,
    read: (microsoft, call) => microsoft.readMetric(target.access, ask, call),
  } satisfies Question<MetricAnswer>;
}
