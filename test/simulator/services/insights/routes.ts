import type { Simulation } from '../../core/simulation.ts';
import { ACTIVITY_LOG_VERSIONS, METRIC_NAMESPACE_VERSIONS, METRIC_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { listActivity } from './activityHandlers.ts';
import { listDefinitions, listMetrics, listNamespaces } from './metricHandlers.ts';
import { watcherRoutes } from './watcherRoutes.ts';

/** Microsoft.Insights, and the rules of Microsoft.AlertsManagement, which are alike. */
export function insightsRoutes(simulation: Simulation): ArmRoute[] {
  const below = (tail: string): RegExp =>
    new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/.+)/providers/microsoft\\.insights/${tail}$`, 'i');
  const service = 'insights';
  return [
    {
      service,
      versions: ACTIVITY_LOG_VERSIONS,
      type: 'eventtypes',
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/microsoft\.insights\/eventtypes\/management\/values$/i,
      operation: 'listActivity',
      handle: (x, principal, p) => listActivity(simulation, x, principal, p.s ?? ''),
    },
    {
      service,
      versions: METRIC_VERSIONS,
      type: 'metrics',
      path: below('metrics'),
      operation: 'listMetrics',
      handle: (x, principal, p) => listMetrics(simulation, x, principal, p.id ?? ''),
    },
    {
      service,
      versions: METRIC_VERSIONS,
      type: 'metricDefinitions',
      path: below('metricdefinitions'),
      operation: 'listMetricDefinitions',
      handle: (x, principal, p) => listDefinitions(simulation, x, principal, p.id ?? ''),
    },
    {
      service,
      versions: METRIC_NAMESPACE_VERSIONS,
      type: 'metricNamespaces',
      path: below('metricnamespaces'),
      operation: 'listMetricNamespaces',
      handle: (x, principal, p) => listNamespaces(simulation, x, principal, p.id ?? ''),
    },
    ...watcherRoutes(simulation),
  ];
}
