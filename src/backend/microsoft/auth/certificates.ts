import type { Clock } from '../../common/clock.ts';
import type { Certificate } from '../../settings/settings.ts';
import { proofError } from './proofError.ts';

/** Reads an application's certificates, the one that ends last first. */
export type CertificateReader = () => Promise<readonly Certificate[]>;

/** Key Vault renews certificates by itself, so they are read again this often. */
const READ_EVERY_MS = 3_600_000;
/** And this often at most where Entra refuses all that are known, or where the last reading failed. */
const READ_AGAIN_MS = 60_000;
/** A certificate that Entra refused is tried last for this long: a new one takes some minutes to be known. */
const REFUSED_MS = 600_000;

interface Known {
  certificates: readonly Certificate[];
  readAt: number;
}

/** The certificates of credentials, as they were last read, in the order in which they should be tried. */
export class Certificates {
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<Known>>();
  readonly #refusedUntil = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Those that have not ended, the one that ends last first, and those that were refused lately behind.
   *
   * @param again reads them again unless that was done just now.
   * @throws {CspError} what `read` throws where nothing is known yet; `CertificateExpired`, `CertificateMissing`.
   */
  async of(credentialId: string, read: CertificateReader, again: boolean): Promise<Certificate[]> {
    const now = this.#clock.now();
    const { certificates } = await this.#read(credentialId, read, again ? READ_AGAIN_MS : READ_EVERY_MS);
    const good = certificates.filter(({ notAfter }) => notAfter > now);
    if (good.length === 0) {
      throw proofError(credentialId, certificates.length === 0 ? 'CertificateMissing' : 'CertificateExpired');
    }
    const isRefused = (certificate: Certificate) =>
      (this.#refusedUntil.get(keyOf(credentialId, certificate)) ?? 0) > now ? 1 : 0;
    return good.sort((one, other) => isRefused(one) - isRefused(other) || other.notAfter - one.notAfter);
  }

  refused(credentialId: string, certificate: Certificate): void {
    this.#refusedUntil.set(keyOf(credentialId, certificate), this.#clock.now() + REFUSED_MS);
  }

  async #read(credentialId: string, read: CertificateReader, maxAge: number): Promise<Known> {
    const known = this.#known.get(credentialId);
    const age = this.#clock.now() - (known?.readAt ?? -Infinity);
    if (known && age >= 0 && age < maxAge) {
      return known;
    }
    let reading = this.#reading.get(credentialId);
    if (!reading) {
      reading = this.#ask(credentialId, read).finally(() => this.#reading.delete(credentialId));
      this.#reading.set(credentialId, reading);
    }
    return reading;
  }

  async #ask(credentialId: string, read: CertificateReader): Promise<Known> {
    const before = this.#known.get(credentialId);
    let certificates: readonly Certificate[];
    let readAt = this.#clock.now();
    try {
      certificates = await read();
    } catch (thrown) {
      if (!before) {
        throw thrown;
      }
      // A vault that is down must not take a working certificate away.
      certificates = before.certificates;
      readAt += READ_AGAIN_MS - READ_EVERY_MS;
    }
    const known = { certificates, readAt };
    this.#known.set(credentialId, known);
    return known;
  }
}

function keyOf(credentialId: string, { thumbprint }: Certificate): string {
  return `${credentialId} ${thumbprint}`;
}
