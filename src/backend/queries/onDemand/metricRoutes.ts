import type { DimensionValues, MetricChoice, MetricChoices, MetricNamespaces } from '../../../shared/metrics.ts';
import { inSlices } from '../../common/slices.ts';
import { badInput } from '../../common/errors.ts';
import type { FilterName } from '../../../shared/query.ts';
import type { MetricDefinition, MetricNamespace } from '../../microsoft/api/onDemandApi.ts';
import type { QueryContext, Reading } from '../context.ts';
import { parseScope } from '../routes/options.ts';
import { parseFilters } from '../query.ts';
import { resolveScope } from '../scope.ts';
import { failureNotices, named, settle } from './failures.ts';
import type { Question } from './onDemand.ts';
import { resourceTargets, type Target } from './targets.ts';

export type MetricRouteContext = Reading & Pick<QueryContext, 'onDemand' | 'signal'>;

/** What metrics resources have depends on their types, so one of each type is asked, of so many types. */
const MOST_TYPES = 8;
/** A metric's definition changes when Azure does. */
const FRESH = 10 * 60_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_VALUES = 200;
const FILTERS: readonly FilterName[] = [
  'customer',
  'tenant',
  'subscription',
  'resourceGroup',
  'resource',
  'resourceType',
  'location',
  'tag',
];

type Sample = Target & { resource: NonNullable<Target['resource']> };

/** `GET metricNamespaces?scope=JSON` @throws CspError (400) for a scope that isn't one */
export async function listMetricNamespaces(
  query: URLSearchParams,
  context: MetricRouteContext,
): Promise<MetricNamespaces> {
  const { rows, notes } = await ofSamples<MetricNamespace>(await samples(query, context), context, (sample) => ({
    kind: 'metricNamespaces',
    access: sample.access,
    parts: [sample.resource.id.toLowerCase()],
    freshMs: FRESH,
    read: (microsoft, call) => microsoft.listMetricNamespaces(sample.access, sample.resource.id, call),
  }));
  const namespaces = unique(rows, ({ name }) => name).map(({ name, classification }) => ({
    name,
    custom: classification === 'Custom',
  }));
  return { namespaces, notes };
}

/** `GET metricDefinitions?scope=JSON&namespace=NAME` @throws CspError (400) for a scope that isn't one */
export async function listMetricDefinitions(
  query: URLSearchParams,
  context: MetricRouteContext,
): Promise<MetricChoices> {
  const { rows, notes } = await definitions(query, context);
  const metrics = unique(rows, ({ name }) => name).map(({ namespace: _namespace, ...metric }): MetricChoice => metric);
  return {
    metrics: metrics.sort((a, b) => (a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1)),
    notes,
  };
}

/**
 * `GET metricDimensions?scope=JSON&namespace=NAME&metric=NAME&dimension=NAME`: values that the dimension had within a day.
 * @throws CspError (400) for a scope that isn't one, or without a metric or dimension
 */
export async function listMetricDimensions(
  query: URLSearchParams,
  context: MetricRouteContext,
): Promise<DimensionValues> {
  const name = query.get('metric') ?? '';
  const dimension = query.get('dimension') ?? '';
  const { rows } = await definitions(query, context);
  const definition = rows.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const known = definition?.dimensions.find((one) => one.name.toLowerCase() === dimension.toLowerCase());
  if (!definition || !known) {
    throw badInput(`There is no dimension '${dimension}' of the metric '${name}' there.`);
  }
  const to = Math.floor(context.now / (5 * MINUTE)) * 5 * MINUTE;
  const what = {
    namespace: query.get('namespace') || null,
    name: definition.name,
    aggregation: definition.primaryAggregation ?? 'Average',
    interval: 'P1D',
    adjust: true,
    from: to - DAY,
    to,
    filter: null,
    top: MOST_VALUES,
  };
  const { rows: values, notes } = await ofSamples<string>(await samples(query, context), context, (sample) => ({
    kind: 'metricDimensions',
    access: sample.access,
    parts: [sample.resource.id.toLowerCase(), what.namespace, what.name, known.name, to],
    freshMs: FRESH,
    read: async (microsoft, call) => {
      const ask = { ...what, resourceId: sample.resource.id };
      return { rows: await microsoft.listDimensionValues(sample.access, ask, known.name, call), issues: [] };
    },
  }));
  return { values: unique(values, (value) => value).sort(), notes };
}

async function definitions(query: URLSearchParams, context: MetricRouteContext) {
  const namespace = query.get('namespace') || null;
  return ofSamples<MetricDefinition>(await samples(query, context), context, (sample) => ({
    kind: 'metricDefinitions',
    access: sample.access,
    parts: [sample.resource.id.toLowerCase(), namespace],
    freshMs: FRESH,
    read: (microsoft, call) => microsoft.listMetricDefinitions(sample.access, sample.resource.id, namespace, call),
  }));
}

interface Samples {
  resources: Sample[];
  notes: string[];
}

/** One resource of each type that the scope leaves; with a namespace that is a type, one of that type. */
async function samples(query: URLSearchParams, context: MetricRouteContext): Promise<Samples> {
  const filters = parseFilters(parseScope(query.get('scope')), 'metrics', FILTERS);
  const scope = resolveScope(context.snapshot, filters);
  const byType = new Map<string, Sample>();
  const { targets } = await inSlices(resourceTargets(context, scope, filters, false), context.signal);
  for (const target of targets) {
    const { resource } = target;
    if (resource && !byType.has(resource.type.toLowerCase())) {
      byType.set(resource.type.toLowerCase(), { ...target, resource });
    }
  }
  const ofNamespace = byType.get((query.get('namespace') ?? '').toLowerCase());
  const all = ofNamespace ? [ofNamespace] : [...byType.values()];
  const left = all.slice(MOST_TYPES).map(({ resource }) => resource.type);
  return {
    resources: all.slice(0, MOST_TYPES),
    notes:
      all.length === 0
        ? ['The filters leave no resources.']
        : left.length > 0
          ? [`The filters leave ${all.length} resource types; ${named(left)} were not asked. Choose a resource type.`]
          : [],
  };
}

/** What resources have between them, and why some of it may be missing. */
async function ofSamples<T>(
  { resources, notes }: Samples,
  { onDemand, signal }: MetricRouteContext,
  question: (sample: Sample) => Question<{ rows: T[]; issues: string[] }>,
): Promise<{ rows: T[]; notes: string[] }> {
  const outcomes = await settle(resources, (sample) => onDemand.ask(question(sample), signal), signal);
  const rows = outcomes.flatMap(({ answer }) => answer?.value.rows ?? []);
  const failures = outcomes.flatMap(({ question: { resource }, error }) =>
    error ? [{ who: resource.type, error }] : [],
  );
  // Of several types some have none of what is asked for; that is only worth a word when nothing is left.
  const said = rows.length === 0 ? failures : failures.filter(({ error }) => error.status !== 400);
  return { rows, notes: [...notes, ...failureNotices(said).map(({ text }) => text)] };
}

function unique<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row).toLowerCase(), row])).values()];
}
