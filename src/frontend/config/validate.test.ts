import { readSettings } from '../../backend/settings/read.ts';
import type { AzureCspOptions } from '../../shared/settings.ts';
import {
  credentialIdProblem,
  endpointProblem,
  guidProblem,
  isInsecure,
  proxyProblem,
  subscriptionsProblem,
  tenantProblem,
  vaultNameProblem,
  wholeProblem,
} from './validate.ts';

/** What the backend says of settings with one mistake. */
function backendSays(options: AzureCspOptions): string {
  try {
    return readSettings(options, {}, { allowInsecureEndpoints: false, allowManagedIdentity: true }).mistakes.join(' ');
  } catch (error) {
    return (error as Error).message;
  }
}

const account = { id: 'a', kind: 'managedIdentity' as const, tenantId: 'contoso.com', clientId: '' };
const vault = { vaultUrl: 'https://v-noc.vault.azure.net', name: 'n', credential: 'a' };
const partner = (change: object) => ({
  credentials: [account, { ...account, id: 'b', kind: 'secureApplicationModel' as const, ...change }],
});

describe('what is typed', () => {
  it.each<[string, (text: string) => string | undefined, (text: string) => AzureCspOptions]>([
    ['Tenant', tenantProblem, (tenantId) => ({ credentials: [{ ...account, tenantId }] })],
    ['Tenant id or domain', tenantProblem, (tenantId) => ({ credentials: [account], tenants: [{ tenantId }] })],
    ['Application (client) id', guidProblem, (clientId) => ({ credentials: [{ ...account, clientId }] })],
    ['Name', (text) => credentialIdProblem(text, []), (id) => ({ credentials: [{ ...account, id }] })],
    [
      'Only these subscriptions',
      (text) => subscriptionsProblem([text]),
      (text) => ({ credentials: [account], tenants: [{ tenantId: 'contoso.com', includeSubscriptions: [text] }] }),
    ],
    ['Proxy', proxyProblem, (proxyUrl) => ({ credentials: [account], network: { proxyUrl } })],
    [
      'Resource health, seconds',
      (text) => wholeProblem(text, 15, 86_400),
      (text) => ({ credentials: [account], collection: { resourceHealthSeconds: Number(text) || -1 } }),
    ],
    [
      'Name',
      vaultNameProblem,
      (name) => partner({ refreshTokenStore: 'keyVault', refreshTokenVault: { ...vault, name } }),
    ],
  ])('should be refused under "%s" in the words of the backend', (label, problem, options) => {
    const reason = problem('not / a value');
    expect(reason).toBeDefined();
    expect(backendSays(options('not / a value'))).toContain(`${label} ${reason}.`);
  });

  it.each([
    'proxy',
    'ftp://x',
    'https://x/path',
    'https://user@x',
    'https://x?y=1',
    'https://2130706433',
    'https:\\\\x',
  ])('should refuse the endpoint %s in the words of the backend', (login) => {
    const reason = endpointProblem(login);
    expect(reason).toBeDefined();
    expect(backendSays({ credentials: [account], endpoints: { login } })).toContain(`Sign-in endpoint ${reason}.`);
  });

  it.each(['https://proxy.example.com', 'https://127.0.0.1:8443/', 'http://localhost:1', 'https://x.example:443'])(
    'should take the endpoint %s',
    (text) => {
      expect(endpointProblem(text)).toBeUndefined();
    },
  );

  it.each(['22222222-0000-4000-8000-000000000001', 'contoso.onmicrosoft.com', 'Contoso.com'])(
    'should take the tenant %s',
    (text) => {
      expect(tenantProblem(text)).toBeUndefined();
    },
  );

  it('should tell plain http', () => {
    expect([isInsecure('HTTP://x'), isInsecure('https://x')]).toEqual([true, false]);
  });

  it('should not take a name twice', () => {
    expect(credentialIdProblem('partner', ['partner'])).toMatch('twice');
    expect(credentialIdProblem('partner-2', ['partner'])).toBeUndefined();
  });

  it('should take whole numbers within bounds, and none for the default', () => {
    expect(['', '15', '60'].map((text) => wholeProblem(text, 15, 60))).toEqual([undefined, undefined, undefined]);
    expect(['14', '61', '1e1', '-1'].every((text) => wholeProblem(text, 15, 60))).toBe(true);
  });
});
