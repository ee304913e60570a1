import type { Subscription } from '../../world/model.ts';
import { ALL_TYPES } from '../../world/generator/resourceTypes.ts';
import { ALERT_VERSIONS, RESOURCE_HEALTH_VERSIONS } from './apiVersions.ts';
import { armError } from './errors.ts';

const GENERIC_VERSIONS = ['2025-04-01', '2023-01-01', '2021-04-01'];

/** Resource providers as one subscription sees them. */
export function providersOf(subscription: Subscription) {
  const types = new Map<string, string[]>();
  for (const { type } of ALL_TYPES) {
    const [namespace = '', ...rest] = type.split('/');
    types.set(namespace, [...(types.get(namespace) ?? []), rest.join('/')]);
  }
  const generic = [...types].map(([namespace, names]) => provider(subscription, namespace, names, GENERIC_VERSIONS));
  const health = provider(
    subscription,
    'Microsoft.ResourceHealth',
    ['availabilityStatuses', 'events'],
    [...RESOURCE_HEALTH_VERSIONS].reverse(),
  );
  const alerts = provider(
    subscription,
    'Microsoft.AlertsManagement',
    ['alerts', 'actionRules'],
    [...ALERT_VERSIONS].reverse(),
  );
  return [...generic, health, alerts];
}

/** One of them, in any case of letters. */
export function findProvider(subscription: Subscription, namespace: string) {
  const found = providersOf(subscription).find((one) => one.namespace.toLowerCase() === namespace.toLowerCase());
  if (!found) {
    throw armError('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  }
  return found;
}

function provider(subscription: Subscription, namespace: string, types: string[], apiVersions: string[]) {
  return {
    id: `/subscriptions/${subscription.id}/providers/${namespace}`,
    namespace,
    registrationState: subscription.unregistered.includes(namespace.toLowerCase()) ? 'NotRegistered' : 'Registered',
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: types.map((resourceType) => ({
      resourceType,
      locations: ['West Europe', 'North Europe'],
      apiVersions,
    })),
  };
}
