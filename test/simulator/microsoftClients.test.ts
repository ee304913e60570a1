import { createHash } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { MicrosoftResourceHealth } from '@azure/arm-resourcehealth';
import type { AccessToken } from '@azure/core-auth';
import { ConfidentialClientApplication, ManagedIdentityApplication, PublicClientApplication } from '@azure/msal-node';
import type { NodeAuthOptions } from '@azure/msal-node';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { ARM, control, endpoint, PARTNER_CENTER } from './testing.ts';
import { SMALL } from './world/smallIds.ts';

/** Microsoft's own clients, as they are, pointed at the simulator as at a private cloud with its own authority. */
let simulator: Simulator;
const trustedBefore = getCACertificates('default');

beforeAll(async () => {
  simulator = await startSimulator({
    world: 'small',
    redirectUris: [CALLBACK],
    behaviour: { deviceCodeInterval: 1 },
  });
  setDefaultCACertificates([...trustedBefore, simulator.secureJsonData.tlsCACert ?? '']);
});
afterAll(async () => {
  setDefaultCACertificates(trustedBefore);
  await simulator.close();
});

const CALLBACK = 'https://grafana.example.com/callback';

function auth(tenant: string, clientId: string) {
  const login = endpoint(simulator, 'login');
  return { clientId, authority: `${login}/${tenant}`, knownAuthorities: [new URL(login).host] };
}

function msalWith(tenant: string, clientId: string, proof: Partial<NodeAuthOptions>): ConfidentialClientApplication {
  return new ConfidentialClientApplication({ auth: { ...auth(tenant, clientId), ...proof } });
}

function msal(tenant: string, clientId: string, clientSecret: string): ConfidentialClientApplication {
  return msalWith(tenant, clientId, { clientSecret });
}

function partnerApp(): ConfidentialClientApplication {
  return msal(SMALL.partnerTenant, SMALL.partnerApp, simulator.secureJsonData['credential.partner.clientSecret'] ?? '');
}

const refreshToken = () => simulator.secureJsonData['credential.partner.refreshToken'] ?? '';

test('MSAL redeems a refresh token, keeps the account, and gets the next token silently', async () => {
  const app = partnerApp();
  const first = await app.acquireTokenByRefreshToken({
    refreshToken: refreshToken(),
    scopes: [`${ARM}/.default`],
    forceCache: true,
  });
  expect([first?.tenantId, first?.account?.username]).toEqual([
    SMALL.partnerTenant,
    'csp-service@wideworldimporters.onmicrosoft.com',
  ]);
  const account = { ...first!.account!, tenantId: SMALL.contoso };
  const silent = await app.acquireTokenSilent({
    account,
    scopes: [`${ARM}/.default`],
    authority: `${endpoint(simulator, 'login')}/${SMALL.contoso}`,
  });
  expect(silent.tenantId).toBe(SMALL.contoso);
});

test('MSAL reads the error code of a customer without a relationship', async () => {
  const request = {
    refreshToken: refreshToken(),
    scopes: [`${ARM}/.default`],
    authority: `${endpoint(simulator, 'login')}/${SMALL.fabrikam}`,
  };
  await expect(partnerApp().acquireTokenByRefreshToken(request)).rejects.toMatchObject({
    errorCode: 'interaction_required',
    errorNo: 50020,
  });
});

test('MSAL signs in an application', async () => {
  const app = msal(SMALL.northwind, SMALL.directApp, simulator.secureJsonData['credential.direct.clientSecret'] ?? '');
  const result = await app.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] });
  expect(result?.tokenType).toBe('Bearer');
  const wrong = msal(SMALL.northwind, SMALL.directApp, 'wrong');
  await expect(wrong.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] })).rejects.toMatchObject({
    errorNo: 7000215,
  });
});

test('MSAL signs in with a certificate, by SHA-256 and by SHA-1 thumbprint', async () => {
  const { applications } = await simulator.identities();
  const pair = applications.find((one) => one.clientId === SMALL.certificateApp)!.certificates.current!;
  const { privateKey, thumbprint, thumbprintSha256 } = pair;
  for (const clientCertificate of [
    { privateKey, thumbprintSha256 },
    { privateKey, thumbprint },
  ]) {
    const app = msalWith(SMALL.northwind, SMALL.certificateApp, { clientCertificate });
    expect((await app.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] }))?.tokenType).toBe('Bearer');
  }
  const foreign = msalWith(SMALL.northwind, SMALL.workloadApp, { clientCertificate: { privateKey, thumbprintSha256 } });
  await expect(foreign.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] })).rejects.toMatchObject({
    errorNo: 700027,
  });
});

test("MSAL exchanges a cluster's token, and a managed identity's", async () => {
  const clientAssertion = () => simulator.federatedToken();
  const cluster = msalWith(SMALL.northwind, SMALL.workloadApp, { clientAssertion });
  expect((await cluster.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] }))?.tokenType).toBe('Bearer');
  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = endpoint(simulator, 'identity');
  try {
    const machine = new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: SMALL.userIdentity },
    });
    const own = await machine.acquireToken({ resource: ARM });
    expect(own.expiresOn?.getTime()).toBe(Date.parse('2026-11-21T11:59:59Z'));
    const { accessToken } = await machine.acquireToken({ resource: 'api://AzureADTokenExchange', forceRefresh: true });
    const vouched = msalWith(SMALL.northwind, SMALL.workloadApp, { clientAssertion: accessToken });
    expect((await vouched.acquireTokenByClientCredential({ scopes: [`${ARM}/.default`] }))?.tokenType).toBe('Bearer');
  } finally {
    delete process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  }
});

test('MSAL asks App Service for a token', async () => {
  const { endpoint: url, header } = (await simulator.identities()).appService;
  Object.assign(process.env, { IDENTITY_ENDPOINT: url, IDENTITY_HEADER: header });
  try {
    const machine = new ManagedIdentityApplication();
    expect((await machine.acquireToken({ resource: ARM, forceRefresh: true })).tokenType).toBe('Bearer');
  } finally {
    delete process.env.IDENTITY_ENDPOINT;
    delete process.env.IDENTITY_HEADER;
  }
});

test('MSAL takes a person through the browser and redeems the code', async () => {
  const app = partnerApp();
  const codeVerifier = 'a-verifier-that-is-at-least-forty-three-characters-long';
  const request = { scopes: [`${PARTNER_CENTER}/user_impersonation`], redirectUri: CALLBACK };
  const url = await app.getAuthCodeUrl({
    ...request,
    state: 'state',
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    codeChallengeMethod: 'S256',
  });
  const decided = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'accept', mfa: 'on' }),
    redirect: 'manual',
  });
  const code = new URL(decided.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const result = await app.acquireTokenByCode({ ...request, code, codeVerifier });
  expect(result.account?.username).toBe('csp-service@wideworldimporters.onmicrosoft.com');
});

test('MSAL waits for a device code', async () => {
  await control(simulator, 'PUT', 'applications', { publicClientFlows: true });
  const app = new PublicClientApplication({ auth: auth(SMALL.partnerTenant, SMALL.partnerApp) });
  const result = await app.acquireTokenByDeviceCode({
    scopes: [`${PARTNER_CENTER}/user_impersonation`],
    deviceCodeCallback: ({ userCode, verificationUri }) => {
      const body = new URLSearchParams({ user_code: userCode, decision: 'accept', mfa: 'on' });
      void fetch(verificationUri, { method: 'POST', body });
    },
  });
  expect(result?.account?.tenantId).toBe(SMALL.partnerTenant);
});

test('the Resource Health client lists, pages, reads history and understands errors', async () => {
  simulator.simulation.behaviour.healthPageSize = 3;
  const credential = {
    getToken: async (): Promise<AccessToken> => {
      const authority = `${endpoint(simulator, 'login')}/${SMALL.contoso}`;
      const result = await partnerApp().acquireTokenByRefreshToken({
        refreshToken: refreshToken(),
        scopes: [`${ARM}/.default`],
        authority,
      });
      return { token: result?.accessToken ?? '', expiresOnTimestamp: result?.expiresOn?.getTime() ?? 0 };
    },
  };
  const client = new MicrosoftResourceHealth(credential, SMALL.contosoProduction, {
    endpoint: endpoint(simulator, 'resourceManager'),
  });
  const states: Array<string | undefined> = [];
  for await (const status of client.availabilityStatuses.listBySubscriptionId()) {
    states.push(status.properties?.availabilityState);
  }
  expect(states).toEqual([
    'Available',
    'Unavailable',
    'Unavailable',
    'Degraded',
    'Available',
    'Unknown',
    'Available',
    'Unavailable',
  ]);
  const resource = `subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
  const current = await client.availabilityStatuses.getByResource(resource, { expand: 'recommendedactions' });
  expect(current.properties?.occuredTime).toEqual(new Date('2026-11-20T11:40:00Z'));
  expect(current.properties?.recommendedActions?.[0]?.actionUrlComment).toBe('<#Troubleshoot>');
  const disk = `subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/disks/disk-web-01`;
  await expect(client.availabilityStatuses.getByResource(disk)).rejects.toMatchObject({ statusCode: 422 });
});
