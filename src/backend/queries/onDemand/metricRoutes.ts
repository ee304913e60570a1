import { type MetricRouteContext, ofSamples, samples, unique } from './metricSamples.ts';
import type { DimensionValues, MetricChoice, MetricChoices, MetricNamespaces } from '../../../shared/metrics.ts';
import { badInput } from '../../common/errors.ts';
import type { MetricDefinition, MetricNamespace } from '../../microsoft/api/onDemandApi.ts';

/** A metric's definition changes when Azure does. */
const FRESH = 10 * 60_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_VALUES = 200;
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
