import type { Simulation } from '../../core/simulation.ts';
import { RESOURCE_HEALTH_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { eventRoutes } from './eventRoutes.ts';
import { getStatus, listHistory, listStatuses } from './handlers.ts';

/** Microsoft.ResourceHealth. */
export function resourceHealthRoutes(simulation: Simulation): ArmRoute[] {
  const common = {
    service: 'resourceHealth',
    versions: RESOURCE_HEALTH_VERSIONS,
    type: 'availabilityStatuses',
  } as const;
  const statuses = 'providers\\/microsoft\\.resourcehealth\\/availabilitystatuses';
  return [
    ...eventRoutes(simulation),
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/${statuses}$`, 'i'),
      operation: 'listStatusesBySubscription',
      handle: (x, principal, p) => listStatuses(simulation, x, principal, p.s ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/${statuses}$`, 'i'),
      operation: 'listStatusesByResourceGroup',
      handle: (x, principal, p) => listStatuses(simulation, x, principal, p.s ?? '', p.g),
    },
    {
      ...common,
      path: new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/.+)/${statuses}$`, 'i'),
      operation: 'listStatusHistory',
      handle: (x, principal, p) => listHistory(simulation, x, principal, p.id ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/.+)/${statuses}/(?<name>[^/]+)$`, 'i'),
      operation: 'getStatus',
      handle: (x, principal, p) => getStatus(simulation, x, principal, p.id ?? '', p.name ?? ''),
    },
  ];
}
