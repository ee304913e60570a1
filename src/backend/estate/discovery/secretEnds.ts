import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';

/** Asks at the cadence of discovery when client secrets end, where Microsoft Graph lets us read it. */
export class SecretEnds {
  readonly #problems = new Map<string, string>();

  /** Sentences by credential: why nobody can say when its secret ends, and what to do. */
  get problems(): ReadonlyMap<string, string> {
    return this.#problems;
  }

  /** Never fails. What is found is kept with the credential's state. */
  async read({ settings, microsoft }: EstateContext, signal: AbortSignal): Promise<void> {
    for (const { id, proof } of settings.credentials.values()) {
      if (proof?.by !== 'clientSecret') {
        continue;
      }
      try {
        const endsAt = await microsoft.findSecretEnd(id, { signal, reason: 'discovery:credentials' });
        microsoft.knownSecretEnd(id, endsAt);
        this.#problems.delete(id);
      } catch (thrown) {
        signal.throwIfAborted();
        this.#problems.set(id, CspError.from(thrown).message);
      }
    }
  }
}
