import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import type { Identities } from '../simulator/identities.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import {
  arcOf,
  inVault,
  opener,
  pairOf,
  pemOf,
  putSecret,
  settingsWith,
  tokenFile,
  type Setup,
} from './credentialKinds.ts';
import { CONTOSO, startHarness, type Harness } from './harness.ts';
import { printed } from './printed.ts';

const MARK = 'S3CR3TMARK';
const TESTED = { tenantId: SMALL.northwind, credentialId: 'tested' };
const CERTIFICATE = { kind: 'certificate', clientId: SMALL.certificateApp };
const WORKLOAD = { kind: 'workloadIdentity', clientId: SMALL.workloadApp };
let harness: Harness;
let identities: Identities;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false, clock: 'real', enforceLimits: false });
  identities = await harness.simulator.identities();
});
afterAll(() => harness.close());

/** A token that says nothing but the mark, as somebody's log would show it. */
const markedToken = `x.${Buffer.from(JSON.stringify({ sub: MARK, tid: MARK })).toString('base64url')}.${MARK}`;
const imds = () => ({ allowManagedIdentity: true, machine: { on: 'imds', origin: identities.imds } as const });
const vaulted = (name: string): Setup => {
  const { row, secrets } = opener(harness.simulator);
  const credential = { ...CERTIFICATE, certificateVault: inVault(harness.simulator, name) };
  return { credential, others: [row], secrets };
};

const flows: [string, () => Setup | Promise<Setup>][] = [
  [
    'a certificate',
    () => ({
      credential: CERTIFICATE,
      secrets: { 'credential.tested.certificate': pemOf(identities, SMALL.certificateApp) },
    }),
  ],
  [
    'a certificate that is not taken',
    () => ({
      credential: CERTIFICATE,
      secrets: { 'credential.tested.certificate': pemOf(identities, SMALL.partnerApp) },
    }),
  ],
  [
    'a certificate in Key Vault',
    () => {
      putSecret(harness.simulator, 'kept', pemOf(identities, SMALL.certificateApp), 'application/x-pem-file');
      return vaulted('kept');
    },
  ],
  [
    'something else in Key Vault',
    () => {
      putSecret(harness.simulator, 'marked', `-----BEGIN PRIVATE KEY-----${MARK}`, 'application/x-pem-file');
      return vaulted('marked');
    },
  ],
  ['a federated token', () => ({ credential: WORKLOAD, operator: { federatedTokenFile: tokenFile(markedToken) } })],
  ['a file that holds none', () => ({ credential: WORKLOAD, operator: { federatedTokenFile: tokenFile(MARK) } })],
  ['a managed identity', () => ({ credential: { kind: 'managedIdentity' }, operator: imds() })],
  [
    'a managed identity that vouches',
    () => ({ credential: { ...WORKLOAD, federatedBy: 'managedIdentity' }, operator: imds() }),
  ],
  [
    'App Service with its header',
    () => ({
      credential: { kind: 'managedIdentity' },
      operator: {
        allowManagedIdentity: true,
        machine: { on: 'appService', endpoint: identities.appService.endpoint, header: MARK },
      },
    }),
  ],
  [
    "Azure Arc's key",
    async () => ({
      credential: { kind: 'managedIdentity' },
      operator: { allowManagedIdentity: true, machine: await arcOf(identities) },
    }),
  ],
  [
    'a password at a proxy that is not there',
    () => ({
      credential: CERTIFICATE,
      secrets: { 'credential.tested.certificate': pemOf(identities, SMALL.partnerApp) },
    }),
  ],
];

/** Answers that repeat what they got, as some gateways do. */
const answers: [string, Record<string, unknown>][] = [
  ['nothing special', {}],
  ['the token of somebody', { host: 'identity', status: 200, body: { access_token: markedToken, expires_in: '60' } }],
  ['a refusal in words', { status: 400, body: { error: MARK, error_description: MARK, error_codes: [7000215] } }],
  ['a challenge', { status: 401, headers: { 'www-authenticate': `Basic realm=/tmp/${MARK}.key` }, body: MARK }],
];

const cases = flows.flatMap(([flow, setup]) => answers.map(([answer, fault]) => [flow, answer, setup, fault] as const));

async function everything(microsoft: Microsoft): Promise<string> {
  const outcomes = await Promise.allSettled([
    microsoft.listSubscriptions(TESTED, harness.options),
    microsoft.listSubscriptions({ ...TESTED, tenantId: SMALL.contoso }, harness.options),
    microsoft.listSubscriptions(CONTOSO, harness.options),
  ]);
  const errors = outcomes.map((outcome) => (outcome.status === 'rejected' ? printed(outcome.reason) : ''));
  return `${errors.join('\n')}\n${JSON.stringify(microsoft.credentialStates())}`;
}

test.each(cases)('no secret of %s comes out when the answer is %s', async (flow, _, setup, fault) => {
  const { accessLog, another, log, simulator } = harness;
  const settings = settingsWith(simulator, await setup());
  const proxied = flow.includes('proxy') && {
    jsonData: { ...settings.jsonData, network: { proxyUrl: 'http://127.0.0.1:9', proxyUser: 'noc' } },
    secureJsonData: { ...settings.secureJsonData, proxyPassword: MARK },
  };
  const microsoft = another({ ...settings, ...proxied });
  if (Object.keys(fault).length > 0) {
    simulator.faults.add(fault);
  }
  const output = (await everything(microsoft)) + log.lines.join('\n') + JSON.stringify(accessLog.records());
  simulator.faults.clear();
  expect(output).not.toContain(MARK);
  expect(output).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}|MII[A-Za-z0-9+/]{20}/);
  for (const app of [SMALL.certificateApp, SMALL.partnerApp]) {
    expect(output).not.toContain(pairOf(identities, app).privateKey.split('\n')[3]);
  }
  for (const secret of Object.values(settings.secureJsonData).filter((value) => !value.includes('-----'))) {
    expect(output).not.toContain(secret);
  }
});
