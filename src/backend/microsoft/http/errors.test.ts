import type { Call } from './call.ts';
import { networkError, refusalError } from './errors.ts';
import { isTransient } from './transient.ts';
import type { Refusal } from './refusal.ts';
import { AADSTS } from '../meanings/entra.ts';
import { NETWORK } from '../meanings/network.ts';
import { PARTNER_CENTER } from '../meanings/partnerCenter.ts';
import { ARM } from '../meanings/resourceManager.ts';

const call: Call = {
  api: 'resourceManager',
  origin: 'https://management.azure.com',
  tenantId: 'contoso',
  credentialId: 'partner',
  scope: 'scope',
  path: '/',
  subscriptionId: 'sub',
  signal: new AbortController().signal,
  reason: 'query',
};
const refusal = (body: unknown, other: Partial<Refusal> = {}): Refusal => ({
  status: 400,
  body,
  contentType: 'application/json',
  requestId: 'id',
  retryAfterMs: undefined,
  ...other,
});

test.each([
  ...Object.entries(AADSTS),
  ...Object.entries(ARM),
  ...Object.entries(PARTNER_CENTER),
  ...Object.entries(NETWORK),
])('the meaning of %s is two sentences', (_, { what, fix }) => {
  expect(what).toMatch(/^[^A-Z].*\.$|^(Entra|Resource|Partner|Conditional|DNS|Azure).*\.$/);
  expect(fix).toMatch(/^[A-Z].*\.$/);
});

test.each<[string, Partial<Call>, Refusal, string]>([
  ['Entra', { api: 'entra' }, refusal({ error: 'invalid_grant', error_codes: [65001, 7] }), 'AADSTS65001'],
  ['Entra without a number', { api: 'entra' }, refusal({ error: 'invalid_grant' }), 'invalid_grant'],
  ['Resource Manager', {}, refusal({ error: { code: 'AuthorizationFailed' } }), 'AuthorizationFailed'],
  ['Resource Health', {}, refusal({ code: 'UnsupportedResourceType' }), 'UnsupportedResourceType'],
  [
    'Resource Graph',
    {},
    refusal({ error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } }),
    'InvalidQuery',
  ],
  ['Partner Center', { api: 'partnerCenter' }, refusal({ code: 20002, description: 'x' }), '20002'],
  ['Partner Center in text', { api: 'partnerCenter' }, refusal({ code: '900421' }), '900421'],
  ['its gateway', { api: 'partnerCenter' }, refusal({ statusCode: 429, message: 'x' }, { status: 429 }), 'Http429'],
  ['a code that is none', {}, refusal({ error: { code: 'Bearer eyJ.abc' } }), 'Http400'],
  ['a code of another type', {}, refusal({ error: { code: { a: 1 } } }), 'Http400'],
  ['an inherited name', {}, refusal({ error: { code: 'constructor' } }), 'constructor'],
  ['no body', {}, refusal(undefined), 'Http400'],
])('reads the code of %s', (_, change, answer, code) => {
  const error = refusalError({ ...call, ...change }, answer);
  expect(error.code).toBe(code);
  expect(error.message).toContain('for tenant contoso, subscription sub with credential "partner": ');
  expect(error.message).toContain(`(${code}, HTTP ${answer.status})`);
  expect(error.message).not.toContain('undefined');
  expect(error.requestId).toBe('id');
});

test('says how long to wait', () => {
  const error = refusalError(call, refusal(undefined, { status: 429, retryAfterMs: 16_500 }));
  expect(error.message).toContain('Microsoft asks to wait for 17 seconds.');
  expect(error.retryAfterMs).toBe(16_500);
});

test.each([
  [refusalError(call, refusal(undefined, { status: 503 })), true],
  [refusalError(call, refusal(undefined, { status: 429 })), true],
  [refusalError({ ...call, api: 'entra' }, refusal({ error_codes: [90033] })), true],
  [refusalError({ ...call, api: 'entra' }, refusal({ error_codes: [65001] })), false],
  [refusalError(call, refusal(undefined, { status: 403 })), false],
  [networkError(call, 'ECONNRESET'), true],
  [networkError(call, 'CERT_HAS_EXPIRED'), false],
])('%s may heal: %s', (error, transient) => {
  expect(isTransient(error)).toBe(transient);
});
