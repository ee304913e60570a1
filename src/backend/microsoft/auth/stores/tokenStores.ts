import type { Credential } from '../../../settings/settings.ts';
import type { KeyVault } from '../../clients/keyVault/keyVault.ts';
import { KeyVaultTokenStore } from './keyVaultTokenStore.ts';
import type { TokenStore } from './tokenStore.ts';

/** Where each credential's refresh tokens are kept, as its settings say. */
export function tokenStores(local: TokenStore): (credential: Credential, keyVault: KeyVault) => TokenStore {
  return ({ refreshTokenVault }, keyVault) => (refreshTokenVault ? new KeyVaultTokenStore(keyVault) : local);
}
