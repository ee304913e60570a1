import { randomUUID } from 'node:crypto';
import { WireError } from '../../core/http.ts';
import type { Exchange, Reply } from '../../core/http.ts';

/** Codes of Microsoft Graph. https://learn.microsoft.com/graph/errors */
const CODES: Readonly<Record<string, { status: number; text: string }>> = {
  InvalidAuthenticationToken: { status: 401, text: 'Access token is empty or invalid.' },
  Authorization_RequestDenied: { status: 403, text: 'Insufficient privileges to complete the operation.' },
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: {
    status: 403,
    text: 'Neither the tenant is B2C nor does it have a premium license.',
  },
  Request_ResourceNotFound: { status: 404, text: 'The resource does not exist or cannot be found.' },
  Request_UnsupportedQuery: { status: 400, text: 'The query is not supported.' },
  BadRequest: { status: 400, text: 'The request is invalid.' },
  Request_BadRequest: { status: 400, text: 'A value of the request is invalid.' },
  MethodNotAllowed: { status: 405, text: 'The method is not allowed here.' },
  TooManyRequests: { status: 429, text: 'Too many requests.' },
  UnknownError: { status: 429, text: 'An unknown error occurred.' },
  ServiceUnavailable: { status: 503, text: 'The service is temporarily unavailable.' },
};

/** Undefined: Microsoft Graph knows no such code. */
export function graphReply(code: string, exchange: Exchange, text?: string): Reply | undefined {
  const known = CODES[code];
  if (!known) {
    return undefined;
  }
  const id = randomUUID();
  const innerError = {
    date: new Date(exchange.now).toISOString().slice(0, 19),
    'request-id': id,
    'client-request-id': String(exchange.headers['client-request-id'] ?? id),
  };
  const headers = known.status === 429 ? throttled(exchange) : {};
  return { status: known.status, headers, body: { error: { code, message: text ?? known.text, innerError } } };
}

function throttled(exchange: Exchange): Record<string, string> {
  return {
    'retry-after': '10',
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${exchange.client ?? ''}/${exchange.tenant ?? ''}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    'x-ms-throttle-limit-percentage': '1.1',
  };
}

export function graphError(code: string, exchange: Exchange, text?: string): WireError {
  return new WireError(graphReply(code, exchange, text) ?? { status: 500 });
}
