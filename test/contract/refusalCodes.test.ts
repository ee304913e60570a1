/**
 * Microsoft's codes that an operator meets, each with the words by which its sentence is told from the others'. Asked
 * through the real client of a simulator that words the refusal as that service does.
 */
import type { CspError } from '../../src/backend/common/errors.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from '../microsoft/harness.ts';
import { SMALL } from '../simulator/world/smallIds.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ENTRA: Record<string, string> = {
  7000215: "secret's value, not its ID",
  7000222: 'client secret has expired',
  7000218: 'wants a client secret',
  700025: 'Allow public client flows',
  700027: 'Upload it to the app registration',
  700030: 'trusted subject names',
  7000112: 'under Enterprise applications',
  7000229: 'no service principal in this tenant',
  700016: 'not known in this tenant',
  700011: 'not known in this tenant',
  650051: 'just being set up',
  650052: 'needs an Azure subscription first',
  650056: 'user_impersonation',
  650057: 'user_impersonation',
  65001: 'nobody has consented',
  65004: 'consent was declined',
  90094: 'administrator must consent',
  90099: 'delegated administration by the partner',
  70000: 'refresh token is not valid',
  70008: 'refresh token has expired',
  700082: 'not used for 90 days',
  70043: 'sign-in frequency',
  700084: 'redirect URI of the kind Web',
  54005: 'code was used before',
  700005: 'issued for another tenant',
  50089: 'sign-in has expired',
  50173: 'sign-in was revoked',
  50076: 'multifactor authentication is required',
  50079: 'must register for multifactor',
  50072: 'must register for multifactor',
  50074: 'multifactor authentication is required',
  50078: 'multifactor authentication has expired',
  50055: 'password has expired',
  50057: 'account is disabled',
  50126: 'user name or password is wrong',
  50053: 'account is locked',
  50020: 'GDAP relationship',
  50034: 'GDAP relationship',
  50177: 'GDAP relationship',
  50105: 'Assignment required',
  53000: 'compliant device',
  53001: 'joined device',
  53003: 'Service provider users',
  530032: 'security policy of the tenant',
  530034: 'security alerts in Partner Center',
  53011: "clear the user's risk",
  90002: 'no such tenant',
  900023: 'malformed',
  5000224: 'blocked or gone',
  500011: "doesn't know the service",
  500021: 'tenant restrictions',
  500022: 'tenant restrictions',
  500212: 'outbound access',
  500213: 'as a service provider',
  90038: 'the right cloud',
  900382: 'the right cloud',
  900432: 'the right cloud',
  50194: 'as multi-tenant',
  50011: 'letter by letter',
  70011: 'scope that was asked for',
  28002: 'scope that was asked for',
  900144: 'part of the request was missing',
  9002313: 'cut off when it was pasted',
  50196: 'same request too often',
  90055: 'sign-ins are throttled',
  90033: 'passing fault',
  90006: 'passing fault',
  90024: 'passing fault',
  50033: 'passing fault',
  90019: 'passing fault',
  700229: 'can not vouch',
  70021: 'Compare issuer, subject and audience',
  700211: 'of this issuer',
  700212: 'with this audience',
  700213: 'of this subject',
  700021: 'names another application',
  700023: 'another sign-in endpoint',
  700024: "server's clock",
  50027: 'assertion is malformed',
};

/** https://learn.microsoft.com/partner-center/developer/error-codes */
const PARTNER_CENTER: Record<string, string> = {
  900420: 'token is for another service',
  900421: 'requires multifactor authentication',
  900329: 'kind secure application model',
  900150: 'member of AdminAgents',
  900308: 'GDAP role is not enough',
  900309: 'Conditional Access blocks the call',
  90000: "could not sign in to the customer's tenant",
  2000: 'lost the place',
  1000: 'no such record',
  20002: 'no relationship with this customer',
  60003: 'no such tenant',
  900118: 'customer id is not valid',
  800002: 'not a GUID',
};

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
const RESOURCE_MANAGER: Record<string, string> = {
  AuthenticationFailed: 'strip the Authorization header',
  InvalidAuthenticationToken: 'token was refused',
  ExpiredAuthenticationToken: "server's clock",
  InvalidAuthenticationTokenTenant: 'tenant that it was moved to',
  AuthorizationFailed: 'the role Reader',
  LinkedAuthorizationFailed: 'the role Reader',
  SubscriptionNotRegistered: 'subscription is disabled',
  ReadOnlyDisabledSubscription: 'subscription is disabled',
  SubscriptionNotFound: 'not visible to this account',
  ResourceGroupNotFound: 'resource group is gone',
  ResourceNotFound: 'resource is gone',
  InvalidResourceType: "doesn't offer the API in the version",
  NoRegisteredProviderFound: "doesn't offer the API in the version",
  InvalidResourceNamespace: "cloud doesn't offer the API",
  MissingSubscriptionRegistration: 'az provider register --namespace Microsoft.ResourceHealth',
  MissingApiVersionParameter: 'without its api-version',
  InvalidApiVersionParameter: "doesn't know the api-version",
  SubscriptionRequestsThrottled: 'asks to wait for 17 seconds',
  TenantRequestsThrottled: 'asks to wait for 17 seconds',
  ResourceRequestsThrottled: 'asks to wait for 17 seconds',
  TooManyRequests: 'asks to wait for 17 seconds',
  InternalServerError: 'tries again by itself',
  ServerTimeout: 'tries again by itself',
  GatewayTimeout: 'tries again by itself',
};

/** What a code is called in the error, where the service gives it no name. */
const API_MANAGEMENT: [number, string][] = [
  [401, 'token was refused'],
  [404, 'not found'],
  [429, 'too many requests'],
];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false });
});
beforeEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

/** What is asked of a fresh client, that no pause of an earlier case stands before it. */
async function refusal(fault: Record<string, unknown>): Promise<CspError> {
  const { another, options, simulator } = harness;
  const microsoft = another({});
  simulator.faults.add(fault);
  return errorOf(
    fault.service === 'partnerCenter'
      ? microsoft.listCustomers(options)
      : microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options),
  );
}

const sentence = /: [a-zA-Z].*\. [A-Z].*\. \([A-Za-z0-9]+, HTTP \d{3}\)$/;

test.each(Object.entries(ENTRA))('AADSTS%s says: %s', async (number, words) => {
  const error = await refusal({ host: 'login', error: `AADSTS${number}` });
  expect(error.code).toBe(`AADSTS${number}`);
  expect(error.message).toContain(words);
  expect(error.message).toMatch(sentence);
});

test.each(Object.entries(PARTNER_CENTER))('%s of Partner Center says: %s', async (code, words) => {
  const error = await refusal({ service: 'partnerCenter', error: code });
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(error.message).toMatch(sentence);
});

test.each(Object.entries(RESOURCE_MANAGER))('%s of Azure Resource Manager says: %s', async (code, words) => {
  const error = await refusal({ host: 'resourceManager', error: code });
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(error.message).toMatch(sentence);
});

test.each(API_MANAGEMENT)("HTTP %i of Partner Center's gateway says: %s", async (status, words) => {
  const body = { statusCode: status, message: 'x' };
  const error = await refusal({ service: 'partnerCenter', status, body, headers: { 'retry-after': '57' } });
  expect(error.code).toBe(`Http${status}`);
  expect(error.message).toContain(words);
});
