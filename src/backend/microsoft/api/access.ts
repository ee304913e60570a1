/** Through which account a tenant is entered. */
export interface Access {
  tenantId: string;
  credentialId: string;
}

/** What goes with every call. */
export interface CallOptions {
  signal: AbortSignal;
  /** Why the call is made, for the access log: `collector:inventory`, `query`, `check`. */
  reason: string;
  /** Told of every answer that asks to slow down, also of those that another attempt made good. */
  throttled?: () => void;
}

/** A list that was read to its end. */
export interface Complete<T> {
  rows: T[];
  /** One sentence a row that was left out, at most a handful; the last one counts the rest. */
  issues: string[];
}
