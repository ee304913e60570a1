import type { CallOptions } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { CONTOSO } from '../microsoft/harness.ts';
import { SMALL } from '../simulator/world/smallIds.ts';

/** Calls with one id in their path that comes from a query, the settings or an answer. */
export const CALLS: [
  what: string,
  path: RegExp,
  ask: (one: Microsoft, id: string, options: CallOptions) => Promise<unknown>,
][] = [
  [
    'resource groups',
    /^\/subscriptions\/[^/]*\/resourcegroups$/i,
    (one, id, options) => one.listResourceGroups(CONTOSO, id, options),
  ],
  [
    'Resource Health',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.ResourceHealth\/availabilityStatuses$/i,
    (one, id, options) => one.listResourceHealth(CONTOSO, id, options),
  ],
  [
    'Service Health',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.ResourceHealth\/events$/i,
    (one, id, options) => one.listSubscriptionEvents(CONTOSO, id, options),
  ],
  [
    'alert rules',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.\w+\/\w+$/i,
    (one, id, options) => one.listAlertRulesOf(CONTOSO, id, options),
  ],
  [
    'alerts',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.AlertsManagement\/alerts$/i,
    (one, id, options) => one.listAlertsOf(CONTOSO, id, options),
  ],
  [
    'the state of an alert',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.AlertsManagement\/alerts\/[^/]*\/changestate$/i,
    (one, id, options) =>
      one.changeAlertState(CONTOSO, SMALL.contosoProduction, id, { state: 'Acknowledged', comments: id }, options),
  ],
  [
    'permissions',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.Authorization\/permissions$/i,
    (one, id, options) => one.listPermissions(CONTOSO, id, options),
  ],
  [
    'Lighthouse',
    /^\/subscriptions\/[^/]*\/providers\/Microsoft\.ManagedServices\/registrationAssignments$/i,
    (one, id, options) => one.listLighthouseAssignments(CONTOSO, id, options),
  ],
  [
    'entitlements',
    /^\/v1\/customers\/[^/]*\/subscriptions\/[^/]*\/azureEntitlements$/i,
    (one, id, options) => one.listAzureEntitlements(SMALL.contoso, id, options),
  ],
  [
    'consent',
    /^\/v1\/customers\/[^/]*\/applicationconsents$/i,
    (one, id, options) => one.grantApplicationConsent(id, { applicationId: id, displayName: id, grants: [] }, options),
  ],
];
