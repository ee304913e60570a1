import {
  credentialIdProblem,
  endpointProblem,
  isInsecure,
  numberProblem,
  pemProblem,
  tenantProblem,
} from './validate.ts';

describe('settings', () => {
  it.each(['22222222-0000-4000-8000-000000000001', 'contoso.onmicrosoft.com', 'Contoso.com'])(
    'should take the tenant %s',
    (text) => {
      expect(tenantProblem(text)).toBeUndefined();
    },
  );
  it.each(['', 'contoso', 'a b.com', '22222222-0000', 'https://contoso.com', '-a.com'])(
    'should refuse the tenant "%s"',
    (text) => {
      expect(tenantProblem(text)).toMatch('domain');
    },
  );

  it.each(['', 'https://proxy.example.com', 'https://127.0.0.1:8443/', 'http://localhost:1'])(
    'should take the endpoint "%s"',
    (text) => {
      expect(endpointProblem(text)).toBeUndefined();
    },
  );
  it.each(['proxy', 'ftp://x', 'https://x/path', 'https://user@x', 'https://x?y=1'])(
    'should refuse the endpoint %s',
    (text) => {
      expect(endpointProblem(text)).toBeDefined();
    },
  );
  it('should tell plain http', () => {
    expect([isInsecure('HTTP://x'), isInsecure('https://x')]).toEqual([true, false]);
  });

  it('should refuse names of credentials that are taken or unfit for a key', () => {
    expect(credentialIdProblem('a.b', [])).toMatch('Letters');
    expect(credentialIdProblem('partner', ['partner'])).toMatch('Another');
    expect(credentialIdProblem('partner-2', ['partner'])).toBeUndefined();
  });

  it('should take whole numbers within bounds, and none for the default', () => {
    expect([numberProblem('', 30, 60), numberProblem('30', 30, 60), numberProblem('60', 30, 60)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([numberProblem('29', 30, 60), numberProblem('61', 30, 60), numberProblem('1e1', 1, 60)].every(Boolean)).toBe(
      true,
    );
  });

  it('should take PEM only', () => {
    expect(pemProblem('-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n')).toBeUndefined();
    expect(pemProblem('AA==')).toMatch('BEGIN CERTIFICATE');
  });
});
