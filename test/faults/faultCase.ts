import type { FaultSpec } from '../simulator/core/faults.ts';
import type { HostName } from '../simulator/core/http.ts';
import type { Trouble } from '../simulator/core/network.ts';
import { SMALL } from '../simulator/world/smallIds.ts';

/** Contoso: it has rows of every section, through the partner's account that other tenants are read with too. */
export const VICTIM = SMALL.contoso;

/** Something that goes wrong. */
export interface FaultCase {
  family: string;
  name: string;
  /** What is answered so, in a few words. */
  where: string;
  faults?: readonly FaultSpec[];
  /** Trouble before there is any HTTP. */
  network?: { host: HostName; trouble: Trouble };
  /** No name resolves. */
  dns?: true;
  /** Microsoft's clock goes so much before ours, ms. */
  skewMs?: number;
  /** It strikes every tenant, because all use what is broken. */
  everyone?: true;
  /** A query of a person's own fails for everyone by it. */
  mistake?: true;
  /** It is there from the start: nothing was read before. */
  cold?: true;
  /** Which credentials the settings have. Default: client secrets. */
  credentials?: 'keyVault';
}

export const VICTIMS_AZURE = { host: 'resourceManager', tenant: VICTIM } as const;
