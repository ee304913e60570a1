/** Settings of any shape are settings, or a sentence for each mistake; nothing of the secrets is ever said. */
import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import { isTooDeep } from '../../src/backend/common/jsonDepth.ts';
import { needCorrecting } from '../../src/backend/settings/needCorrecting.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { LOOPBACK } from '../microsoft/loopback.ts';
import { mutated, mutations, oddText, runs } from './arbitraries.ts';

const MARK = 'S3CR3T-MARK';
const GUID = '11111111-0000-4000-8000-00000000000';
const VAULT = { vaultUrl: 'https://contoso-noc.vault.azure.net', name: 'noc', credential: 'direct' };

/** Something in every field. */
const WHOLE = {
  cloud: 'AzurePublic',
  endpoints: { login: 'https://127.0.0.1:8443', portal: 'https://portal.azure.com' },
  credentials: [
    { id: 'partner', kind: 'secureApplicationModel', tenantId: 'contoso.com', clientId: `${GUID}1` },
    { id: 'direct', kind: 'clientSecret', tenantId: `${GUID}2`, clientId: `${GUID}3` },
    { id: 'vaulted', kind: 'certificate', tenantId: `${GUID}2`, clientId: `${GUID}4`, certificateVault: VAULT },
    { id: 'machine', kind: 'managedIdentity', tenantId: `${GUID}2` },
    { id: 'pod', kind: 'workloadIdentity', tenantId: `${GUID}2`, clientId: `${GUID}5`, federatedBy: 'file' },
    {
      ...{ id: 'kept', kind: 'secureApplicationModel', tenantId: 'contoso.com', clientId: `${GUID}6` },
      ...{ proof: 'certificate', refreshTokenStore: 'keyVault', refreshTokenVault: VAULT },
    },
  ],
  defaultCredential: 'direct',
  partner: { enabled: true, credential: 'partner' },
  tenants: [
    { tenantId: 'fabrikam.com', name: 'Fabrikam', credential: 'direct', enabled: true, tags: { team: 'north' } },
    { tenantId: `${GUID}7`, includeSubscriptions: [`${GUID}8`], excludeSubscriptions: [`${GUID}9`] },
  ],
  collection: { alertsSeconds: 60, historyDays: 90, concurrency: 32, sections: { alerts: false } },
  network: { proxyUrl: 'http://proxy.contoso.com:8080', proxyUser: 'noc' },
  allowChangeState: true,
  coverageBaseline: { required: [{ resourceType: 'Microsoft.Compute/virtualMachines', kinds: ['metric'] }] },
  visibility: { rules: [{ subject: 'role', values: ['Admin'], allow: { customers: ['*'] } }] },
};
const SECRETS = [
  ...['credential.partner.clientSecret', 'credential.partner.refreshToken', 'credential.direct.clientSecret'],
  ...['credential.kept.certificate', 'tokenStoreKey', 'proxyPassword', 'tlsCaCertificate'],
];
const OPERATOR = {
  ...LOOPBACK,
  allowManagedIdentity: true,
  federatedTokenFile: '/var/run/token',
  allowedEndpoints: ['127.0.0.1:*', 'proxy.contoso.com:8080'],
};

const secrets = fc.dictionary(
  fc.oneof(fc.constantFrom(...SECRETS), oddText),
  fc
    .tuple(fc.constantFrom('', '-----BEGIN CERTIFICATE-----\n', '-----BEGIN PRIVATE KEY-----\n'), oddText)
    .map(([before, text]) => `${before}${MARK}${text}`),
  { maxKeys: 8 },
);

test('whatever is saved is settings, or sentences about what is wrong', () => {
  fc.assert(
    fc.property(mutations, secrets, (changes, secureJsonData) => {
      const text = mutated(WHOLE, changes);
      let said: string[];
      try {
        const { mistakes } = readSettings(isTooDeep(text) ? null : JSON.parse(text), secureJsonData, OPERATOR);
        said = [...mistakes];
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(CspError);
        expect((thrown as CspError).code).toBe('Settings');
        said = [(thrown as CspError).message];
        expect(said[0]?.length).toBeLessThan(4_100);
      }
      expect(said.filter((sentence) => sentence.includes(MARK))).toEqual([]);
    }),
    runs(400),
  );
});

test('thousands of mistakes are not thousands of sentences', () => {
  const tenants = Array.from({ length: 5_000 }, (_, index) => ({ tenantId: `none ${index}`, credential: 'gone' }));
  const credential = { 'credential.direct.clientSecret': 'x', 'credential.partner.clientSecret': 'x' };
  const { mistakes } = readSettings({ ...WHOLE, tenants, visibility: undefined }, credential, OPERATOR);
  expect(mistakes.length).toBeGreaterThan(5_000);
  expect(needCorrecting(mistakes)).toMatch(/^.{100,4000} \d+,\d+ more\.$/);
});
