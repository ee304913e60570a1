import { CspError } from '../../common/errors.ts';
import type { DelegatedAdminRelationship } from '../../microsoft/api/accessFacts.ts';
import type { EstateContext } from '../context.ts';
import type { GdapRelationship } from '../model/tenants.ts';
import { entraRoleName } from './roleNames.ts';

/** The partner's GDAP relationships as they were last read. */
export interface GdapFacts {
  /** null: they were never read. */
  relationships: readonly DelegatedAdminRelationship[] | null;
  /** Why they can't be read, and what to do; null after a good read. */
  problem: string | null;
}

/** https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship#delegatedadminrelationshipstatus-values */
const IN_FORCE = new Set(['active', 'expiring', 'terminationrequested']);
const ENDED = new Set(['expired', 'terminated', 'terminating']);

/** Reads them where there can be any: a partner's user signs in, in a cloud that has GDAP. Never fails. */
export async function readGdap(context: EstateContext, before: GdapFacts, signal: AbortSignal): Promise<GdapFacts> {
  const { settings, microsoft } = context;
  const credential = settings.credentials.get(settings.partnerCredentialId ?? '');
  if (credential?.kind !== 'secureApplicationModel' || settings.cloud === 'AzureChinaCloud') {
    return { relationships: [], problem: null };
  }
  try {
    const { rows } = await microsoft.listDelegatedAdminRelationships({ signal, reason: 'discovery:customers' });
    return { relationships: rows, problem: null };
  } catch (thrown) {
    signal.throwIfAborted();
    return { ...before, problem: CspError.from(thrown).message };
  }
}

/** Those of a tenant that are in force; where there is none, the one that ended last. Null where nobody can say. */
export function gdapOf({ relationships }: GdapFacts, tenantId: string): GdapRelationship[] | null {
  if (relationships === null) {
    return null;
  }
  const own = byTenant(relationships).get(tenantId) ?? [];
  const inForce = own.filter(({ status }) => IN_FORCE.has(status.toLowerCase()));
  const ended = own
    .filter(({ status }) => ENDED.has(status.toLowerCase()))
    .sort((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0))
    .slice(0, 1);
  return (inForce.length > 0 ? inForce : ended).map((one) => ({
    id: one.id,
    name: one.name,
    status: one.status,
    inForce: inForce.length > 0,
    roles: one.roleIds.map(entraRoleName).sort(),
    endsAt: one.endsAt,
    autoExtends: one.autoExtends,
  }));
}

type Groups = ReadonlyMap<string, readonly DelegatedAdminRelationship[]>;
const grouped = new WeakMap<object, Groups>();

function byTenant(relationships: readonly DelegatedAdminRelationship[]): Groups {
  const known = grouped.get(relationships);
  if (known) {
    return known;
  }
  const groups = new Map<string, DelegatedAdminRelationship[]>();
  for (const relationship of relationships) {
    const { tenantId } = relationship;
    if (tenantId !== null) {
      groups.set(tenantId, [...(groups.get(tenantId) ?? []), relationship]);
    }
  }
  grouped.set(relationships, groups);
  return groups;
}
