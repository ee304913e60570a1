import { createPipelineRequest, type PipelineRequest } from '@azure/core-rest-pipeline';
import { Budgets } from '../budgets/budgets.ts';
import type { Call } from '../http/call.ts';
import { startCall } from '../http/callState.ts';
import { allowedHostPolicy } from './allowedHost.ts';

const call: Call = {
  api: 'resourceManager',
  origin: 'https://management.azure.com',
  tenantId: 'tenant',
  credentialId: 'partner',
  scope: 'scope',
  path: '/',
  subscriptionId: null,
  signal: new AbortController().signal,
  reason: 'query',
};

/** Where the request would have gone; it ends here. */
async function goesTo(url: string): Promise<string> {
  const request = createPipelineRequest({ url });
  const budget = new Budgets().of(call, 0);
  const state = { call, budget, attempts: 0, deadline: Infinity, status: 0, requestId: null, challenge: null };
  startCall(request, state);
  const sent: PipelineRequest[] = [];
  await allowedHostPolicy.sendRequest(request, (passed) => {
    sent.push(passed);
    return Promise.resolve({ request: passed, status: 200, headers: passed.headers });
  });
  return sent[0]?.url ?? 'nowhere';
}

test.each([
  'https://management.azure.com/subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb',
  'https://management.azure.com:443/subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb',
  'https://MANAGEMENT.azure.com/subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb',
])('follows %s as it is', async (url) => {
  expect(await goesTo(url)).toBe(
    'https://management.azure.com/subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb',
  );
});

test('a backslash or an @ in the path does not change the host', async () => {
  expect(await goesTo('https://management.azure.com\\@evil.example/')).toBe(
    'https://management.azure.com/@evil.example/',
  );
});

test.each([
  'https://evil.example/subscriptions',
  'https://management.azure.com.evil.example/',
  'https://evil.example/https://management.azure.com/',
  'https://management.azure.com@evil.example/',
  'https://token@management.azure.com/',
  'https://management.azure.com:8443/',
  'http://management.azure.com/',
  'https://mаnagement.azure.com/',
  'https://xn--mnagement-66g.azure.com/',
  'https://2130706433/',
  'https://[::1]/',
  'https://169.254.169.254/metadata/identity/oauth2/token',
  'https:\\\\evil.example\\',
  '//evil.example/',
  '/subscriptions',
  'file:///etc/passwd',
  'data:application/json,{}',
  '',
])('refuses %s', async (url) => {
  await expect(goesTo(url)).rejects.toMatchObject({ code: 'ForeignLink', status: 502 });
});
