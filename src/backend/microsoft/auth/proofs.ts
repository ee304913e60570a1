import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import type { Certificate, Credential, VaultItem } from '../../settings/settings.ts';
import { untilAborted } from '../http/abort.ts';
import type { CallOptions } from '../api/access.ts';
import type { ApplicationProof } from './application.ts';
import { Certificates, type CertificateReader } from './certificates.ts';
import { readFederatedFile } from './federatedFile.ts';

/** Where the ways to prove who an application is come from. */
export interface ProofSources {
  clock: Clock;
  /** Key Vault's certificates, the one that ends last first. */
  readCertificates(item: VaultItem, options: CallOptions): Promise<readonly Certificate[]>;
  /** A token of the machine's managed identity for the cloud's `tokenExchange`. */
  machineAssertion(credentialId: string, options: CallOptions): Promise<string>;
  /** Told of each certificate that Entra took. */
  accepted(credentialId: string, certificate: Certificate): void;
}

/** Entra's refusals of a certificate that another certificate of the same application may not get. */
const CERTIFICATE_REFUSED = new Set(['AADSTS700027', 'AADSTS700030', 'AADSTS7000222', 'AADSTS7000215']);

const VAULT_MS = 60_000;

/** What applications prove themselves with to Entra, whichever way they do. */
export class Proofs {
  readonly #sources: ProofSources;
  readonly #certificates: Certificates;

  constructor(sources: ProofSources) {
    this.#sources = sources;
    this.#certificates = new Certificates(sources.clock);
  }

  /**
   * Calls `redeem` with the credential's proof. While a certificate is being replaced there are two, and which of them
   * Entra knows shows only in the trying: one that is refused is tried last for a while.
   *
   * @throws {CspError} what `redeem` throws, Key Vault's refusals, or a code of `meanings/identity.ts`.
   */
  async use<T>(
    credential: Credential,
    options: CallOptions,
    redeem: (proof: ApplicationProof) => Promise<T>,
  ): Promise<T> {
    const { id, proof } = credential;
    switch (proof?.by) {
      case 'clientSecret':
        return redeem({ clientSecret: proof.clientSecret });
      case 'federatedFile':
        return redeem({ clientAssertion: await readFederatedFile(id, proof.path, this.#sources.clock.now()) });
      case 'federatedIdentity':
        return redeem({ clientAssertion: await this.#sources.machineAssertion(id, options) });
      case 'certificates':
        return this.#eachCertificate(id, () => Promise.resolve(proof.certificates), options, redeem);
      case 'vaultCertificate':
        return this.#eachCertificate(id, () => this.#readVault(proof.item, options), options, redeem);
      default:
        throw new Error('This kind of credential has nothing to prove.');
    }
  }

  /** Many wait for one reading, so it doesn't end with the one who began it. */
  #readVault(item: VaultItem, { reason }: CallOptions): Promise<readonly Certificate[]> {
    return this.#sources.readCertificates(item, { reason, signal: AbortSignal.timeout(VAULT_MS) });
  }

  async #eachCertificate<T>(
    id: string,
    read: CertificateReader,
    { signal }: CallOptions,
    redeem: (proof: ApplicationProof) => Promise<T>,
  ): Promise<T> {
    const tried = new Set<string>();
    let first: CspError | undefined;
    // A second round where all were refused: Key Vault may have renewed the certificate since it was read.
    for (const again of [false, true]) {
      for (const certificate of await untilAborted(this.#certificates.of(id, read, again), signal)) {
        if (tried.has(certificate.thumbprint)) {
          continue;
        }
        tried.add(certificate.thumbprint);
        try {
          const result = await redeem({ clientCertificate: shown(certificate) });
          this.#sources.accepted(id, certificate);
          return result;
        } catch (thrown) {
          if (!(thrown instanceof CspError && CERTIFICATE_REFUSED.has(thrown.code))) {
            throw thrown;
          }
          this.#certificates.refused(id, certificate);
          first ??= thrown;
        }
      }
    }
    throw first;
  }
}

function shown({ privateKey, thumbprint, chain }: Certificate) {
  // With the chain Entra can also go by the certificate's subject and issuer, where it was told to.
  return { privateKey, thumbprintSha256: thumbprint, x5c: chain.join('\n') };
}
