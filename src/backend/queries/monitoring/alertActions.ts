import type { Logger } from '../../common/log.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';

/** The way to change alerts in Azure; without it nobody can, which is how it is unless the settings allow it. */
export interface AlertActions {
  microsoft: Pick<Microsoft, 'changeAlertState'>;
  log: Logger;
  /** Reads a tenant's alerts anew. */
  refresh(tenantId: string): void;
}
