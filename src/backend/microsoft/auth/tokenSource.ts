/** Whose token for what. */
export interface Account {
  credentialId: string;
  /** GUID, lower case. */
  tenantId: string;
  scope: string;
}

/** What goes with every question for a token. */
export interface TokenCall {
  signal: AbortSignal;
  /** `check` asks again where a failure is still remembered: somebody waits to see whether a repair helped. */
  reason: string;
}

/** Where requests get their tokens from. */
export interface TokenSource {
  /** An access token for exactly this account. */
  get(account: Account, call: TokenCall): Promise<string>;
  /** A newer token than the one that was refused; undefined when that one was new already. */
  renew(account: Account, refused: string, claims: string | undefined, call: TokenCall): Promise<string | undefined>;
}

/** A token as it was issued. */
export interface FreshToken {
  token: string;
  /** From now on. */
  lifetimeMs: number;
}

/** Asks Entra. Ends when the signal fires. */
export type Fetch = (account: Account, claims: string | undefined, call: TokenCall) => Promise<FreshToken>;
