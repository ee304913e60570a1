import type { Account } from './tokenSource.ts';

const MOST_ENTRIES = 20_000;

/** Key of what is about one account. */
export function accountKey({ credentialId, tenantId, scope }: Account): string {
  return `${credentialId}\n${tenantId}\n${scope}`;
}

/** Key of what is about a credential in all tenants. */
export function credentialKey({ credentialId }: Account): string {
  return credentialId;
}

/** Something by account or by credential. The oldest goes when there are too many. */
export class AccountMap<T> {
  readonly #entries = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > MOST_ENTRIES) {
      this.#entries.delete(this.#entries.keys().next().value as string);
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops all that is about a credential. */
  forget(credentialId: string): void {
    for (const key of this.#entries.keys()) {
      if (key === credentialId || key.startsWith(`${credentialId}\n`)) {
        this.#entries.delete(key);
      }
    }
  }
}
