import type { Simulation } from '../../core/simulation.ts';
import { EVENT_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import {
  fetchEventDetails,
  getEmergingIssues,
  getEvent,
  listEmergingIssues,
  listEvents,
  listImpactedResources,
  listTenantEvents,
} from './eventHandlers.ts';

/** Service Health, which Microsoft.ResourceHealth answers too. */
export function eventRoutes(simulation: Simulation): ArmRoute[] {
  const events = { service: 'resourceHealth', versions: EVENT_VERSIONS, type: 'events' } as const;
  const issues = { service: 'resourceHealth', versions: EVENT_VERSIONS, type: 'emergingIssues' } as const;
  const at = (tail: string): RegExp =>
    new RegExp(`^/subscriptions/(?<s>[^/]+)/providers/microsoft\\.resourcehealth/events${tail}$`, 'i');
  const named = '/(?<name>[^/]+)';
  return [
    {
      ...events,
      path: at(''),
      operation: 'listEvents',
      handle: (x, principal, p) => listEvents(simulation, x, principal, p.s ?? ''),
    },
    {
      ...events,
      path: /^\/providers\/microsoft\.resourcehealth\/events$/i,
      operation: 'listTenantEvents',
      handle: (x, principal) => listTenantEvents(simulation, x, principal),
    },
    {
      ...events,
      path: at(named),
      operation: 'getEvent',
      handle: (x, principal, p) => getEvent(simulation, x, principal, p.s ?? '', p.name ?? ''),
    },
    {
      ...events,
      path: at(`${named}/fetcheventdetails`),
      method: 'POST',
      operation: 'fetchEventDetails',
      handle: (x, principal, p) => fetchEventDetails(simulation, x, principal, p.s ?? '', p.name ?? ''),
    },
    {
      ...events,
      path: at(`${named}/impactedresources`),
      operation: 'listImpactedResources',
      handle: (x, principal, p) =>
        listImpactedResources(simulation, x, principal, { id: p.s ?? '', name: p.name ?? '', sensitive: false }),
    },
    {
      ...events,
      path: at(`${named}/listsecurityadvisoryimpactedresources`),
      method: 'POST',
      operation: 'listSecurityAdvisoryImpactedResources',
      handle: (x, principal, p) =>
        listImpactedResources(simulation, x, principal, { id: p.s ?? '', name: p.name ?? '', sensitive: true }),
    },
    {
      ...issues,
      path: /^\/providers\/microsoft\.resourcehealth\/emergingissues$/i,
      operation: 'listEmergingIssues',
      handle: (x) => listEmergingIssues(simulation, x),
    },
    {
      ...issues,
      path: /^\/providers\/microsoft\.resourcehealth\/emergingissues\/default$/i,
      operation: 'getEmergingIssues',
      handle: (x) => getEmergingIssues(simulation, x),
    },
  ];
}
