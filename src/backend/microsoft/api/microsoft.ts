import type { RateLimit } from '../budgets/rateLimit.ts';
import type { Access, CallOptions } from './access.ts';
import type { AccessFacts } from './accessFacts.ts';
import type { CredentialState } from './credentialState.ts';
import type { DirectoryApi } from './directoryApi.ts';
import type { InventoryApi } from './inventoryApi.ts';
import type { Monitoring } from './monitoring.ts';
import type { OnDemandApi } from './onDemandApi.ts';
import type { ResourceHealthApi } from './resourceHealthApi.ts';
import type { ServiceHealthApi } from './serviceHealthApi.ts';
import type { SignInApi } from './signInApi.ts';

/**
 * What the estate may ask Microsoft, whichever client answers. Every list is complete: all pages were read, or the
 * call throws a CspError. Rows that can't be used are left out and named in `issues`; the others survive.
 */
export interface Microsoft
  extends
    DirectoryApi,
    InventoryApi,
    ResourceHealthApi,
    ServiceHealthApi,
    Monitoring,
    OnDemandApi,
    AccessFacts,
    SignInApi {
  /** Gets a new token, whatever is kept: throws where the account is no longer let in. */
  signIn(access: Access, service: 'partnerCenter' | 'resourceManager', options: CallOptions): Promise<void>;

  /** Every throttle budget that was used so far, as it is now. Asks nobody. */
  rateLimits(): readonly RateLimit[];

  /** How the credentials are doing, in the order of the settings. Asks nobody. */
  credentialStates(): CredentialState[];

  /** Notes when a credential's client secret ends, ms since the epoch; null: nobody tells. */
  knownSecretEnd(credentialId: string, endsAt: number | null): void;

  /** Ends idle connections; calls under way are ended by their signals. */
  close(): void;
}
