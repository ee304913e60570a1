import type { Exchange, Principal, Reply } from '../../core/http.ts';
import { guid } from '../../core/random.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RoleName, Subscription } from '../../world/model.ts';
import { principalId } from '../../world/access/principals.ts';
import { requireSubscription } from '../resourceManager/access.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { armError } from '../resourceManager/errors.ts';
import { page } from '../resourceManager/paging.ts';
import { PERMISSIONS, ROLE_DEFINITIONS } from './roles.ts';

const VERSIONS = ['2015-07-01', '2018-07-01', '2020-04-01-preview', '2022-04-01'];

interface Assignment {
  principalId: string;
  principalType: 'ForeignGroup' | 'ServicePrincipal';
  role: RoleName;
}

/** Microsoft.Authorization: who may do what in a subscription. */
export function authorizationRoutes(simulation: Simulation): ArmRoute[] {
  const common = { service: 'authorization', versions: VERSIONS } as const;
  return [
    {
      ...common,
      type: 'Microsoft.Authorization/roleAssignments',
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/Microsoft\.Authorization\/roleAssignments$/i,
      operation: 'listRoleAssignments',
      handle: (x, principal, p) => {
        const action = 'Microsoft.Authorization/roleAssignments/read';
        const subscription = requireSubscription(simulation, x, principal, p.s ?? '', action);
        const rows = assignmentsOf(simulation, subscription).filter(wanted(x, principal));
        return ok(page(x, rows, simulation.behaviour.armPageSize, (one) => shape(subscription, one)));
      },
    },
    {
      ...common,
      type: 'Microsoft.Authorization/permissions',
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/Microsoft\.Authorization\/permissions$/i,
      operation: 'listPermissions',
      handle: (x, principal, p) => {
        const action = 'Microsoft.Authorization/permissions/read';
        const subscription = requireSubscription(simulation, x, principal, p.s ?? '', action);
        const role = simulation.world.role(subscription, principal, x.now);
        const value = role ? [{ ...PERMISSIONS[role], dataActions: [], notDataActions: [] }] : [];
        return ok({ value });
      },
    },
  ];
}

/** Admin on behalf of: the partner's group of admin agents is a foreign group in every subscription it sold. */
function assignmentsOf(simulation: Simulation, subscription: Subscription): Assignment[] {
  const { userRole, appRoles, tenantId } = subscription;
  const group = adminAgents(simulation.world.data.partner.id);
  const foreign: Assignment[] = userRole ? [{ principalId: group, principalType: 'ForeignGroup', role: userRole }] : [];
  const apps = Object.entries(appRoles).map(([clientId, role]): Assignment => {
    return { principalId: principalId(clientId, tenantId), principalType: 'ServicePrincipal', role };
  });
  return [...foreign, ...apps];
}

function adminAgents(partnerId: string): string {
  return guid(`AdminAgents ${partnerId}`);
}

/**
 * `atScope()`, `principalId eq '..'`, or `assignedTo('..')`, which counts groups too; nothing else is served.
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
 */
function wanted(x: Exchange, principal: Principal): (one: Assignment) => boolean {
  const filter = (x.query.get('$filter') ?? 'atScope()').trim();
  const [, assignedTo] = /^assignedTo\('([^']+)'\)$/i.exec(filter) ?? [];
  const [, equals] = /^principalId\s+eq\s+'([^']+)'$/i.exec(filter) ?? [];
  if (/^atScope\(\)$/i.test(filter)) {
    return () => true;
  }
  if (equals !== undefined) {
    return (one) => one.principalId === equals.toLowerCase();
  }
  if (assignedTo === undefined) {
    throw armError('InvalidFilterInQueryString', `The filter '${filter}' is invalid or not supported.`);
  }
  const user = principal.kind === 'user' && principal.objectId === assignedTo.toLowerCase();
  return (one) => (user && one.principalType === 'ForeignGroup') || one.principalId === assignedTo.toLowerCase();
}

function shape(subscription: Subscription, one: Assignment) {
  const scope = `/subscriptions/${subscription.id}`;
  const name = guid(`assignment ${subscription.id} ${one.principalId}`);
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${ROLE_DEFINITIONS[one.role]}`,
      principalId: one.principalId,
      principalType: one.principalType,
      scope,
      condition: null,
      conditionVersion: null,
      createdOn: '2025-02-03T09:00:00.0000000Z',
      updatedOn: '2025-02-03T09:00:00.0000000Z',
      createdBy: null,
      updatedBy: null,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
  };
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
