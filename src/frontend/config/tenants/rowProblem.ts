import type { TenantOptions } from '../../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { tenantProblem } from '../../../shared/settingsChecks.ts';

/** What is wrong with the row, in the backend's words. */
export function rowProblem(tenant: TenantOptions, repeated: boolean): string | undefined {
  const label = SETTINGS_LABELS.tenant.tenantId;
  if (!tenant.tenantId) {
    return `${label} is missing.`;
  }
  const reason =
    tenantProblem(tenant.tenantId) ??
    (repeated ? `repeats "${tenant.tenantId.toLowerCase()}", which an earlier row already has` : undefined);
  return reason && `${label} ${reason}.`;
}
