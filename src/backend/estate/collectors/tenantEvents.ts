import { CspError } from '../../common/errors.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import { REASONS } from '../model/reasons.ts';
import type { Tenant } from '../model/tenants.ts';
import { eventRow, type ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import { callOf, type CollectorRun, type PartResult } from './collector.ts';

/** What a run of a part goes with that is of no subscription. */
export interface WideRun extends Pick<CollectorRun<unknown>, 'signal' | 'throttled'> {
  microsoft: Microsoft;
}

export type WideResult = PartResult<readonly ServiceHealthEvent[]>;

/**
 * Service Health events of a tenant as a whole, with a token of that tenant: another one would tell another tenant's.
 * Most accounts have rights in subscriptions alone, which is no failure.
 * https://learn.microsoft.com/azure/service-health/subscription-vs-tenant
 */
export async function readTenantEvents({ name, tenantId, access }: Tenant, run: WideRun): Promise<WideResult> {
  if (access.tenantId.toLowerCase() !== tenantId) {
    const sentence =
      `${name} is entered through Azure Lighthouse, which delegates subscriptions: events that touch the tenant as a whole ` +
      'are told to an account of the tenant itself. Give it a credential of its own in the settings to see them.';
    return { kind: 'skipped', code: REASONS.onlyDelegated, sentence };
  }
  try {
    const { rows, issues } = await run.microsoft.listTenantEvents(access, callOf(run, 'collector:tenantEvents'));
    return { kind: 'complete', rows: rows.map(eventRow), issues };
  } catch (thrown) {
    const error = CspError.from(thrown);
    return error.status === 403 ? refused(name, error) : { kind: 'failed', error };
  }
}

function refused(name: string, { code }: CspError): WideResult {
  const sentence =
    `Service Health events that touch ${name} as a whole can't be read: the account has rights in subscriptions alone. Give it ` +
    'a Microsoft Entra role such as Global Reader or Security Reader in the tenant (for a partner, through GDAP), or the role ' +
    `Reader at the root scope: az role assignment create --assignee APP_ID --role Reader --scope /. (${code})`;
  return { kind: 'skipped', code: REASONS.noTenantRight, sentence };
}
