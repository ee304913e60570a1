import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import { REASONS } from '../model/reasons.ts';
import type { Tenant } from '../model/tenants.ts';
import { eventRow } from '../rows/serviceHealthEvent.ts';
import { callOf } from './collector.ts';
import type { WideResult, WideRun } from './tenantEvents.ts';

/** Tenants whose account is tried in one run. */
const MOST_TRIED = 3;

/**
 * What Azure's public status says: once for all customers, with the account of some tenant, since all are told the same.
 * https://learn.microsoft.com/rest/api/resourcehealth/emerging-issues
 *
 * @param context whose tenants can be asked.
 */
export function createEmergingIssues({
  picture,
  breakers,
}: Pick<EstateContext, 'picture' | 'breakers'>): (run: WideRun) => Promise<WideResult> {
  /** The tenant that it was read with last, which is the next one as long as it answers. */
  let last = '';

  function candidates(): Tenant[] {
    const rank = ({ tenantId }: Tenant): number =>
      tenantId === last ? 0 : picture.part('subscriptions', tenantId, '')?.outcome === 'ok' ? 1 : 2;
    return [...picture.tenants()]
      .filter(({ tenantId, enabled }) => enabled && !breakers.of(tenantId))
      .sort((a, b) => rank(a) - rank(b) || (a.tenantId < b.tenantId ? -1 : 1));
  }

  return async (run) => {
    let error = nobody();
    for (const { tenantId, access } of candidates().slice(0, MOST_TRIED)) {
      try {
        const { rows, issues } = await run.microsoft.listEmergingIssues(
          access,
          callOf(run, 'collector:emergingIssues'),
        );
        last = tenantId;
        return { kind: 'complete', rows: rows.map(eventRow), issues };
      } catch (thrown) {
        run.signal.throwIfAborted();
        error = CspError.from(thrown);
      }
    }
    return { kind: 'failed', error };
  };
}

function nobody(): CspError {
  return new CspError(
    "Azure's public status was not read: no tenant can be read at present, and it takes an account of one. The query type tenantAccess has the reasons.",
    { code: REASONS.noAccess, status: 503, source: 'downstream' },
  );
}
