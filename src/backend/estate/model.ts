/**
 * The estate: everything known about all customers at one moment. Readers get a Snapshot, which never changes; the
 * refresh loop makes a new one for every part that it swaps (a part = tenant x subscription x section). Names are
 * Azure's; Azure's own strings are kept as they came.
 */
import type { HealthValue } from '../../shared/health.ts';
import type { Access } from '../microsoft/api/access.ts';
import { ROW_SECTION_NAMES, type SubscriptionRows } from './rows/index.ts';
import type { Doubt } from './parts/shrinkGuard.ts';

/** What is collected, each on its own cadence. `customers` is one part; `subscriptions` one a tenant; the others one a subscription. */
export const SECTIONS = ['customers', 'subscriptions', 'inventory', 'resourceHealth', ...ROW_SECTION_NAMES] as const;
export type Section = (typeof SECTIONS)[number];
/** Sections that collectors read, one part a subscription. */
export type CollectedSection = Exclude<Section, 'customers' | 'subscriptions'>;
export const COLLECTED_SECTIONS = SECTIONS.filter(
  (section): section is CollectedSection => section !== 'customers' && section !== 'subscriptions',
);

/** `lighthouse`: nobody named it, but another tenant's account was shown subscriptions of it. */
export type TenantSource = 'partnerCenter' | 'settings' | 'lighthouse';

export interface Customer {
  /** The customer's tenant id, which is also its id in Partner Center. */
  id: string;
  name: string;
  /** Default domain, where known. */
  domain: string | null;
  source: TenantSource;
  /** Partner Center's `relationshipToPartner`; null for tenants from the settings. */
  relationship: string | null;
}

export interface Tenant {
  /** GUID, lower case. */
  tenantId: string;
  customerId: string;
  name: string;
  domain: string | null;
  /** The account it is read with. Through Azure Lighthouse that is one of another tenant, the managing one. */
  access: Access;
  enabled: boolean;
  /** How it came to be known. */
  source: TenantSource;
  /** From the settings, for grouping and filtering. */
  tags: Readonly<Record<string, string>>;
  /** Azure plans that Partner Center lists for the customer; null when not asked or not known. */
  azurePlans: number | null;
  entry: TenantEntry;
}

/** What was found out about how a tenant is entered, at the cadence of discovery. Collecting needs none of it. */
export interface TenantEntry {
  /** A partner's user enters it, whom the tenant lets in by GDAP or by the older delegated admin privileges. */
  delegatedAdmin: boolean;
  /** Relationships in force, or the one that ended last where there is none; null where nobody can say. */
  gdap: readonly GdapRelationship[] | null;
  lighthouse: LighthouseDelegation | null;
  roles: AzureRoles | null;
  /** What of this could not be found out, and what to do about it: sentences. */
  problems: readonly string[];
}

/** https://learn.microsoft.com/partner-center/gdap-introduction */
export interface GdapRelationship {
  id: string;
  name: string;
  /** Microsoft Graph's: `active`, `expiring`, `expired`, `terminated`, … */
  status: string;
  inForce: boolean;
  /** Display names of Microsoft Entra roles, ids of those that are not built in. */
  roles: readonly string[];
  /** ms; null where Graph doesn't say. */
  endsAt: number | null;
  /** Microsoft makes it longer by itself. */
  autoExtends: boolean;
}

/** https://learn.microsoft.com/azure/lighthouse/concepts/architecture */
export interface LighthouseDelegation {
  managingTenantId: string;
  /** Name of the registration definition; null while it is not known. */
  definition: string | null;
}

/** What the account may do in one subscription, which stands for all of the tenant's. */
export interface AzureRoles {
  names: readonly string[];
  subscriptionId: string;
}

export interface Subscription {
  /** GUID, lower case. */
  subscriptionId: string;
  tenantId: string;
  name: string;
  /** ARM's `state`: Enabled, Warned, PastDue, Disabled, Deleted, or one we don't know. */
  state: string;
  tags: Record<string, string>;
}

/** How the last attempts at one part went. */
export interface PartStatus {
  section: Section;
  /** '' for the part that covers all tenants. */
  tenantId: string;
  /** '' for parts that cover a whole tenant. */
  subscriptionId: string;
  /** When the data now held was read, ms; null when there is none yet. */
  observedAt: number | null;
  lastStartAt: number | null;
  lastFinishAt: number | null;
  /** Of the last attempt, ms. */
  durationMs: number | null;
  /** Rows now held. */
  rows: number;
  /** `pending`: never tried. `ok`, `failed`: how the last attempt went. `skipped`: not asked for a reason that is in `error` (disabled, no access). */
  outcome: 'pending' | 'ok' | 'failed' | 'skipped';
  /** Why the last attempt failed or was skipped; null after a good one. */
  error: PartError | null;
  /** Rows of the last good read that were left out, with the reasons. */
  issues: readonly string[];
  /** Attempts that failed since the last good one. */
  failures: number;
  /** A complete read that lacked most of what is held and waits to be confirmed; null when there is none. */
  doubt: Doubt | null;
  /** Since when it isn't asked for because its tenant can't be read, ms; null when it is asked for. */
  heldBackSince: number | null;
  /** How many times its cadence the reads are apart at present, because Microsoft throttles; 1 when it doesn't. */
  stretch: number;
  /** When it is due next, ms; null when never. */
  nextAt: number | null;
  /** The cadence that it is meant to have, ms. */
  intervalMs: number;
}

export interface PartError {
  code: string;
  status: number;
  /** For the operator: what happened and what to do. */
  sentence: string;
  at: number;
}

/** Data is stale when the last attempt failed, when it came from the store of an earlier run, or when it is older than two intervals. */
export function isStale(part: PartStatus, now: number): boolean {
  return (
    part.observedAt !== null &&
    (part.outcome === 'failed' || part.outcome === 'pending' || now - part.observedAt > 2 * part.intervalMs)
  );
}

/**
 * Why a part holds nothing, where Microsoft has no code of its own for it. Codes that Microsoft gives (`AADSTS65001`,
 * `AuthorizationFailed`, …) are passed through; `isNoAccess()` tells which of them mean that rights are missing.
 */
export const REASONS = {
  /** The tenant shows no subscription although Partner Center lists an Azure plan for it, or it showed some before. */
  noAccess: 'NoAccess',
  /** Partner Center lists no Azure plan: there is nothing to read. */
  noAzurePlan: 'NoAzurePlan',
  /** The tenant shows no subscription, and nobody can say whether it has one. */
  noSubscriptions: 'NoSubscriptions',
  /** Disabled in the settings (tenant) or by Azure (subscription). */
  disabled: 'Disabled',
  /** The settings' include and exclude lists leave no subscription. */
  filteredOut: 'FilteredOut',
  /** A complete read lacked most of what is held: it is kept apart until a second one says the same. */
  suddenlyFewer: 'SuddenlyFewer',
  /** The section is switched off in the settings. */
  sectionOff: 'SectionOff',
  /** What an `outcome` of `pending` means to people; such a part has no `error`. */
  notYetCollected: 'NotYetCollected',
  /** Azure's `MissingSubscriptionRegistration`; the sentence has the command that registers the provider. */
  providerNotRegistered: 'ProviderNotRegistered',
} as const;

const NO_ACCESS_CODES = new Set<string>([
  REASONS.noAccess,
  'AuthorizationFailed',
  'LinkedAuthorizationFailed',
  'SubscriptionNotFound',
]);

/** True when the reason is that we may not read: sign-in refused, consent or role missing, relationship gone. */
export function isNoAccess(error: Pick<PartError, 'code' | 'status'>): boolean {
  return (
    NO_ACCESS_CODES.has(error.code) || error.code.startsWith('AADSTS') || error.status === 401 || error.status === 403
  );
}

/** One distinct name = one code, for as long as the process runs. Only for names of few values: types, locations, states. */
export interface Names {
  /** NO_ROW for a name that nothing in the estate has. */
  code(name: string): number;
  name(code: number): string;
}

/**
 * Resources of one subscription: an immutable segment of typed arrays. Row numbers are only meaningful within it.
 * Built so that a resource costs tens of bytes; the text accessors make their strings when asked.
 */
export interface InventorySegment {
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly length: number;
  readonly groups: readonly ResourceGroup[];
  /** Codes in `Snapshot.names`. Types are compared in lower case; `typeName` gives Azure's spelling. */
  readonly types: Uint32Array;
  readonly locations: Uint32Array;
  /** Index in `groups`, or NO_ROW for resources outside any group. */
  readonly group: Uint32Array;
  /** The ARM id as Azure gave it. */
  id(row: number): string;
  name(row: number): string;
  typeName(row: number): string;
  kind(row: number): string | null;
  sku(row: number): string | null;
  tags(row: number): Readonly<Record<string, string>>;
  /** Row with this id in any case; NO_ROW when there is none. */
  find(id: string): number;
}
export const NO_ROW = 0xffffffff;

export interface ResourceGroup {
  name: string;
  location: string;
  tags: Readonly<Record<string, string>>;
}

/** Resource Health of one subscription: what Azure said of each resource that has a health. Immutable. */
export interface HealthSegment {
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly length: number;
  /** HealthValue a row. */
  readonly values: Uint8Array;
  /** When the state began, ms; NaN when Azure didn't say. */
  readonly occurredAt: Float64Array;
  /** The resource's ARM id, cut from the status' id. */
  id(row: number): string;
  /** Azure's own `availabilityState`. */
  state(row: number): string;
  /** `Unplanned`, `Planned`, `UserInitiated`, … or null. */
  reasonType(row: number): string | null;
  /** `Transient`, `Persistent` or null. */
  chronicity(row: number): string | null;
  title(row: number): string | null;
  /** Plain text: Azure's HTML is taken out. */
  summary(row: number): string | null;
  reportedAt(row: number): number | null;
  location(row: number): string | null;
  /** What only some resources have; null for most. */
  details(row: number): HealthDetails | null;
  find(id: string): number;
}

/** What Azure says of resources that are, or were, in trouble. Times in ms, texts without HTML. */
export interface HealthDetails {
  /** What Azure recommends to do. */
  readonly actions: string | null;
  /** When Azure found the cause. */
  readonly rootCauseAt: number | null;
  /** When Azure expects it to be over. */
  readonly resolutionEtaAt: number | null;
  /** `Platform Initiated`, `Customer Initiated`, … */
  readonly context: string | null;
  /** The outage that is just over. */
  readonly recentlyResolved: {
    readonly occurredAt: number | null;
    readonly resolvedAt: number | null;
    readonly summary: string | null;
  } | null;
}

/** Counts of a set of resources, kept per part and added up by summaries: nobody walks rows for them. */
export interface Totals {
  /** All resources known: those in the inventory and those that only Resource Health names. */
  resources: number;
  /** By HealthValue. */
  states: Uint32Array;
  /** Resources in the inventory without a health: their type has none, or Azure didn't list them. Never counted healthy. */
  withoutHealth: number;
}

/** One subscription with both its segments, joined. Made anew whenever either is swapped. */
export interface SubscriptionView {
  readonly subscription: Subscription;
  readonly inventory: InventorySegment | null;
  readonly health: HealthSegment | null;
  /** Inventory row -> health row or NO_ROW. Empty where either is missing. */
  readonly healthOf: Uint32Array;
  /** Health rows that no inventory row has (the inventory is read less often). */
  readonly healthOnly: Uint32Array;
  readonly totals: Totals;
  /**
   * Totals by code of the lower-case type, by location code, and by index in `inventory.groups` (NO_ROW: resources
   * in no known group). Resources that only Resource Health names are counted by what their id and status say.
   */
  readonly byType: ReadonlyMap<number, Totals>;
  readonly byLocation: ReadonlyMap<number, Totals>;
  readonly byGroup: ReadonlyMap<number, Totals>;
  /** Events, rules, alerts, changes: sections that are kept as plain rows. The array of a section is a new one only when its rows differ. */
  readonly rows: SubscriptionRows;
}

/** Everything known, as of one swap. */
export interface Snapshot {
  /** Rises by one with every swap. */
  readonly version: number;
  /** The same object for as long as the version is: what is worked out from a snapshot can be kept under it. */
  readonly era: object;
  readonly names: Names;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly subscriptions: ReadonlyMap<string, SubscriptionView>;
  /** Subscription ids of a tenant, tenants of a customer, in name order. */
  subscriptionsOf(tenantId: string): readonly SubscriptionView[];
  /** Totals of everything, of one tenant, of one customer: kept up to date with every swap, so asking costs nothing. */
  readonly totals: Totals;
  totalsOfTenant(tenantId: string): Totals;
  totalsOfCustomer(customerId: string): Totals;
  tenantsOf(customerId: string): readonly Tenant[];
  /** Status of one part, if there is such a part. */
  part(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined;
  parts(): Iterable<PartStatus>;
}

/** One thing that differs between two pictures. */
export interface Change {
  at: number;
  kind:
    | 'healthChanged'
    | 'resourceAdded'
    | 'resourceRemoved'
    | 'subscriptionAdded'
    | 'subscriptionRemoved'
    | 'subscriptionStateChanged'
    | 'customerAdded'
    | 'customerRemoved'
    | 'eventOpened'
    | 'eventUpdated'
    | 'eventResolved'
    | 'alertFired'
    | 'alertStateChanged'
    | 'alertResolved'
    | 'ruleAdded'
    | 'ruleChanged'
    | 'ruleRemoved'
    | 'resourceChanged';
  tenantId: string;
  subscriptionId: string;
  /** ARM id, or the subscription's or customer's id. */
  id: string;
  /** States before and after, in Azure's words (`UserInitiated` where that is why it is unavailable); null where there was none. */
  from: string | null;
  to: string | null;
  /** What it is about, in a few words, where the id doesn't say: an event's title, a rule's name. */
  title?: string;
}

/** A change with its place in the feed. Numbers rise by one and go on after a restart. */
export interface FeedChange extends Change {
  cursor: number;
}

/** The worst state in the totals, or null when nothing has a health. */
export function worst(totals: Totals): HealthValue | null {
  for (let value = totals.states.length - 1; value >= 0; value--) {
    if ((totals.states[value] ?? 0) > 0) {
      return value as HealthValue;
    }
  }
  return null;
}
