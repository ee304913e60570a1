import { CspError } from '../../../common/errors.ts';
import type { Credential, VaultItem } from '../../../settings/settings.ts';
import type { CallOptions } from '../../api/access.ts';
import type { KeyVault } from '../../clients/keyVault/keyVault.ts';
import type { Secret, SecretVersion } from '../../clients/keyVault/vaultSecret.ts';
import { isRefreshToken } from '../application.ts';
import { applicationPrint, type TokenRecord } from '../refreshTokens/tokenRecord.ts';
import type { TokenStore } from './tokenStore.ts';

const CONTENT_TYPE = 'application/vnd.azure-csp-grafana.refresh-token';
const DAY_MS = 86_400_000;
/** A vault that doesn't answer must not hold up a sign-in that has other tokens. */
const PATIENCE_MS = 60_000;

/**
 * Refresh tokens in Azure Key Vault: the current one is the newest version of a secret, the one before is the version
 * before. What tells them apart stands in tags, which are not secret.
 */
export class KeyVaultTokenStore implements TokenStore {
  readonly keptIn = 'keyVault';
  /** Every save is a version that stays for ever, so not each of a partner's thousand redemptions an hour makes one. */
  readonly saveEveryMs = DAY_MS;
  readonly #vault: KeyVault;
  /** The newest version's token as last seen here; null: none, or not read. */
  #newestToken: string | null = null;

  constructor(vault: KeyVault) {
    this.#vault = vault;
  }

  async load(credential: Credential): Promise<TokenRecord | null> {
    const item = itemOf(credential);
    const options = callOptions();
    const newest = await this.#newest(item, options);
    if (!newest) {
      return null;
    }
    const { createdAt, tags, version } = newest;
    // Whoever puts it there from a file puts the end of a line there too.
    const current = newest.value.trim();
    if (!isRefreshToken(current)) {
      throw noToken(item);
    }
    this.#newestToken = current;
    const application = tags.application ?? applicationPrint(credential);
    return {
      current,
      previous: await this.#previous(item, application, version, options),
      application,
      from: tags.from ?? null,
      savedAt: timeOf(tags.savedAt) ?? createdAt,
      lastUsedAt: timeOf(tags.lastUsedAt),
    };
  }

  async save(credential: Credential, record: TokenRecord): Promise<void> {
    const { current, previous, savedAt } = record;
    // Where Entra has refused the newest, it would take the place of the one before, and the one that works be forgotten.
    if (previous !== null && this.#newestToken !== null && previous !== this.#newestToken) {
      await this.#put(credential, record, previous, savedAt - 1);
    }
    await this.#put(credential, record, current, savedAt);
  }

  async #put(credential: Credential, line: TokenRecord, token: string, savedAt: number): Promise<void> {
    const tags: Record<string, string> = {
      application: line.application,
      savedAt: new Date(savedAt).toISOString(),
    };
    if (line.from !== null) {
      tags.from = line.from;
    }
    if (line.lastUsedAt !== null) {
      tags.lastUsedAt = new Date(line.lastUsedAt).toISOString();
    }
    await this.#vault.setSecret(itemOf(credential), { value: token, contentType: CONTENT_TYPE, tags }, callOptions());
    this.#newestToken = token;
  }

  async #newest(item: VaultItem, options: CallOptions): Promise<Secret | null> {
    try {
      return await this.#vault.getSecret(item, options);
    } catch (thrown) {
      if (thrown instanceof CspError && thrown.code === 'SecretNotFound') {
        return null;
      }
      throw thrown;
    }
  }

  /** The version before, unless it is another application's; that it can't be read is no loss while the newest can. */
  async #previous(item: VaultItem, application: string, newest: string, options: CallOptions): Promise<string | null> {
    const isOther = ({ enabled, tags, version }: SecretVersion) =>
      enabled && version !== newest && (tags.application ?? application) === application;
    try {
      // Key Vault's own times are whole seconds, and two saves may share one.
      const [before] = (await this.#vault.listVersions(item, options))
        .filter(isOther)
        .sort((one, other) => savedAt(other) - savedAt(one));
      const value = before && (await this.#vault.getSecret(item, options, before.version)).value.trim();
      return isRefreshToken(value) ? value : null;
    } catch {
      return null;
    }
  }
}

/** It is not kept as the newest token, for it would stand in the way of the one that comes after it. */
function noToken(item: VaultItem): CspError {
  return new CspError(
    `Azure Key Vault ${new URL(item.vault).host}: the secret "${item.name}" holds no refresh token. Sign in again, or put one there. (VaultTokenUnusable)`,
    { code: 'VaultTokenUnusable', status: 422, source: 'downstream' },
  );
}

function savedAt({ createdAt, tags }: SecretVersion): number {
  return timeOf(tags.savedAt) ?? createdAt;
}

function itemOf(credential: Credential): VaultItem {
  const item = credential.refreshTokenVault;
  if (!item) {
    throw new Error(`Credential "${credential.id}" has no vault for its refresh tokens.`);
  }
  return item;
}

function callOptions(): CallOptions {
  return { signal: AbortSignal.timeout(PATIENCE_MS), reason: 'tokenStore' };
}

function timeOf(text: string | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
