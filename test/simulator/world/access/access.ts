import { monitoringGroup } from './delegation.ts';
import type { Delegation } from './delegation.ts';
import { relationshipAt } from './gdapTimeline.ts';
import type { RelationshipNow } from './gdapTimeline.ts';
import type { RoleName, Subscription, Tenant, Transition, WorldData } from '../model.ts';
import type { Vault, VaultRefusal } from '../vaults/vaultModel.ts';

/** Delegated permissions in Microsoft Graph that the partner's application was given unless a tenant says otherwise. */
const GRAPH_PERMISSIONS: readonly string[] = [
  'Application.Read.All',
  'DelegatedAdminRelationship.Read.All',
  'Directory.Read.All',
  'Organization.Read.All',
  'User.Read',
];

export type TransitionOf<K extends Transition['kind']> = Extract<Transition, { kind: K }>;

/** Who asks, as far as access goes. */
export interface Caller {
  kind: 'user' | 'app';
  appId: string;
  tenantId: string;
  objectId: string;
}

/** Who gets in where at any moment: GDAP, consent, Conditional Access, roles, Lighthouse, vaults. */
export abstract class WorldAccess {
  readonly data: WorldData;

  constructor(data: WorldData) {
    this.data = data;
  }

  /** Undefined while it does not exist. */
  abstract subscription(id: string, now: number): Subscription | undefined;

  /** The transition of a kind and target that took effect last, with its time. */
  protected abstract effect<K extends Transition['kind']>(
    kind: K,
    key: string,
    now: number,
  ): { transition: TransitionOf<K>; at: number } | undefined;

  /** Someone opened or closed the tenant, or else a relationship with the customer has not ended. */
  gdapActive(tenant: Tenant, now: number): boolean {
    const changed = this.effect('gdap', tenant.id, now)?.transition.active;
    const holds =
      tenant.relation !== 'customer' || this.relationships(now, tenant.id).some((one) => one.status === 'active');
    return changed ?? (tenant.gdap && holds);
  }

  /** Relationships as they stand now, with all customers or with one. */
  relationships(now: number, customerId?: string): RelationshipNow[] {
    const wanted = this.data.relationships.filter((one) => customerId === undefined || one.customerId === customerId);
    return wanted.map((one) => {
      const changed = this.effect('gdap', one.customerId ?? '', now);
      return relationshipAt(one, changed && { active: changed.transition.active, at: changed.at }, now);
    });
  }

  /** What tokens of the partner's application may do in Microsoft Graph, by delegated permission. */
  graphPermissions(tenant: Tenant, now: number): readonly string[] {
    const changed = this.effect('graphPermissions', tenant.id, now)?.transition.permissions;
    return changed ?? tenant.graphPermissions ?? GRAPH_PERMISSIONS;
  }

  /** Whether an account of the tenant has a right over all of it, and not in subscriptions alone. */
  readsTenantEvents(tenantId: string, now: number): boolean {
    const changed = this.effect('tenantEvents', tenantId, now)?.transition.readable;
    return changed ?? this.data.tenants.find(({ id }) => id === tenantId)?.readsTenantEvents ?? false;
  }

  conditionalAccessAllows(tenant: Tenant, now: number): boolean {
    return this.effect('conditionalAccess', tenant.id, now)?.transition.allows ?? tenant.conditionalAccessAllows;
  }

  consented(tenant: Tenant, appId: string, now: number): boolean {
    const changed = this.effect('consent', `${tenant.id}/${appId}`, now);
    return changed ? changed.transition.given : tenant.consentedApps.includes(appId);
  }

  /** Undefined: this vault lets in whoever has a role. */
  vaultRefusal(vault: Vault, now: number): VaultRefusal | undefined {
    return this.effect('vault', vault.name, now)?.transition.refuses ?? undefined;
  }

  /** When all refresh tokens issued so far were last revoked. */
  sessionsRevokedAt(now: number): number | undefined {
    return this.effect('revokeSessions', '', now)?.at;
  }

  /** Undefined: nobody delegated this subscription, or took that back. */
  delegation(subscription: Subscription, now: number): Delegation | undefined {
    const active = this.effect('delegation', subscription.id, now)?.transition.active ?? true;
    return active ? subscription.delegation : undefined;
  }

  /** Subscriptions of other tenants that were delegated to this one. */
  delegatedTo(tenantId: string, now: number): Subscription[] {
    return this.data.subscriptions
      .filter((one) => one.delegation?.managedByTenantId === tenantId && this.delegation(one, now) !== undefined)
      .map((one) => this.subscription(one.id, now))
      .filter((one) => one !== undefined);
  }

  /** What a principal may do in a subscription; undefined: nothing. */
  role(subscription: Subscription, principal: Caller, now: number): RoleName | undefined {
    if (principal.tenantId === subscription.tenantId) {
      return principal.kind === 'user' ? subscription.userRole : subscription.appRoles[principal.appId];
    }
    const { partner } = this.data;
    const groups = principal.kind === 'user' ? [monitoringGroup(partner)] : [];
    const delegation = this.delegation(subscription, now);
    const own = delegation?.managedByTenantId === principal.tenantId ? delegation.authorizations : [];
    return own.find((one) => [principal.objectId, ...groups].includes(one.principalId))?.role;
  }
}
