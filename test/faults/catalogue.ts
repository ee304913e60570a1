import { AADSTS } from '../simulator/services/login/errors.ts';
import type { FaultSpec } from '../simulator/core/faults.ts';
import { EFFECTS, type Effect } from '../simulator/core/faults.ts';
import { TROUBLES } from '../simulator/core/network.ts';
import { VICTIM, VICTIMS_AZURE, type FaultCase } from './faultCase.ts';

/** Only pages and device codes are answered so, never a request for a token. */
const INTERACTIVE = new Set([50058, 700054, 501491, 501481, 50148, 70016, 70018, 70020, 500112]);

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const entra: FaultCase[] = Object.keys(AADSTS)
  .filter((code) => !INTERACTIVE.has(Number(code)))
  .map((code) => ({
    family: 'Entra',
    name: `AADSTS${code}`,
    where: 'token endpoint',
    faults: [{ host: 'login', tenant: VICTIM, error: `AADSTS${code}` }],
  }));

/** https://learn.microsoft.com/partner-center/developer/error-codes */
const partnerCenter: FaultCase[] = [
  ...'900420 900421 900329 900150 900308 900309 90000 2000 1000 20002 60003 900118 800002 429'.split(' '),
].map((error) => one('Partner Center', error, { host: 'partnerCenter', error }, true));

const MANAGER_CODES =
  'AuthenticationFailed InvalidAuthenticationToken ExpiredAuthenticationToken InvalidAuthenticationTokenTenant ' +
  'AuthorizationFailed LinkedAuthorizationFailed SubscriptionNotRegistered ReadOnlyDisabledSubscription ' +
  'SubscriptionNotFound ResourceGroupNotFound ResourceNotFound InvalidResourceType InvalidResourceNamespace ' +
  'NoRegisteredProviderFound MissingSubscriptionRegistration MissingApiVersionParameter InvalidApiVersionParameter ' +
  'SubscriptionRequestsThrottled TenantRequestsThrottled ResourceRequestsThrottled TooManyRequests ' +
  'InternalServerError ServerTimeout GatewayTimeout';

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
const resourceManager: FaultCase[] = MANAGER_CODES.split(' ').map((error) =>
  one('Resource Manager', error, { ...VICTIMS_AZURE, error }),
);

const details = (code: string) => ({
  status: 400,
  body: {
    error: { code: 'BadRequest', message: 'Please provide below info.', details: [{ code, message: 'Wrong.' }] },
  },
});

/** https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general */
const resourceGraph: FaultCase[] = [
  ...named(
    'RateLimiting AuthorizationFailed InternalServerError ServerTimeout GatewayTimeout InvalidAuthenticationToken',
  ),
  ...['InvalidQuery', 'ResponsePayloadTooLarge'].map((code) => ({ name: code, spec: details(code) })),
  { name: 'no data', spec: { status: 200, body: { totalRecords: 0, count: 0, resultTruncated: 'false' } } },
  { name: 'cut off without a token', spec: { status: 200, body: { data: [], resultTruncated: 'true' } } },
].map(({ name, spec }) => ({
  ...one('Resource Graph', name, { ...VICTIMS_AZURE, service: 'resourceGraph', ...spec }),
  // Answered so to a person's own query, it is the query that is wrong, whomever it is asked of.
  ...(name === 'InvalidQuery' && { mistake: true as const }),
}));

/** https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses/list-by-subscription-id */
const resourceHealth: FaultCase[] = named(
  'AuthorizationFailed MissingSubscriptionRegistration ResourceNotFound UnsupportedResourceType ' +
    'UnsupportedResourceName TooManyRequests InternalServerError',
).map(({ name, spec }) => one('Resource Health', name, { ...VICTIMS_AZURE, service: 'resourceHealth', ...spec }));

const flat = (status: number, code: string) => ({ status, body: { code, message: 'Flat.' } });

/** Where Resource Graph fails as well, so that its own list is asked. https://learn.microsoft.com/rest/api/monitor/alertsmanagement */
const alertsManagement: FaultCase[] = [
  ...named('AuthorizationFailed AlertNotFound Gone TooManyRequests InternalServerError BadRequest'),
].map(({ name, spec }) => ({
  ...one('AlertsManagement', name, { ...VICTIMS_AZURE, service: 'alertsManagement', ...spec }),
  where: 'alertsManagement, and Resource Graph failing',
  faults: [
    { ...VICTIMS_AZURE, service: 'alertsManagement', ...spec },
    { ...VICTIMS_AZURE, service: 'resourceGraph', error: 'InternalServerError' },
  ],
}));

/** https://learn.microsoft.com/rest/api/monitor/metrics/list */
const monitor: FaultCase[] = [
  ...named('AuthorizationFailed TooManyRequests InternalServerError'),
  { name: 'flat BadRequest', spec: flat(400, 'BadRequest') },
  { name: 'flat 529', spec: flat(529, 'Overloaded') },
].map(({ name, spec }) => one('Azure Monitor', name, { ...VICTIMS_AZURE, service: 'insights', ...spec }));

/** https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
const keyVault: FaultCase[] = named(
  'AKV10000 AKV10022 AKV10032 TokenExpired ForbiddenByRbac ForbiddenByPolicy ForbiddenByFirewall ForbiddenByConnection ' +
    'SecretDisabled SecretNotFound ObjectIsDeletedButRecoverable ObjectIsBeingDeleted ObjectIsBeingRecovered ' +
    'BadParameter Throttled InternalError',
).map(({ name, spec }) => ({
  ...one('Key Vault', name, { host: 'keyVault', ...spec }, true),
  credentials: 'keyVault' as const,
  cold: true as const,
}));

/** https://learn.microsoft.com/graph/errors */
const graph: FaultCase[] = named(
  'InvalidAuthenticationToken Authorization_RequestDenied Request_UnsupportedQuery Request_ResourceNotFound ' +
    'TooManyRequests UnknownError ServiceUnavailable',
).map(({ name, spec }) => one('Microsoft Graph', name, { host: 'graph', ...spec }, true));

const PLACES: readonly { where: string; spec: FaultSpec; everyone?: true }[] = [
  { where: 'token endpoint', spec: { host: 'login', tenant: VICTIM } },
  { where: 'Partner Center', spec: { host: 'partnerCenter' }, everyone: true },
  { where: 'Resource Manager', spec: VICTIMS_AZURE },
];
const PAGING: readonly Effect[] = ['foreignNextLink', 'endlessNextLink', 'freshNextLink', 'repeatedPage'];

const effects: FaultCase[] = PLACES.flatMap(({ where, spec, everyone }) =>
  EFFECTS.filter((effect) => where !== 'token endpoint' || !PAGING.includes(effect)).map((effect) => ({
    family: 'Network',
    name: effect,
    where,
    faults: [{ ...spec, effect }],
    ...(everyone && { everyone }),
  })),
);

const sockets: FaultCase[] = (['login', 'partnerCenter', 'resourceManager'] as const).flatMap((host) =>
  TROUBLES.map((trouble) => ({
    family: 'Network',
    name: trouble,
    where: `connection to ${host}`,
    network: { host, trouble },
    everyone: true as const,
  })),
);

const MINUTE = 60_000;
const others: FaultCase[] = [
  { family: 'Network', name: 'DNS', where: 'every host', dns: true, everyone: true },
  ...[-20, 20, 24 * 60].map((minutes) => ({
    family: 'Clock',
    name: `${minutes > 0 ? '+' : ''}${minutes} min`,
    where: "Microsoft's clock against ours",
    skewMs: minutes * MINUTE,
  })),
];

/** Everything that can go wrong. */
export const CATALOGUE: readonly FaultCase[] = [
  ...entra,
  ...partnerCenter,
  ...resourceManager,
  ...resourceGraph,
  ...resourceHealth,
  ...alertsManagement,
  ...monitor,
  ...keyVault,
  ...graph,
  ...effects,
  ...sockets,
  ...others,
];

function one(family: string, name: string, spec: FaultSpec, everyone?: true): FaultCase {
  const where = spec.service ?? spec.host ?? '';
  return { family, name, where, faults: [spec], ...(everyone && { everyone }) };
}

function named(codes: string): { name: string; spec: FaultSpec }[] {
  return codes.split(' ').map((error) => ({ name: error, spec: { error } }));
}
