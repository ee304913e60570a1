import type { CredentialState } from '../../microsoft/api/credentialState.ts';

/** How the credentials of the settings are doing. */
export interface CredentialReader {
  states(): readonly CredentialState[];
  /** Why nobody can say when a credential's secret ends: sentences by credential id. */
  problems(): ReadonlyMap<string, string>;
}
