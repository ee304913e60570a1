import type { Clock } from '../../common/clock.ts';
import type { Credential, Settings } from '../../settings/settings.ts';
import type { Entra } from '../clients/entra.ts';
import type { RefreshTokens } from './refreshTokens/refreshTokens.ts';
import type { TokenSource } from './tokenSource.ts';

export interface KeepAliveOptions {
  settings: Settings;
  clock: Clock;
  entra: Entra;
  refreshTokens: RefreshTokens;
  tokens: TokenSource;
}

const BEAT_MS = 3_600_000;
/** Entra ends a refresh token that is idle for 90 days; once a week leaves time to notice that something is wrong. */
const IDLE_MS = 7 * 86_400_000;
const PATIENCE_MS = 120_000;

/** Redeems refresh tokens that nothing else redeems: those of credentials that are only there for a bad day. */
export class KeepAlive {
  readonly #options: KeepAliveOptions;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #stopped = new AbortController();

  constructor(options: KeepAliveOptions) {
    this.#options = options;
    if (this.#credentials().length > 0) {
      this.#timer = setInterval(() => void this.beat(), BEAT_MS);
      this.#timer.unref();
    }
  }

  /** Redeems what is due. Never rejects: the credential's state and the log say what went wrong. */
  async beat(): Promise<void> {
    const { clock, entra, refreshTokens, settings, tokens } = this.#options;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const call = { signal, reason: 'keepAlive' };
    const scope = settings.hosts.partnerCenterScope;
    for (const credential of this.#credentials()) {
      const { keptIn, lastUsedAt } = await refreshTokens.load(credential);
      const idle = lastUsedAt === null || clock.now() - lastUsedAt >= IDLE_MS;
      if (idle && keptIn !== 'none') {
        await entra
          .resolveTenant(credential.tenantId, call)
          .then((tenantId) => tokens.get({ credentialId: credential.id, tenantId, scope }, call))
          .catch(() => undefined);
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopped.abort();
  }

  #credentials(): Credential[] {
    return [...this.#options.settings.credentials.values()].filter(({ kind }) => kind === 'secureApplicationModel');
  }
}
