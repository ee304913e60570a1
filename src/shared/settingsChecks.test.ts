import {
  credentialIdProblem,
  guidProblem,
  linesOf,
  originProblem,
  proxyProblem,
  subscriptionsProblem,
  tenantProblem,
  tokenStoreKeyProblem,
  vaultNameProblem,
  vaultProblem,
  wholeProblem,
} from './settingsChecks.ts';

const SUFFIX = '.vault.azure.net';
const ID = '22222222-0000-4000-8000-000000000001';

describe('what is typed', () => {
  it.each<[string, (text: string) => string | undefined]>([
    ['a GUID', guidProblem],
    ['a tenant', tenantProblem],
    ['a name of a credential', credentialIdProblem],
    ['a subscription', (text) => subscriptionsProblem([ID, text])],
    ['an endpoint', originProblem],
    ['a proxy', proxyProblem],
    ['a vault', (text) => vaultProblem(text, SUFFIX, null)],
    ['a name in a vault', vaultNameProblem],
    ['a number', (text) => wholeProblem(text, { least: 1, most: 9 })],
  ])('should be refused where it is not %s', (_, problem) => {
    expect(problem('not / a value')).toMatch(/^(must|may|is) /);
  });

  it.each([ID, 'contoso.onmicrosoft.com', 'Contoso.com'])('should be a tenant: %s', (text) => {
    expect(tenantProblem(text)).toBeUndefined();
  });

  it.each([
    'proxy',
    'ftp://x',
    'https://x/path',
    'https://user@x',
    'https://x?y=1',
    'https://2130706433',
    'https:\\\\x',
  ])('should be no endpoint: %s', (text) => {
    expect(originProblem(text)).toBeDefined();
  });

  it.each([
    'https://proxy.example.com',
    'https://127.0.0.1:8443/',
    'http://localhost:1',
    'https://x.example:443',
    'HTTPS://x.example',
  ])('should be an endpoint: %s', (text) => {
    expect(originProblem(text)).toBeUndefined();
  });

  it('should be a vault of the cloud, or the one of the endpoints', () => {
    const own = 'https://vault.example.com';
    expect(vaultProblem(`https://v-noc${SUFFIX}/`, SUFFIX, null)).toBeUndefined();
    expect(vaultProblem(own, SUFFIX, own)).toBeUndefined();
    expect(vaultProblem(own, SUFFIX, null)).toMatch('no vault of this cloud');
    expect(vaultProblem('https://v-noc.vault.azure.cn', SUFFIX, null)).toMatch('no vault of this cloud');
  });

  it('should be whole and within bounds, as a number or as text', () => {
    const range = { least: 15, most: 60 };
    expect([15, '15', ' 60 '].map((value) => wholeProblem(value, range))).toEqual([undefined, undefined, undefined]);
    expect(['14', 61, '1e1', '-1', 20.5, true, null].every((value) => wholeProblem(value, range))).toBe(true);
  });

  it('should have a long key first, however short the others are', () => {
    expect(tokenStoreKeyProblem([])).toBeUndefined();
    expect(tokenStoreKeyProblem(linesOf('fifteen letters\nsixteen letters!'))).toMatch('at least 16 characters');
    expect(tokenStoreKeyProblem(linesOf('\n sixteen letters!\r\nshort'))).toBeUndefined();
  });

  it('should be one text a line, for names have commas', () => {
    expect(linesOf(' Contoso, Ltd. \r\n\n *')).toEqual(['Contoso, Ltd.', '*']);
  });
});
