import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { MicrosoftResourceHealth } from '@azure/arm-resourcehealth';
import type { AccessToken } from '@azure/core-auth';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { ARM, endpoint } from './testing.ts';
import { SMALL } from './world/smallIds.ts';

/** Microsoft's own clients, as they are, pointed at the simulator as at a private cloud with its own authority. */
let simulator: Simulator;
const trustedBefore = getCACertificates('default');

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small' });
  setDefaultCACertificates([...trustedBefore, simulator.secureJsonData.tlsCACert ?? '']);
});
afterAll(async () => {
  setDefaultCACertificates(trustedBefore);
  await simulator.close();
});

function msal(tenant: string, clientId: string, clientSecret: string): ConfidentialClientApplication {
  const login = endpoint(simulator, 'login');
  return new ConfidentialClientApplication({
    auth: { clientId, clientSecret, authority: `${login}/${tenant}`, knownAuthorities: [new URL(login).host] },
  });
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
