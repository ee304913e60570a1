import { CspError } from '../../../common/errors.ts';
import type { Credential, VaultItem } from '../../../settings/settings.ts';
import type { CallOptions } from '../../api.ts';
import type { KeyVault, Secret } from '../../keyVault.ts';
import { applicationPrint, type TokenRecord, type TokenStore } from './tokenStore.ts';

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

  constructor(vault: KeyVault) {
    this.#vault = vault;
  }

  async load(credential: Credential): Promise<TokenRecord | null> {
    const item = itemOf(credential);
    const options = callOptions();
    const [newest, before] = (await this.#versions(item, options)).filter(({ enabled }) => enabled);
    if (!newest) {
      return null;
    }
    const secret = await this.#vault.getSecret(item, options, newest.version);
    const { tags } = secret;
    const application = tags.application ?? applicationPrint(credential);
    return {
      current: secret.value,
      previous: before ? await this.#previous(item, application, before.version, options) : null,
      application,
      from: tags.from ?? null,
      savedAt: secret.createdAt,
      lastUsedAt: timeOf(tags.lastUsedAt),
    };
  }

  async save(credential: Credential, record: TokenRecord): Promise<void> {
    const tags: Record<string, string> = { application: record.application };
    if (record.from !== null) {
      tags.from = record.from;
    }
    if (record.lastUsedAt !== null) {
      tags.lastUsedAt = new Date(record.lastUsedAt).toISOString();
    }
    const secret = { value: record.current, contentType: CONTENT_TYPE, tags };
    await this.#vault.setSecret(itemOf(credential), secret, callOptions());
  }

  async #versions(item: VaultItem, options: CallOptions) {
    try {
      return await this.#vault.listVersions(item, options);
    } catch (thrown) {
      if (thrown instanceof CspError && thrown.code === 'SecretNotFound') {
        return [];
      }
      throw thrown;
    }
  }

  /** A token of another application is none of this line; one that can't be read is no loss while the newest can. */
  async #previous(item: VaultItem, application: string, version: string, options: CallOptions): Promise<string | null> {
    const secret: Secret | null = await this.#vault.getSecret(item, options, version).catch(() => null);
    return secret && (secret.tags.application ?? application) === application ? secret.value : null;
  }
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
