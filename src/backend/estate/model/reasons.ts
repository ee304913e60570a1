import type { PartError } from './part.ts';

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
  /** The account has rights in subscriptions alone, and this is of the whole tenant. */
  noTenantRight: 'NoTenantRight',
  /** Azure Lighthouse delegates subscriptions, and this is of the whole tenant. */
  onlyDelegated: 'OnlyDelegated',
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
