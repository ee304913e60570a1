import type { Credential } from '../../src/backend/settings/settings.ts';
import type { TokenStore } from '../../src/backend/microsoft/auth/stores/tokenStore.ts';
import { applicationPrint, type TokenRecord } from '../../src/backend/microsoft/auth/refreshTokens/tokenRecord.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, FABRIKAM, NORTHWIND, startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(() => harness.simulator.simulation.reset());
afterAll(() => harness.close());

test('a wrong client secret', async () => {
  const { another, options, simulator } = harness;
  const microsoft = another({ secureJsonData: { 'credential.partner.clientSecret': 'wrong' } });
  const error = await errorOf(microsoft.listSubscriptions(CONTOSO, options));
  expect(error).toMatchObject({ code: 'AADSTS7000215', status: 401, source: 'downstream' });
  expect(error.message).toContain(`tenant ${SMALL.contoso} with credential "partner"`);
  expect(error.message).toContain("Paste the secret's value, not its ID");
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  // The secret is wrong everywhere, so no other tenant is tried with it for a while.
  const calls = simulator.calls.counts().total;
  const again = await errorOf(microsoft.listCustomers(options));
  expect(again).toMatchObject({ code: 'AADSTS7000215' });
  expect(again.retryAfterMs).toBeGreaterThan(0);
  expect(simulator.calls.counts().total).toBe(calls);
});

test('an expired client secret', async () => {
  const { another, options } = harness;
  const microsoft = another({
    secureJsonData: { 'credential.direct.clientSecret': 'small-direct-client-secret-expired' },
  });
  const error = await errorOf(microsoft.listSubscriptions(NORTHWIND, options));
  expect(error).toMatchObject({ code: 'AADSTS7000222' });
  expect(error.message).toContain('has expired');
});

test("no consent in the customer's tenant", async () => {
  const { another, options, simulator } = harness;
  simulator.faults.add({ host: 'login', tenant: SMALL.contoso, error: 'AADSTS65001' });
  const error = await errorOf(another({}).listSubscriptions(CONTOSO, options));
  expect(error).toMatchObject({ code: 'AADSTS65001' });
  expect(error.message).toContain('applicationconsents');
});

test("no GDAP relationship, and the broken tenant doesn't hammer Entra", async () => {
  const { another, clock, options, simulator } = harness;
  const microsoft = another({});
  const error = await errorOf(microsoft.listSubscriptions(FABRIKAM, options));
  expect(error).toMatchObject({ code: 'AADSTS50020' });
  expect(error.message).toContain('GDAP');
  const asked = () => simulator.calls.counts().total;
  const before = asked();
  for (let time = 0; time < 50; time++) {
    expect(await errorOf(microsoft.listSubscriptions(FABRIKAM, options))).toMatchObject({ code: 'AADSTS50020' });
  }
  expect(asked()).toBe(before);
  // Somebody who checks the settings sees what is so now.
  await errorOf(microsoft.listSubscriptions(FABRIKAM, { ...options, reason: 'check' }));
  expect(asked()).toBe(before + 1);
  clock.advance(60_000);
  await errorOf(microsoft.listSubscriptions(FABRIKAM, options));
  expect(asked()).toBe(before + 2);
  // The other tenants of the credential are not touched by it.
  expect((await microsoft.listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
});

test('MFA: refused by Entra, and by Partner Center', async () => {
  const { another, options, simulator } = harness;
  const fault = simulator.faults.add({ host: 'login', tenant: SMALL.contoso, error: 'AADSTS50076' });
  expect(await errorOf(another({}).listSubscriptions(CONTOSO, options))).toMatchObject({ code: 'AADSTS50076' });
  simulator.faults.clear(fault.id);
  simulator.faults.add({ service: 'partnerCenter', error: '900421' });
  const error = await errorOf(another({}).listCustomers(options));
  expect(error).toMatchObject({ code: '900421', status: 401 });
  expect(error.message).toContain('Sign in again as the consent user, with MFA');
});

test('a tenant that does not exist', async () => {
  const { microsoft, options } = harness;
  const error = await errorOf(microsoft.resolveTenant('nobody.example.com', options));
  expect(error).toMatchObject({ code: 'AADSTS90002' });
  expect(await errorOf(microsoft.resolveTenant('not a domain/..', options))).toMatchObject({ code: 'BadInput' });
});

test('no role on the subscription, no such customer, no registration', async () => {
  const { microsoft, options } = harness;
  const error = await errorOf(microsoft.listResources(CONTOSO, SMALL.contosoConfidential, options));
  expect(error).toMatchObject({ code: 'AuthorizationFailed', status: 403 });
  expect(error.message).toContain(`subscription ${SMALL.contosoConfidential}`);
  expect(error.message).toContain('Reader');
  expect(await errorOf(microsoft.listPartnerSubscriptions(SMALL.northwind, options))).toMatchObject({ status: 404 });
  const unregistered = await errorOf(microsoft.listResourceHealth(CONTOSO, SMALL.contosoDevelopment, options));
  expect(unregistered).toMatchObject({ code: 'MissingSubscriptionRegistration', status: 409 });
  expect(unregistered.message).toContain('az provider register --namespace Microsoft.ResourceHealth');
});

test('a token that is refused before its time is replaced once', async () => {
  const { another, clock, options, simulator } = harness;
  const microsoft = another({});
  await microsoft.listSubscriptions(CONTOSO, options);
  clock.advance(120_000);
  simulator.calls.clear();
  simulator.faults.add({ service: 'resourceManager', error: 'ExpiredAuthenticationToken', count: 1 });
  expect((await microsoft.listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
  expect(simulator.calls.counts().total).toBe(3);
  // A token that is new is not replaced again and again.
  simulator.calls.clear();
  simulator.faults.add({ service: 'resourceManager', error: 'ExpiredAuthenticationToken' });
  for (let time = 0; time < 5; time++) {
    expect(await errorOf(microsoft.listSubscriptions(CONTOSO, options))).toMatchObject({
      code: 'ExpiredAuthenticationToken',
      status: 401,
    });
  }
  expect(simulator.calls.counts().total).toBe(5);
});

test("a host that can't be reached, a certificate that is not trusted", async () => {
  const { another, options, simulator } = harness;
  const endpoints = { ...(simulator.jsonData.endpoints as object), login: 'https://127.0.0.1:9' };
  const unreachable = await errorOf(another({ jsonData: { endpoints } }).listSubscriptions(CONTOSO, options));
  expect(unreachable).toMatchObject({ code: 'ECONNREFUSED', status: 503 });
  expect(unreachable.message).toContain('HTTPS_PROXY');
  const untrusted = await errorOf(another({ secureJsonData: { tlsCACert: '' } }).listSubscriptions(CONTOSO, options));
  expect(untrusted).toMatchObject({
    code: expect.stringMatching(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
    status: 526,
  });
  expect(untrusted.message).toContain('CA certificates in the settings');
});

test('a refresh token that the settings renewed badly falls back to the one that worked', async () => {
  const { another, options } = harness;
  const saved: TokenRecord[] = [];
  const damaged = (credential: Credential): TokenRecord => ({
    current: 'cut-off-token',
    previous: null,
    application: applicationPrint(credential),
    from: null,
    savedAt: 0,
    lastUsedAt: null,
  });
  const store: TokenStore = {
    keptIn: 'local',
    saveEveryMs: 0,
    load: (credential) => Promise.resolve(saved.at(-1) ?? damaged(credential)),
    save: (_, record) => Promise.resolve(void saved.push(record)),
  };
  const tokenStoreOf = () => store;
  expect((await another({ tokenStoreOf }).listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
  expect(saved.every(({ current }) => current.length > 20)).toBe(true);
  expect(saved.length).toBe(1);
  // The renewed one works in the next process.
  const secureJsonData = { 'credential.partner.refreshToken': '' };
  expect((await another({ tokenStoreOf, secureJsonData }).listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
});

test('a revoked sign-in says so for the whole credential', async () => {
  const { another, options, simulator } = harness;
  simulator.faults.add({ host: 'login', error: 'AADSTS50173' });
  const error = await errorOf(another({}).listCustomers(options));
  expect(error).toMatchObject({ code: 'AADSTS50173' });
  expect(error.message).toContain('Sign in again');
});
