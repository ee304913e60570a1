import type { TenantOptions } from '../../../shared/settings.ts';

/** Places of the tenants whose id, name, credential or tags hold a text. */
export function findTenants(tenants: readonly TenantOptions[], search: string): number[] {
  const text = search.trim().toLowerCase();
  return tenants.flatMap((tenant, index) => (text === '' || textOf(tenant).includes(text) ? [index] : []));
}

function textOf({ tenantId, name, credential, tags }: TenantOptions): string {
  return [tenantId, name, credential, ...tagTexts(tags)].filter(Boolean).join('\n').toLowerCase();
}

/** `name=value` of each tag. */
export function tagTexts(tags: TenantOptions['tags']): string[] {
  return Object.entries(tags ?? {}).map(([name, value]) => `${name}=${value}`);
}

/** What tells tenants apart: their id or domain, in any case. */
export function tenantKey({ tenantId }: Pick<TenantOptions, 'tenantId'>): string {
  return (tenantId ?? '').trim().toLowerCase();
}

/** Places of rows whose tenant an earlier row already has. */
export function repeatedTenants(tenants: readonly TenantOptions[]): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const [index, tenant] of tenants.entries()) {
    const key = tenantKey(tenant);
    if (key !== '' && seen.has(key)) {
      repeated.add(index);
    }
    seen.add(key);
  }
  return repeated;
}

/** Changes the rows at some places. */
export function changeTenants(
  tenants: readonly TenantOptions[],
  places: ReadonlySet<number>,
  change: (tenant: TenantOptions) => TenantOptions,
): TenantOptions[] {
  return tenants.map((tenant, index) => (places.has(index) ? change(tenant) : tenant));
}

/** Switches a tenant on or off; on is the default and needs no field. */
export function withEnabled(tenant: TenantOptions, enabled: boolean): TenantOptions {
  return { ...tenant, enabled: enabled ? undefined : false };
}

/** Adds rows; one whose tenant is already there takes that row's place. */
export function mergeTenants(tenants: readonly TenantOptions[], added: readonly TenantOptions[]): TenantOptions[] {
  const byKey = new Map(added.map((tenant) => [tenantKey(tenant), tenant]));
  const kept = tenants.map((tenant) => {
    const replacement = byKey.get(tenantKey(tenant));
    byKey.delete(tenantKey(tenant));
    return replacement ? { ...tenant, ...replacement } : tenant;
  });
  return [...kept, ...byKey.values()];
}
