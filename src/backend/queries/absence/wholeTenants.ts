import { someOf } from '../../../shared/someOf.ts';
import type { Notice } from '../../common/table.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import type { Section } from '../../estate/model/sections.ts';
import { REASONS } from '../../estate/model/reasons.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Scope } from '../scope.ts';

const NAMED = 3;
const REFUSED = new Set<string>([REASONS.noTenantRight, REASONS.onlyDelegated]);

/** Says of which tenants nobody knows what they are told as a whole, because a read failed. */
export function failedTenants(snapshot: Snapshot, section: Section, scope: Scope): Notice[] {
  return said(snapshot, section, scope, ({ outcome, observedAt }) => outcome === 'failed' && observedAt === null);
}

/** Says where the account may not ask. Only beside no rows: it is so for most accounts, for good. */
export function refusedTenants(snapshot: Snapshot, section: Section, scope: Scope): Notice[] {
  return said(snapshot, section, scope, ({ error }) => REFUSED.has(error?.code ?? ''));
}

function said(snapshot: Snapshot, section: Section, scope: Scope, isMeant: (part: PartStatus) => boolean): Notice[] {
  if (section !== 'serviceHealthEvents') {
    return [];
  }
  const names = scope.tenants.flatMap(({ tenantId, name }) => {
    const part = snapshot.part('tenantEvents', tenantId, '');
    return part && isMeant(part) ? name : [];
  });
  const text = `Events that touch a tenant as a whole are not read of ${someOf(names, NAMED)}. The query type collectorStatus has the reasons.`;
  return names.length === 0 ? [] : [{ severity: 'info', text }];
}
