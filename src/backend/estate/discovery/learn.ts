import type { Access } from '../../microsoft/api/access.ts';
import type { Settings } from '../../settings/settings.ts';
import type { EntryRead } from './entry.ts';
import type { Delegation, DirectoryFacts } from './facts.ts';
import type { TenantName } from './tenantName.ts';
import { ownAccess } from './ways.ts';

/** The facts with what a tenant's reading told of the tenant itself: its name, and the account that got in. */
export function withReading(
  settings: Settings,
  facts: DirectoryFacts,
  tenantId: string,
  { name, access }: { name: TenantName | null; access: Access },
): DirectoryFacts {
  const named = name ? { ...facts, tenantNames: { ...facts.tenantNames, [tenantId]: name } } : facts;
  const known = facts.delegations[tenantId];
  const through = access.tenantId !== tenantId;
  // A tenant without a way of its own is told of by the one that manages it.
  if (ownAccess(settings, facts, tenantId) === null || through === (known?.instead ?? false)) {
    return named;
  }
  const way = through
    ? { managingTenantId: access.tenantId, credentialId: access.credentialId }
    : (known as Delegation);
  return { ...named, delegations: { ...facts.delegations, [tenantId]: { ...way, instead: through } } };
}

/** The facts with what was found out about the way into a tenant. */
export function withEntry(facts: DirectoryFacts, tenantId: string, read: EntryRead): DirectoryFacts {
  const { manageeName } = read;
  const { entries, tenantNames } = facts;
  const named = manageeName !== null && !tenantNames[tenantId];
  return {
    ...facts,
    entries: { ...entries, [tenantId]: read.facts },
    ...(named && { tenantNames: { ...tenantNames, [tenantId]: { name: manageeName, domain: null } } }),
  };
}
