import type { Credential } from '../../../settings/settings.ts';
import type { TokenRecord } from '../refreshTokens/tokenRecord.ts';

/** Where refresh tokens outlive the process, as secret as `secureJsonData` is. Throws only CspError. */
export interface TokenStore {
  readonly keptIn: 'local' | 'keyVault';
  /** How long a saved token serves before a newer one is worth a save, ms. An older one stays valid to its own end. */
  readonly saveEveryMs: number;
  /** null: nothing is kept for this credential. */
  load(credential: Credential): Promise<TokenRecord | null>;
  /** Returns when the record is safe: after that it is what `load` gives, also after a crash. */
  save(credential: Credential, record: TokenRecord): Promise<void>;
}
