import type { Simulation } from '../../core/simulation.ts';
import { RESOURCE_GRAPH_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { queryResources } from './handlers.ts';

/** Microsoft.ResourceGraph. */
export function resourceGraphRoutes(simulation: Simulation): ArmRoute[] {
  return [
    {
      path: /^\/providers\/microsoft\.resourcegraph\/resources$/i,
      method: 'POST',
      operation: 'query',
      service: 'resourceGraph',
      versions: RESOURCE_GRAPH_VERSIONS,
      type: 'resources',
      unmetered: true,
      handle: (x, principal) => queryResources(simulation, x, principal),
    },
  ];
}
