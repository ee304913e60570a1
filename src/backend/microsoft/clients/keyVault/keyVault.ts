import { pathSegment } from '../../../common/pathSegment.ts';
import { CspError } from '../../../common/errors.ts';
import { credentialOf } from '../../../settings/credentialOf.ts';
import type { Certificate, VaultItem } from '../../../settings/settings.ts';
import type { CallOptions } from '../../api/access.ts';
import type { Call } from '../../http/call.ts';
import type { ClientContext } from '../../context.ts';
import type { Entra } from '../entra.ts';
import { linkedPages } from '../../http/paging.ts';
import { certificatesOfSecret } from './vaultCertificate.ts';
import { readSecret, readVersion, type Secret, type SecretVersion } from './vaultSecret.ts';

/** https://learn.microsoft.com/rest/api/keyvault/ */
const API_VERSION = '7.4';
/** While a certificate is being replaced the older one still is what Entra knows. */
const CERTIFICATES_READ = 2;

/**
 * Azure Key Vault's secrets: https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups. Requests go to the
 * item's vault and nowhere else, with a token of the item's credential for Key Vault in the credential's own tenant;
 * what a vault's challenge asks for instead is reported and never followed.
 */
export class KeyVault {
  readonly #context: ClientContext;
  readonly #entra: Entra;

  constructor(context: ClientContext, entra: Entra) {
    this.#context = context;
    this.#entra = entra;
  }

  /** The newest version, or the one that is named. */
  async getSecret(item: VaultItem, options: CallOptions, version?: string): Promise<Secret> {
    const template = version === undefined ? '/secrets/{name}' : '/secrets/{name}/{version}';
    const call = await this.#call(item, template, options);
    const path = version === undefined ? '' : `/${pathSegment(version)}`;
    const { parsedBody } = await this.#context.http.send(call, { url: urlOf(item, path) });
    return readSecret(call, parsedBody);
  }

  /** All versions, the newest first. */
  async listVersions(item: VaultItem, options: CallOptions): Promise<SecretVersion[]> {
    const { http, limits } = this.#context;
    const call = await this.#call(item, '/secrets/{name}/versions', options);
    const read = async (url: string) => (await http.send(call, { url })).parsedBody;
    const versions: SecretVersion[] = [];
    for await (const page of linkedPages(call, limits, urlOf(item, '/versions', 'maxresults=25'), read)) {
      versions.push(...page.flatMap((row) => readVersion(row) ?? []));
    }
    return versions.sort((one, other) => other.createdAt - one.createdAt);
  }

  /** Makes a new version, which is the newest from then on. */
  async setSecret(
    item: VaultItem,
    secret: { value: string; contentType: string; tags: Record<string, string> },
    options: CallOptions,
  ): Promise<void> {
    const call = await this.#call(item, '/secrets/{name}', options);
    await this.#context.http.send(call, { method: 'PUT', url: urlOf(item, ''), body: secret });
  }

  /**
   * The certificate of that name with its private key: its newest version and, while it is being replaced, the one
   * before. They are read as the secret of the same name:
   * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#composition-of-a-certificate
   *
   * @throws {CspError} Key Vault's refusals; `VaultCertificateUnusable` where no version can be used.
   */
  async readCertificates(item: VaultItem, options: CallOptions): Promise<Certificate[]> {
    const versions = await this.listVersions(item, options);
    const found: Certificate[] = [];
    let problem: unknown;
    for (const { version } of versions.filter(({ enabled }) => enabled).slice(0, CERTIFICATES_READ)) {
      try {
        found.push(...certificatesOfSecret(item, await this.getSecret(item, options, version)));
      } catch (thrown) {
        problem ??= thrown;
      }
    }
    if (found.length === 0) {
      // Without versions the vault says itself what is wrong: there is none, or all are switched off.
      throw problem ?? (await this.getSecret(item, options).then(() => allDisabled(item), CspError.from));
    }
    const distinct = new Map(found.map((certificate) => [certificate.thumbprint, certificate]));
    return [...distinct.values()].sort((one, other) => other.notAfter - one.notAfter);
  }

  async #call(item: VaultItem, path: string, options: CallOptions): Promise<Call> {
    const { settings } = this.#context;
    const tenant = credentialOf(settings, item.credentialId).tenantId;
    return {
      api: 'keyVault',
      origin: item.vault,
      tenantId: await this.#entra.resolveTenant(tenant, options),
      credentialId: item.credentialId,
      scope: settings.hosts.keyVaultScope,
      path,
      subscriptionId: null,
      signal: options.signal,
      reason: options.reason,
    };
  }
}

function urlOf({ vault, name }: VaultItem, path: string, query = ''): string {
  return `${vault}/secrets/${pathSegment(name)}${path}?api-version=${API_VERSION}${query === '' ? '' : `&${query}`}`;
}

function allDisabled(item: VaultItem): CspError {
  return new CspError(
    `Azure Key Vault ${new URL(item.vault).host}: no version of "${item.name}" is enabled. Enable the newest in the vault, or make a new one. (SecretDisabled)`,
    { code: 'SecretDisabled', status: 403, source: 'downstream' },
  );
}
