import { credentialOf } from '../../settings/credentialOf.ts';
import type { TenantChecked } from '../../../shared/signIn.ts';
import { badInput, CspError } from '../../common/errors.ts';
import type { RouteContext } from '../routes/route.ts';
import { administrator, textIn } from './asking.ts';

/** `POST tenants/check`: resolves a tenant, enters it and counts the subscriptions that show. */
export async function checkTenant(body: unknown, context: RouteContext): Promise<TenantChecked> {
  const { call, consent } = administrator(context, 'checkTenant');
  const { microsoft, settings } = consent;
  const asked = textIn(body, 'tenantId');
  const credentialId = textIn(body, 'credential') || settings.defaultCredentialId;
  if (asked === '') {
    throw badInput('tenantId is missing: a tenant ID or one of its domains.');
  }
  credentialOf(settings, credentialId);
  // Somebody waits to see whether a repair helped, so remembered failures don't count.
  const options = { ...call, reason: 'check' };
  let tenantId: string | undefined;
  try {
    tenantId = await microsoft.resolveTenant(asked, options);
    const access = { tenantId, credentialId };
    const [tenants, subscriptions] = await Promise.all([
      microsoft.listTenants(access, options),
      microsoft.listSubscriptions(access, options),
    ]);
    const name = tenants.rows.find((one) => one.tenantId === tenantId)?.displayName ?? undefined;
    const count = subscriptions.rows.length;
    return { ok: count > 0, tenantId, ...(name && { name }), subscriptions: count, sentence: found(count, name) };
  } catch (thrown) {
    const { message } = CspError.from(thrown);
    return { ok: false, ...(tenantId && { tenantId }), sentence: message };
  }
}

function found(count: number, name: string | undefined): string {
  const where = name ?? 'The tenant';
  return count === 0
    ? `${where} lets the credential in, but Azure shows it no subscription: give it at least the role Reader on them.`
    : `${where} lets the credential in; Azure shows ${count} ${count === 1 ? 'subscription' : 'subscriptions'}.`;
}
