import type { PartnerCustomer } from '../../microsoft/api/directoryApi.ts';
import type { AzureRoles } from '../model/tenants.ts';
import type { GdapFacts } from './gdap.ts';

/** What was learned so far about who there is; kept in the store. */
export interface DirectoryFacts {
  /** Partner Center's customers at the last complete read. */
  partner: readonly PartnerCustomer[];
  /** Domains from the settings, lower case, with the tenant ids behind them. */
  resolved: Record<string, string>;
  /** What Azure calls tenants that nobody has named. */
  tenantNames: Record<string, { name: string; domain: string | null }>;
  /** Azure plans of customers that were asked about. */
  azurePlans: Record<string, { plans: number; at: number }>;
  /** Tenants that other tenants' accounts see through Azure Lighthouse. */
  delegations: Record<string, Delegation>;
  /** What was found out about the way into tenants. */
  entries: Record<string, EntryFacts>;
  gdap: GdapFacts;
}

/** What is known before anything was read. */
export function noFacts(): DirectoryFacts {
  return {
    ...{ partner: [], resolved: {}, tenantNames: {}, azurePlans: {}, delegations: {}, entries: {} },
    gdap: { relationships: null, problem: null },
  };
}

/** Subscriptions of one tenant that another one's account is shown. */
export interface Delegation {
  managingTenantId: string;
  credentialId: string;
  /** The tenant has a way in of its own, which was refused or shows nothing: it is read this way instead. */
  instead: boolean;
}

/** How a tenant is entered, as it was found out; see `TenantEntry`. */
export interface EntryFacts {
  roles: AzureRoles | null;
  /** Name of the Lighthouse definition. */
  definition: string | null;
  problems: readonly string[];
}
