import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { METRICS } from '../../world/metrics/metricCatalogue.ts';
import type { MetricInfo } from '../../world/metrics/metricCatalogue.ts';
import { metricPoints } from '../../world/metrics/metricValues.ts';
import type { Point } from '../../world/metrics/metricValues.ts';
import type { Resource } from '../../world/model.ts';
import { requireSubscription } from '../resourceManager/access.ts';
import { armError } from '../resourceManager/errors.ts';
import { flat } from './activityHandlers.ts';
import { GRAINS, readMetricQuery } from './metricQuery.ts';
import type { MetricQuery } from './metricQuery.ts';

const named = (value: string) => ({ value, localizedValue: value });

/** Time series of a resource. Its own errors are flat: `{code, message}`. */
export function listMetrics(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const resource = find(simulation, x, principal, id, 'Microsoft.Insights/metrics/read');
  const known = metricsOf(resource);
  const query = flat(() => {
    checkNamespace(x, resource);
    if (known.length === 0) {
      throw armError('BadRequest', `The resource type ${resource.type} has no platform metrics.`);
    }
    return readMetricQuery(x, known);
  });
  const value = query.metrics.map((metric) => metricShape(simulation, resource, metric, query));
  const points = Math.ceil((query.until - query.from) / 60_000);
  const body = {
    cost: points * query.metrics.length,
    timespan: `${new Date(query.from).toISOString()}/${new Date(query.until).toISOString()}`,
    interval: query.interval,
    value,
    namespace: resource.type,
    resourceregion: resource.location,
  };
  return { status: 200, body };
}

export function listDefinitions(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const resource = find(simulation, x, principal, id, 'Microsoft.Insights/metricDefinitions/read');
  flat(() => checkNamespace(x, resource));
  return { status: 200, body: { value: metricsOf(resource).map((one) => definitionShape(resource, one)) } };
}

export function listNamespaces(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const resource = find(simulation, x, principal, id, 'Microsoft.Insights/metricNamespaces/read');
  const shape = {
    id: `${resource.id}/providers/microsoft.insights/metricNamespaces/${resource.type.replaceAll('/', '-')}`,
    type: 'Microsoft.Insights/metricNamespaces',
    name: resource.type,
    classification: 'Platform',
    properties: { metricNamespaceName: resource.type },
  };
  return { status: 200, body: { value: metricsOf(resource).length > 0 ? [shape] : [] } };
}

function metricsOf(resource: Resource): readonly MetricInfo[] {
  return METRICS[resource.type.toLowerCase()] ?? [];
}

function checkNamespace(x: Exchange, resource: Resource): void {
  const namespace = x.query.get('metricnamespace');
  if (namespace !== null && namespace.toLowerCase() !== resource.type.toLowerCase()) {
    throw armError('BadRequest', `Metric namespace ${namespace} is not supported for resource type ${resource.type}.`);
  }
}

function find(simulation: Simulation, x: Exchange, principal: Principal, id: string, action: string): Resource {
  requireSubscription(simulation, x, principal, id.split('/')[2] ?? '', action);
  const resource = simulation.world.resource(id, x.now);
  if (!resource) {
    throw armError('ResourceNotFound', `The Resource '${id}' was not found.`);
  }
  return resource;
}

function metricShape(simulation: Simulation, resource: Resource, metric: MetricInfo, query: MetricQuery) {
  return {
    id: `${resource.id}/providers/Microsoft.Insights/metrics/${metric.name}`,
    type: 'Microsoft.Insights/metrics',
    name: named(metric.name),
    displayDescription: metric.name,
    unit: metric.unit,
    timeseries: seriesOf(metric, query)
      .slice(0, query.dimensions.length > 0 ? query.top : 1)
      .map((values) => ({
        metadatavalues: values.map(([name, value]) => ({ name: named(name.toLowerCase()), value })),
        data: metricPoints(simulation.world, resource, metric, JSON.stringify(values), query)
          // What has not happened yet has no point.
          .filter((one) => one.at <= simulation.clock.now())
          .map((one) => ({ timeStamp: new Date(one.at).toISOString(), ...chosen(one.point, query.aggregations) })),
      })),
    errorCode: 'Success',
  };
}

/** Every combination of the values asked for; without dimensions one series. */
function seriesOf(metric: MetricInfo, query: MetricQuery): Array<Array<[string, string]>> {
  const asked = query.dimensions.filter((one) => metric.dimensions?.some((own) => own.name === one.name));
  return asked.reduce<Array<Array<[string, string]>>>(
    (series, { name, values }) => {
      const known = metric.dimensions?.find((own) => own.name === name)?.values ?? [];
      const chosenValues = values.includes('*') ? known : known.filter((one) => values.includes(one));
      return series.flatMap((one) => chosenValues.map((value): Array<[string, string]> => [...one, [name, value]]));
    },
    [[]],
  );
}

/** A point without data has no key but its time. */
function chosen(point: Point | undefined, aggregations: MetricQuery['aggregations']): Record<string, number> {
  if (!point) {
    return {};
  }
  const key = (one: string): keyof Point => one.toLowerCase() as keyof Point;
  return Object.fromEntries(aggregations.map((one) => [key(one), point[key(one)]]));
}

function definitionShape(resource: Resource, metric: MetricInfo) {
  const grains = Object.keys(GRAINS).filter((one) => (GRAINS[one] ?? 0) >= (GRAINS[metric.grain ?? 'PT1M'] ?? 0));
  return {
    id: `${resource.id}/providers/microsoft.insights/metricdefinitions/${metric.name}`,
    resourceId: resource.id,
    namespace: resource.type,
    category: metric.category,
    name: named(metric.name),
    displayDescription: metric.name,
    isDimensionRequired: false,
    unit: metric.unit,
    primaryAggregationType: metric.primary,
    supportedAggregationTypes: metric.supported,
    metricAvailabilities: grains.map((timeGrain) => ({ timeGrain, retention: 'P93D' })),
    ...(metric.dimensions && { dimensions: metric.dimensions.map((one) => named(one.name)) }),
  };
}
