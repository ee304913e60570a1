import type { Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import { requireSubscription, visibleSubscriptions } from './access.ts';
import { RESOURCE_VERSIONS, SUBSCRIPTION_VERSIONS } from './apiVersions.ts';
import type { ArmRoute } from './armRoute.ts';
import { findGroup, findResource, listGroups, listResources } from './model.ts';
import { page } from './paging.ts';
import { findProvider, providersOf } from './providers.ts';
import { resourceGroupShape, resourceShape, subscriptionShape, tenantShape } from './shapes.ts';

/** Azure Resource Manager's own paths: tenants, subscriptions, groups, resources, providers. */
export function platformRoutes(simulation: Simulation): ArmRoute[] {
  const subscriptions = { versions: SUBSCRIPTION_VERSIONS, type: 'platform' };
  const resources = { versions: RESOURCE_VERSIONS, type: 'platform' };
  const size = (): number => simulation.behaviour.armPageSize;
  const { world } = simulation;
  const shapeFor = (row: Subscription, principal: Principal, now: number): object => {
    const foreign = principal.kind === 'user' && principal.tenantId === row.tenantId;
    return subscriptionShape(row, foreign, world.delegation(row, now)?.managedByTenantId);
  };
  return [
    {
      ...subscriptions,
      path: /^\/tenants$/i,
      operation: 'listTenants',
      handle: (x, principal) =>
        ok(
          page(
            x,
            [world.tenant(principal.tenantId)].filter((t) => t !== undefined),
            size(),
            tenantShape,
          ),
        ),
    },
    {
      ...subscriptions,
      path: /^\/subscriptions$/i,
      operation: 'listSubscriptions',
      handle: (x, principal) => {
        const rows = visibleSubscriptions(simulation, principal, x.now);
        const body = page(x, rows, size(), (row) => shapeFor(row, principal, x.now));
        return ok({ ...body, count: { type: 'Total', value: body.value.length } });
      },
    },
    {
      ...subscriptions,
      path: /^\/subscriptions\/(?<s>[^/]+)$/i,
      operation: 'getSubscription',
      handle: (x, principal, p) =>
        ok(
          shapeFor(
            requireSubscription(simulation, x, principal, p.s ?? '', 'Microsoft.Resources/subscriptions/read'),
            principal,
            x.now,
          ),
        ),
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/resourcegroups$/i,
      operation: 'listResourceGroups',
      handle: (x, principal, p) =>
        ok(page(x, listGroups(simulation, x, principal, p.s ?? ''), size(), resourceGroupShape)),
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/resourcegroups\/(?<g>[^/]+)$/i,
      operation: 'getResourceGroup',
      handle: (x, principal, p) => {
        const subscription = requireSubscription(
          simulation,
          x,
          principal,
          p.s ?? '',
          'Microsoft.Resources/subscriptions/resourcegroups/read',
        );
        return ok(resourceGroupShape(findGroup(simulation, x, subscription, p.g ?? '')));
      },
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)(\/resourcegroups\/(?<g>[^/]+))?\/resources$/i,
      operation: 'listResources',
      handle: (x, principal, p) => {
        const expand = new Set((x.query.get('$expand') ?? '').toLowerCase().split(','));
        return ok(
          page(x, listResources(simulation, x, principal, p.s ?? '', p.g), size(), (row) => resourceShape(row, expand)),
        );
      },
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers$/i,
      operation: 'listProviders',
      handle: (x, principal, p) =>
        ok(
          page(
            x,
            providersOf(
              requireSubscription(
                simulation,
                x,
                principal,
                p.s ?? '',
                'Microsoft.Resources/subscriptions/providers/read',
              ),
            ),
            size(),
            (row) => row,
          ),
        ),
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/(?<namespace>[^/]+)$/i,
      operation: 'getProvider',
      handle: (x, principal, p) => {
        const action = 'Microsoft.Resources/subscriptions/providers/read';
        const subscription = requireSubscription(simulation, x, principal, p.s ?? '', action);
        return ok(findProvider(subscription, p.namespace ?? ''));
      },
    },
    {
      ...resources,
      path: /^(?<id>\/subscriptions\/(?<s>[^/]+)\/resourcegroups\/[^/]+\/providers\/[^/]+\/.+)$/i,
      operation: 'getResource',
      handle: (x, principal, p) =>
        ok({
          ...resourceShape(findResource(simulation, x, principal, p.id ?? ''), new Set()),
          properties: { provisioningState: 'Succeeded' },
        }),
    },
  ];
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
