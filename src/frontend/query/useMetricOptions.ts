import type { QueryFilters } from '../../shared/query.ts';
import { useLoaded } from '../components/useLoaded.ts';
import type { ResourceSource } from '../resourceSource.ts';

/** Namespaces, metrics and one dimension's values, each within what was chosen before it. */
export function useNamespaces(datasource: ResourceSource, filters: QueryFilters) {
  return useLoaded(JSON.stringify(filters), () => datasource.getMetricNamespaces(filters));
}

export function useMetrics(datasource: ResourceSource, filters: QueryFilters, namespace: string | undefined) {
  return useLoaded(JSON.stringify([filters, namespace]), () => datasource.getMetricDefinitions(filters, namespace));
}

export function useDimensionValues(
  datasource: ResourceSource,
  filters: QueryFilters,
  metric: { namespace?: string; name: string },
  dimension: string,
) {
  const key =
    metric.name && dimension ? JSON.stringify([filters, metric.namespace, metric.name, dimension]) : undefined;
  return useLoaded(key, () => datasource.getDimensionValues(filters, metric, dimension));
}
