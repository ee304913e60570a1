import type { Delegation } from './access/delegation.ts';
import type { GdapRelationship } from './access/gdapModel.ts';
import type { AlertPlan, AlertState } from './alertModel.ts';
import type { EventPlan } from './eventModel.ts';
import type { Monitoring } from './monitoringModel.ts';
import type { Vault, VaultTransition } from './vaults/vaultModel.ts';

/** What exists. Plain values, no wire shapes: services translate these, and `/truth` reports them as they are. */

/** Azure's word for "no statement" in a history row is null. */
export type AvailabilityState = 'Available' | 'Unavailable' | 'Degraded' | 'Unknown';
export type Reason = 'Unplanned' | 'Planned' | 'UserInitiated';

export interface Health {
  state: AvailabilityState | null;
  reason?: Reason;
}

/** Health together with the moment (epoch ms) it began. */
export interface HealthSince extends Health {
  since: number;
}

export interface Tenant {
  id: string;
  displayName: string;
  /** First one is the default domain. */
  domains: string[];
  countryCode: string;
  /** `lighthouse`: not sold to, but subscriptions were delegated to the partner. */
  relation: 'partner' | 'customer' | 'direct' | 'lighthouse';
  /** Application ids that have a service principal here (consent was given). */
  consentedApps: string[];
  /** The partner's user may sign in here: a granular delegated admin relationship (GDAP) with a role is active. */
  gdap: boolean;
  /** Conditional Access of this tenant lets service-provider users in. */
  conditionalAccessAllows: boolean;
  /** The account that enters the tenant may read its Service Health as a whole. Default: no. */
  readsTenantEvents?: boolean;
  /** What tokens of the partner's application may do in Microsoft Graph. Default: `GRAPH_PERMISSIONS`. */
  graphPermissions?: string[];
}

/** A subscription as Partner Center sells it; an Azure plan has Azure subscriptions below it. */
export interface CommerceSubscription {
  id: string;
  offerId: string;
  offerName: string;
  friendlyName: string;
  quantity: number;
  status: 'active' | 'suspended' | 'deleted' | 'expired';
  /** ISO date and time. */
  createdAt: string;
  azurePlan: boolean;
}

export interface Customer {
  /** Customer id = its tenant's id. */
  id: string;
  companyName: string;
  domain: string;
  commerce: CommerceSubscription[];
}

export type RoleName = 'Owner' | 'Monitoring Contributor' | 'Reader' | 'Inventory Reader';

export interface Subscription {
  id: string;
  tenantId: string;
  displayName: string;
  state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  quotaId: string;
  /** Commerce subscription (Azure plan) it is billed through; absent outside CSP. */
  planId?: string;
  /** Role of the partner's user; absent: none. */
  userRole?: RoleName;
  /** Role of service principals by application id. */
  appRoles: Record<string, RoleName>;
  /** Azure Lighthouse: the owner lets another tenant's people in. */
  delegation?: Delegation;
  /** Resource providers that are not registered. */
  unregistered: string[];
  tags?: Record<string, string>;
}

export interface ResourceGroup {
  name: string;
  subscriptionId: string;
  location: string;
  tags?: Record<string, string>;
}

export interface Resource {
  /** With the case it was created with. */
  id: string;
  name: string;
  type: string;
  location: string;
  subscriptionId: string;
  resourceGroup: string;
  kind?: string;
  sku?: Record<string, string | number>;
  tags?: Record<string, string>;
  /** ISO. */
  createdAt: string;
  changedAt: string;
  /** Before any transition; absent when the type has no Resource Health. */
  health?: HealthSince[];
}

/** What one subscription holds. */
export interface Holdings {
  groups: ResourceGroup[];
  resources: Resource[];
}

/** A change declared against the clock. `every` (ms) repeats it. */
export type Transition = { at: number; every?: number } & (
  | ({ kind: 'health'; resourceId: string } & Health)
  | { kind: 'gdap'; tenantId: string; active: boolean }
  | { kind: 'consent'; tenantId: string; appId: string; given: boolean }
  | { kind: 'graphPermissions'; tenantId: string; permissions: string[] }
  | { kind: 'conditionalAccess'; tenantId: string; allows: boolean }
  | { kind: 'tenantEvents'; tenantId: string; readable: boolean }
  | { kind: 'subscription'; subscriptionId: string; state: Subscription['state'] | 'absent' }
  | { kind: 'delegation'; subscriptionId: string; active: boolean }
  | { kind: 'customer'; customerId: string; present: boolean }
  | { kind: 'resource'; resourceId: string; present: boolean }
  | { kind: 'scale'; resourceId: string; sku: Record<string, string | number> }
  | { kind: 'resourceGroup'; subscriptionId: string; name: string; present: boolean }
  | AlertTransition
  | EventTransition
  | VaultTransition
  | { kind: 'revokeSessions' }
);

/** Changes a fired alert, or fires a new one: `fires`. */
export interface AlertTransition {
  kind: 'alert';
  alertId: string;
  fires?: Omit<AlertPlan, 'alertId' | 'at' | 'every'>;
  state?: AlertState;
  condition?: 'Fired' | 'Resolved';
  by?: string;
  comments?: string;
}

/** Changes an event of Service Health, or begins a new one: `begins`. */
export interface EventTransition {
  kind: 'event';
  trackingId: string;
  begins?: Partial<Omit<EventPlan, 'trackingId' | 'at' | 'every' | 'touches' | 'phases'>> & {
    touches: Record<string, string[]>;
  };
  status?: 'Active' | 'Resolved';
  stage?: 'Active' | 'In Progress' | 'Updated' | 'Resolved';
  text?: string;
}

export interface Application {
  clientId: string;
  displayName: string;
  tenantId: string;
  multiTenant: boolean;
  /** Secret value and, when it has an end, epoch ms of it. */
  secrets: Array<{ value: string; expiresAt?: number }>;
  certificates?: ApplicationCertificate[];
  federatedCredentials?: FederatedCredential[];
  /** Of the platform Web, compared letter by letter. */
  redirectUris?: string[];
  /** "Allow public client flows" of the registration. Default: no. */
  publicClientFlows?: boolean;
  /** Application permissions in Microsoft Graph. Default: none. */
  graphRoles?: string[];
}

/** A certificate on an application; its key pair is made when somebody first asks for it. Epoch ms. */
export interface ApplicationCertificate {
  name: string;
  startsAt: number;
  expiresAt: number;
}

/** Whose tokens an application takes for a credential of its own: issuer, subject and audience have to match. */
export interface FederatedCredential {
  name: string;
  /** The pretend Kubernetes cluster, Microsoft Entra in the application's own tenant, or any issuer's URL. */
  issuer: 'cluster' | 'entra' | (string & {});
  subject: string;
  /** Default: the cloud's audience for exchanges. */
  audience?: string;
}

export interface ManagedIdentity {
  kind: 'systemAssigned' | 'userAssigned';
  name: string;
  tenantId: string;
  clientId: string;
  /** Object id. */
  principalId: string;
  /** Of the machine, or of the user-assigned identity. */
  resourceId: string;
}

/** Everything a world starts from. Holdings are asked for one subscription at a time, so that they may be generated. */
export interface WorldData {
  partner: Tenant;
  partnerUser: { objectId: string; userPrincipalName: string; displayName: string };
  mpnId: string;
  /** `certificate` and `workload` are of the same tenant as `direct`. */
  applications: {
    partner: Application;
    direct: Application;
    certificate: Application;
    workload: Application;
    /** Single tenant: opens the partner's key vaults and nothing else. */
    vault: Application;
  };
  vaults: Vault[];
  /** Granular delegated admin privileges, whatever became of them. */
  relationships: GdapRelationship[];
  /** Two virtual machines: one in the tenant of `direct`, one in the partner's. */
  machines: Record<'direct' | 'partner', ManagedIdentity[]>;
  tenants: Tenant[];
  customers: Customer[];
  subscriptions: Subscription[];
  holdings: (subscription: Subscription) => Holdings;
  /** What watches a subscription that holds this. */
  monitoring: (subscription: Subscription, holdings: Holdings) => Monitoring;
  /** Service Health, over all tenants. */
  events: EventPlan[];
  transitions: Transition[];
}
