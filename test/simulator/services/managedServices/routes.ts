import type { Exchange, Principal, Reply } from '../../core/http.ts';
import { guid } from '../../core/random.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Delegation } from '../../world/access/delegation.ts';
import { ROLE_DEFINITIONS } from '../authorization/roles.ts';
import { requireSubscription } from '../resourceManager/access.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { armError } from '../resourceManager/errors.ts';

const VERSIONS = ['2019-06-01', '2019-09-01', '2020-02-01-preview', '2022-01-01-preview', '2022-10-01'];
const NAMESPACE = 'Microsoft.ManagedServices';

interface Delegated {
  subscriptionId: string;
  manageeTenantId: string;
  delegation: Delegation;
}

/** Azure Lighthouse. https://learn.microsoft.com/rest/api/managedservices/registration-assignments */
export function managedServicesRoutes(simulation: Simulation): ArmRoute[] {
  const common = { service: 'managedServices', versions: VERSIONS } as const;
  const find = (x: Exchange, principal: Principal, id: string | undefined, what: string): Delegated[] => {
    const action = `${NAMESPACE}/${what}/read`;
    const subscription = requireSubscription(simulation, x, principal, id ?? '', action);
    const delegation = simulation.world.delegation(subscription, x.now);
    return delegation ? [{ subscriptionId: subscription.id, manageeTenantId: subscription.tenantId, delegation }] : [];
  };
  return [
    {
      ...common,
      type: `${NAMESPACE}/registrationAssignments`,
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/Microsoft\.ManagedServices\/registrationAssignments$/i,
      operation: 'listRegistrationAssignments',
      handle: (x, principal, p) => {
        const expand = x.query.get('$expandRegistrationDefinition')?.toLowerCase() === 'true';
        return ok(find(x, principal, p.s, 'registrationAssignments').map((one) => assignmentShape(one, expand)));
      },
    },
    {
      ...common,
      type: `${NAMESPACE}/registrationDefinitions`,
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers\/Microsoft\.ManagedServices\/registrationDefinitions$/i,
      operation: 'listRegistrationDefinitions',
      handle: (x, principal, p) => {
        const manager = managedBy(x);
        const rows = find(x, principal, p.s, 'registrationDefinitions');
        return ok(
          rows
            .filter(({ delegation }) => manager === undefined || delegation.managedByTenantId === manager)
            .map(definitionShape),
        );
      },
    },
  ];
}

function managedBy(x: Exchange): string | undefined {
  const filter = x.query.get('$filter');
  const [, tenant] = /^\s*managedByTenantId\s+eq\s+'([^']+)'\s*$/i.exec(filter ?? '') ?? [];
  if (filter !== null && tenant === undefined) {
    throw armError('InvalidFilterInQueryString', `The filter '${filter}' is invalid or not supported.`);
  }
  return tenant?.toLowerCase();
}

function definitionName({ subscriptionId, delegation }: Delegated): string {
  return guid(`definition ${delegation.managedByTenantId} ${subscriptionId}`);
}

function definitionShape(one: Delegated) {
  const { subscriptionId, manageeTenantId, delegation } = one;
  const name = definitionName(one);
  return {
    id: `/subscriptions/${subscriptionId}/providers/${NAMESPACE}/registrationDefinitions/${name}`,
    name,
    type: `${NAMESPACE}/registrationDefinitions`,
    properties: {
      description: 'Health and alerts of Azure, around the clock',
      registrationDefinitionName: delegation.offer,
      provisioningState: 'Succeeded',
      manageeTenantId,
      manageeTenantName: delegation.manageeTenantName,
      managedByTenantId: delegation.managedByTenantId,
      managedByTenantName: delegation.managedByTenantName,
      authorizations: delegation.authorizations.map(({ principalId, displayName, role }) => ({
        principalId,
        principalIdDisplayName: displayName,
        roleDefinitionId: ROLE_DEFINITIONS[role],
      })),
    },
  };
}

function assignmentShape(one: Delegated, expand: boolean) {
  const definition = definitionShape(one);
  const name = guid(`registration ${definition.name}`);
  return {
    id: `/subscriptions/${one.subscriptionId}/providers/${NAMESPACE}/registrationAssignments/${name}`,
    name,
    type: `${NAMESPACE}/registrationAssignments`,
    properties: {
      registrationDefinitionId: definition.id,
      provisioningState: 'Succeeded',
      ...(expand && { registrationDefinition: definition }),
    },
  };
}

function ok(value: unknown[]): Reply {
  return { status: 200, body: { value } };
}
