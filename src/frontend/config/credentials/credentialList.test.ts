import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import type { AzureCspOptions } from '../../../shared/settings.ts';
import {
  needsVault,
  newCredentialId,
  removeCredential,
  renameCredential,
  secretKeys,
  usesOf,
} from './credentialList.ts';

const account = (id: string) => ({ id, kind: 'clientSecret' as const, tenantId: 't', clientId: 'c' });
const inVault = (credential: string): CredentialOptions => ({
  ...account('partner'),
  certificateVault: { vaultUrl: 'https://v.vault.azure.net', name: 'n', credential },
});
const OPTIONS: AzureCspOptions = {
  credentials: [inVault('direct'), account('direct')],
  defaultCredential: 'direct',
  partner: { enabled: true, credential: 'direct' },
  tenants: [{ tenantId: 'a', name: 'Adatum', credential: 'direct' }, { tenantId: 'b' }],
};

describe('credentials', () => {
  it('should be renamed wherever they are referred to', () => {
    expect(renameCredential(OPTIONS, 'direct', 'adatum')).toEqual({
      credentials: [inVault('adatum'), account('adatum')],
      defaultCredential: 'adatum',
      partner: { enabled: true, credential: 'adatum' },
      tenants: [{ tenantId: 'a', name: 'Adatum', credential: 'adatum' }, { tenantId: 'b' }],
    });
  });

  it('should leave no reference behind when removed', () => {
    const options = removeCredential(OPTIONS, 'direct');
    expect(options.credentials).toEqual([inVault('')]);
    expect(JSON.stringify(options)).not.toContain('direct');
  });

  it('should keep fields that this version does not know', () => {
    const newer = { ...OPTIONS, later: { x: 1 }, credentials: [{ ...account('direct'), colour: 'red' }] };
    expect(renameCredential(newer, 'direct', 'x')).toMatchObject({ later: { x: 1 }, credentials: [{ colour: 'red' }] });
  });

  it('should tell what uses them', () => {
    expect(usesOf(OPTIONS, 'direct')).toEqual({
      isDefault: true,
      partner: true,
      tenants: ['Adatum'],
      vaults: ['partner'],
    });
    expect(usesOf(OPTIONS, 'partner')).toEqual({ isDefault: false, partner: false, tenants: [], vaults: [] });
  });

  it('should be the default when first, where none is named', () => {
    const { defaultCredential: _none, partner: _off, ...options } = OPTIONS;
    expect(usesOf(options, 'partner').isDefault).toBe(true);
  });

  it('should get names that are free', () => {
    expect(newCredentialId([])).toBe('partner');
    expect(newCredentialId([account('partner'), account('credential-2')])).toBe('credential-3');
  });

  it('should need a vault where their own certificate or token lies in one', () => {
    const certificate = { ...inVault('direct'), kind: 'certificate' as const };
    const user = { ...account('user'), kind: 'secureApplicationModel' as const };
    expect([certificate, { ...user, refreshTokenStore: 'keyVault' as const }].map(needsVault)).toEqual([true, true]);
    // What another kind has left behind counts for nothing.
    expect([inVault('direct'), user, { ...user, ...inVault('direct'), kind: user.kind }].map(needsVault)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('should name the keys of all secrets they may have had', () => {
    expect(secretKeys('x').sort()).toEqual([
      'credential.x.certificate',
      'credential.x.clientSecret',
      'credential.x.refreshToken',
    ]);
  });
});
