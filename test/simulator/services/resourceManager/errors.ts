import { WireError } from '../../core/http.ts';
import type { Exchange, Reply } from '../../core/http.ts';

interface ArmInfo {
  status: number;
  text: string;
}

/** Codes of Azure Resource Manager and of resource providers behind it. */
const CODES: Readonly<Record<string, ArmInfo>> = {
  AuthenticationFailed: { status: 401, text: "Authentication failed. The 'Authorization' header is missing." },
  InvalidAuthenticationToken: { status: 401, text: 'The access token is invalid.' },
  ExpiredAuthenticationToken: { status: 401, text: 'The access token expiry time is earlier than the current time.' },
  InvalidAuthenticationTokenTenant: { status: 401, text: 'The access token is from the wrong issuer.' },
  AuthorizationFailed: {
    status: 403,
    text: 'The client does not have authorization to perform the action over the scope.',
  },
  LinkedAuthorizationFailed: {
    status: 403,
    text: 'The client has permission for the scope but not for a linked scope.',
  },
  SubscriptionNotRegistered: { status: 403, text: 'The subscription is not registered.' },
  ReadOnlyDisabledSubscription: {
    status: 409,
    text: 'The subscription is disabled and therefore marked as read only.',
  },
  SubscriptionNotFound: { status: 404, text: 'The subscription could not be found.' },
  ResourceGroupNotFound: { status: 404, text: 'The resource group could not be found.' },
  ResourceNotFound: { status: 404, text: 'The resource was not found.' },
  InvalidResourceType: { status: 404, text: 'The resource type could not be found for the api-version.' },
  InvalidResourceNamespace: { status: 404, text: 'The resource namespace is invalid.' },
  NoRegisteredProviderFound: {
    status: 400,
    text: 'No registered resource provider found for the location and api-version.',
  },
  MissingSubscriptionRegistration: { status: 409, text: 'The subscription is not registered to use the namespace.' },
  MissingApiVersionParameter: {
    status: 400,
    text: 'The api-version query parameter (?api-version=) is required for all requests.',
  },
  InvalidApiVersionParameter: { status: 400, text: 'The api-version is invalid.' },
  InvalidFilterInQueryString: { status: 400, text: 'The $filter is invalid or not supported.' },
  InvalidSkipToken: { status: 400, text: 'The $skiptoken is invalid.' },
  BadRequest: { status: 400, text: 'The request is invalid.' },
  MethodNotAllowed: { status: 405, text: 'The method is not allowed here.' },
  SubscriptionRequestsThrottled: {
    status: 429,
    text: 'Number of requests for the subscription exceeded the limit. Please try again later.',
  },
  TenantRequestsThrottled: {
    status: 429,
    text: 'Number of requests for the tenant exceeded the limit. Please try again later.',
  },
  ResourceRequestsThrottled: {
    status: 429,
    text: "Number of requests for action 'read' exceeded the limit of '1200' for time interval '00:05:00'.",
  },
  TooManyRequests: { status: 429, text: 'Too many requests.' },
  RateLimiting: {
    status: 429,
    text: 'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed.',
  },
  InternalServerError: { status: 500, text: 'The server encountered an unexpected error.' },
  ServerTimeout: { status: 503, text: 'The request timed out.' },
  GatewayTimeout: { status: 504, text: 'The gateway did not receive a response in time.' },
  AlertNotFound: { status: 404, text: 'The alert was not found.' },
  EventNotFound: { status: 404, text: 'The event was not found.' },
  Gone: { status: 410, text: 'This API has been retired.' },
  UnsupportedResourceType: { status: 422, text: 'The resource type is not supported by Resource Health.' },
  UnsupportedResourceName: { status: 422, text: 'The resource name is not supported by Resource Health.' },
};

/** ARM's error envelope for one of its codes; undefined: no such code. */
export function armReply(code: string, message?: string, headers?: Record<string, string>): Reply | undefined {
  const known = CODES[code];
  if (!known) {
    return undefined;
  }
  const waiting: Record<string, string> =
    known.status === 429 ? { 'retry-after': '17', 'x-ms-failure-cause': 'gateway' } : {};
  return {
    status: known.status,
    headers: { ...waiting, ...headers },
    body: { error: { code, message: message ?? known.text } },
  };
}

export function armError(code: string, message?: string, headers?: Record<string, string>): WireError {
  return new WireError(armReply(code, message, headers) ?? { status: 500 });
}

export function authorizationFailed(exchange: Exchange, action: string, scope: string): WireError {
  const { name = '', objectId = '' } = exchange.principal ?? {};
  return armError(
    'AuthorizationFailed',
    `The client '${name}' with object id '${objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`,
  );
}

/** Names the tenant that the token should have come from, in the header that clients read it from. */
export function wrongTenant(tokenTenant: string, rightTenant: string): WireError {
  const authority = `https://login.windows.net/${rightTenant}`;
  const message = `The access token is from the wrong issuer 'https://sts.windows.net/${tokenTenant}/'. It must match the tenant 'https://sts.windows.net/${rightTenant}/' associated with this subscription.`;
  return armError('InvalidAuthenticationTokenTenant', message, {
    'www-authenticate': `Bearer authorization_uri="${authority}", error="invalid_token", error_description="The access token is from the wrong issuer."`,
  });
}
