import type { AzureCspOptions } from '../../shared/settings.ts';
import { newCredentialId, removeCredential, renameCredential, secretKeys } from './credentials.ts';

const account = (id: string) => ({ id, kind: 'clientSecret' as const, tenantId: 't', clientId: 'c' });
const OPTIONS: AzureCspOptions = {
  credentials: [account('partner'), account('direct')],
  defaultCredential: 'direct',
  partner: { enabled: true, credential: 'direct' },
  tenants: [{ tenantId: 'a', credential: 'direct' }, { tenantId: 'b' }],
};

describe('credentials', () => {
  it('should be renamed wherever they are referred to', () => {
    expect(renameCredential(OPTIONS, 'direct', 'adatum')).toEqual({
      credentials: [account('partner'), account('adatum')],
      defaultCredential: 'adatum',
      partner: { enabled: true, credential: 'adatum' },
      tenants: [{ tenantId: 'a', credential: 'adatum' }, { tenantId: 'b' }],
    });
  });

  it('should leave no reference behind when removed', () => {
    const options = removeCredential(OPTIONS, 'direct');
    expect(options.credentials).toEqual([account('partner')]);
    expect(JSON.stringify(options)).not.toContain('direct');
  });

  it('should get names that are free', () => {
    expect(newCredentialId([])).toBe('partner');
    expect(newCredentialId([account('partner'), account('credential-2')])).toBe('credential-3');
  });

  it('should name the keys of all secrets they may have had', () => {
    expect(secretKeys('x').sort()).toEqual(['credential.x.clientSecret', 'credential.x.refreshToken']);
  });
});
