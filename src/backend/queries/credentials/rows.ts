import type { GdapRelationship, Tenant } from '../../estate/model/tenants.ts';
import type { CredentialState } from '../../microsoft/api/credentialState.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { Scope } from '../scope.ts';
import { type CredentialStateName, type Verdict, verdictOfCredential, verdictOfGdap } from './verdict.ts';

/** A credential of the settings with the tenants that use it, or a GDAP relationship with its one tenant. */
export type CredentialRow = { verdict: Verdict; tenants: readonly Tenant[] } & (
  | { credential: CredentialState; gdap: null; problem: string | null }
  | { credential: null; gdap: GdapRelationship; problem: null }
);

/** Credentials and relationships as the rows of a query. */
export interface CredentialRows extends Rows {
  readonly rows: readonly CredentialRow[];
}

/** Credentials that tenants in the scope use, all of them without a scope; and the relationships that let partners in. */
export function selectCredentials(scope: Scope, context: QueryContext): CredentialRows {
  const { snapshot, now, credentials } = context;
  const users = new Map<string, Tenant[]>();
  for (const tenant of snapshot.tenants.values()) {
    const { credentialId } = tenant.access;
    const known = users.get(credentialId);
    if (known) {
      known.push(tenant);
    } else {
      users.set(credentialId, [tenant]);
    }
  }
  const inScope = new Set(scope.tenants);
  const problems = credentials.problems();
  const ofCredentials = credentials.states().flatMap((credential): CredentialRow[] => {
    const tenants = (users.get(credential.id) ?? []).filter(({ enabled }) => enabled);
    if (!scope.everything && !tenants.some((tenant) => inScope.has(tenant))) {
      return [];
    }
    const verdict = verdictOfCredential(credential, now);
    return [{ credential, gdap: null, problem: problems.get(credential.id) ?? null, tenants, verdict }];
  });
  const ofGdap = scope.tenants
    .filter(({ enabled, entry }) => enabled && entry.delegatedAdmin)
    .flatMap((tenant) =>
      (tenant.entry.gdap ?? []).map((gdap): CredentialRow => {
        return { credential: null, gdap, problem: null, tenants: [tenant], verdict: verdictOfGdap(gdap, tenant, now) };
      }),
    );
  const rows = [...ofCredentials, ...ofGdap];
  return { reading: context, rows, length: rows.length };
}

/** How the credential or relationship of a row is doing: what the filter `state` is about. */
export function credentialStateOf({ rows }: CredentialRows, row: number): CredentialStateName {
  return (rows[row] as CredentialRow).verdict.state;
}
