import type { Clock } from '../../common/clock.ts';
import type { CspError } from '../../common/errors.ts';
import type { Certificate, Credential, Settings } from '../../settings/settings.ts';
import type { CredentialState, RefreshTokenState } from '../api/credentialState.ts';
import { refusesCredential } from '../meanings/credential.ts';
import type { Account } from './tokenSource.ts';

interface Noted {
  lastSuccessAt: number | null;
  lastError: CredentialState['lastError'];
  certificate: Certificate | null;
  secretEndsAt: number | null;
}

/** How the credentials are doing: what their token requests came to, and when what they prove themselves with ends. */
export class CredentialStates {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #broken: readonly CredentialState[];
  readonly #noted = new Map<string, Noted>();

  constructor(settings: Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    const at = clock.now();
    this.#broken = [...settings.brokenCredentials.values()].map(({ mistake, ...credential }) => ({
      ...credential,
      ...{ expiresAt: null, expires: null, thumbprint: null, refreshToken: null, lastSuccessAt: null },
      lastError: { code: 'Settings', sentence: mistake, at },
    }));
  }

  /** Entra, or the machine, gave a token. */
  succeeded(credentialId: string): void {
    this.#of(credentialId).lastSuccessAt = this.#clock.now();
  }

  /**
   * Notes what is wrong with the credential itself. That one customer doesn't let it in is that tenant's matter, and
   * without consent to Microsoft Graph only less is known.
   */
  failed(credential: Credential, { tenantId, scope }: Account, error: CspError): void {
    const isAtHome = tenantId === credential.tenantId && scope !== this.#settings.hosts.graphScope;
    if (error.code !== 'Cancelled' && (isAtHome || refusesCredential(error.code))) {
      const { code, message } = error;
      this.#of(credential.id).lastError = { code, sentence: message, at: this.#clock.now() };
    }
  }

  /** Entra took this certificate. */
  accepted(credentialId: string, certificate: Certificate): void {
    this.#of(credentialId).certificate = certificate;
  }

  /** When a client secret ends, as Microsoft Graph tells of the application. @param endsAt ms since the epoch. */
  knownSecretEnd(credentialId: string, endsAt: number | null): void {
    this.#of(credentialId).secretEndsAt = endsAt;
  }

  /** Those that are complete in the settings' order, then the others. @param refreshTokenOf what is known of a credential's refresh token. */
  list(refreshTokenOf: (credential: Credential) => RefreshTokenState): CredentialState[] {
    const complete = [...this.#settings.credentials.values()].map((credential) => {
      const { id, kind, tenantId, clientId } = credential;
      const { lastSuccessAt, lastError } = this.#of(id);
      const refreshToken = kind === 'secureApplicationModel' ? refreshTokenOf(credential) : null;
      return { id, kind, tenantId, clientId, ...this.#end(credential), refreshToken, lastSuccessAt, lastError };
    });
    return [...complete, ...this.#broken];
  }

  #end({ id, proof }: Credential): Pick<CredentialState, 'expiresAt' | 'expires' | 'thumbprint'> {
    const noted = this.#of(id);
    const certificate = noted.certificate ?? (proof?.by === 'certificates' ? (proof.certificates[0] ?? null) : null);
    if (certificate) {
      return { expiresAt: certificate.notAfter, expires: 'certificate', thumbprint: certificate.thumbprint };
    }
    const { secretEndsAt } = noted;
    return { expiresAt: secretEndsAt, expires: secretEndsAt === null ? null : 'clientSecret', thumbprint: null };
  }

  #of(credentialId: string): Noted {
    let noted = this.#noted.get(credentialId);
    if (!noted) {
      noted = { lastSuccessAt: null, lastError: null, certificate: null, secretEndsAt: null };
      this.#noted.set(credentialId, noted);
    }
    return noted;
  }
}
