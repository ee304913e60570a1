import type { PartStatus } from '../../estate/model/part.ts';
import { isNoAccess, REASONS } from '../../estate/model/reasons.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { perSnapshot } from '../perSnapshot.ts';

/**
 * Why there is, or isn't, something to see: the estate's reasons and three of our own. Words, because rows, filters
 * and alert rules name them; final once released.
 */
export const ACCESS_CODES = {
  Ok: 0,
  /** Readable, and there is really nothing in it. */
  Empty: 0,
  [REASONS.notYetCollected]: 1,
  [REASONS.disabled]: 1,
  [REASONS.filteredOut]: 1,
  [REASONS.noAzurePlan]: 1,
  [REASONS.noSubscriptions]: 1,
  [REASONS.providerNotRegistered]: 2,
  [REASONS.noAccess]: 2,
  /** Microsoft or the way to it failed. */
  Failed: 2,
} as const satisfies Record<string, AccessValue>;
/** Why something can or can't be read: a reason of the estate's, `Ok` or `Failed`. */
export type AccessCode = keyof typeof ACCESS_CODES;

/** 0 readable, 1 nothing to see and nothing wrong, 2 something that should be seen can't be. */
export type AccessValue = 0 | 1 | 2;

/** Whether something can be read, and what to do where it can't. */
export interface Access {
  code: AccessCode;
  value: AccessValue;
  /** What is the matter and what to do; null where nothing is. */
  sentence: string | null;
  /** Microsoft's own code, where it gave one. */
  errorCode: string | null;
  /**
   * Alert rules have a series for it even while it holds nothing: something should be seen there. Not where the last
   * complete read found nothing and only a later fetch failed, or every outage would bring series that were never there.
   */
  watched: boolean;
}

const FINE: Access = { code: 'Ok', value: 0, sentence: null, errorCode: null, watched: false };
const NOT_REGISTERED = 'MissingSubscriptionRegistration';
/** What of a subscription has to be readable. */
export const READABLE = ['resourceHealth', 'inventory'] as const;
const INACTIVE = new Set(['disabled', 'deleted']);

/** Whether one subscription's health can be read. */
export const accessOfSubscription = perSnapshot((snapshot, view: SubscriptionView): Access => {
  const { tenantId, subscriptionId, name, state } = view.subscription;
  if (isInactive(view)) {
    return access(REASONS.disabled, `Subscription ${name} is ${state}: Azure answers nothing about its resources.`);
  }
  for (const section of READABLE) {
    const part = snapshot.part(section, tenantId, subscriptionId);
    if (part?.error?.code === REASONS.sectionOff) {
      continue;
    }
    if (part?.error) {
      return ofError(part, name);
    }
    if (!part || part.observedAt === null) {
      return access(REASONS.notYetCollected, `Subscription ${name} has not been read yet.`);
    }
  }
  return FINE;
});

/** Whether Azure has the subscription switched off, so that nothing is to be expected of it. */
export function isInactive(view: SubscriptionView): boolean {
  return INACTIVE.has(view.subscription.state.toLowerCase());
}

/** Whether a tenant can be read, and why not. */
export const accessOfTenant = perSnapshot((snapshot, tenant: Tenant): Access => {
  if (!tenant.enabled) {
    return access(REASONS.disabled, `${tenant.name} is switched off in the data source's settings.`);
  }
  const part = snapshot.part('subscriptions', tenant.tenantId, '');
  if (part?.error) {
    const failed = ofError(part, tenant.name);
    const wasEmpty = part.observedAt !== null && snapshot.subscriptionsOf(tenant.tenantId).length === 0;
    return failed.code === 'Failed' && wasEmpty ? { ...failed, watched: false } : failed;
  }
  if (!part || part.observedAt === null) {
    return access(REASONS.notYetCollected, `${tenant.name} has not been read yet.`);
  }
  const views = snapshot.subscriptionsOf(tenant.tenantId);
  return views.length === 0 ? withoutSubscriptions(tenant) : worstOf(snapshot, tenant, views);
});

function withoutSubscriptions(tenant: Tenant): Access {
  if (tenant.azurePlans === 0) {
    return access(
      REASONS.noAzurePlan,
      `${tenant.name} has no Azure plan in Partner Center, so there is no Azure to watch.`,
    );
  }
  if (tenant.azurePlans !== null) {
    return access(
      REASONS.noAccess,
      `${tenant.name} has an Azure plan, but Azure shows no subscription: give the account a role on them ` +
        '(for a partner, add it to the group that the delegated admin relationship maps, usually AdminAgents).',
    );
  }
  return access(
    REASONS.noSubscriptions,
    `Azure shows no subscription in ${tenant.name}: there is none, or the account has no role on any (Reader is enough).`,
  );
}

/** The worst among the subscriptions; disabled ones only count when there are no others. */
function worstOf(snapshot: Snapshot, tenant: Tenant, views: readonly SubscriptionView[]): Access {
  const active = views.filter((view) => !isInactive(view));
  if (active.length === 0) {
    return access(REASONS.disabled, `All subscriptions of ${tenant.name} are disabled (${views.length}).`);
  }
  const troubled = active.map((view) => accessOfSubscription(snapshot, view)).filter((one) => one.code !== 'Ok');
  const worst = troubled.reduce<Access>((a, b) => (b.value > a.value ? b : a), FINE);
  if (worst.sentence !== null) {
    const share = active.length > 1 ? `${troubled.length} of ${active.length} subscriptions: ` : '';
    return { ...worst, sentence: share + worst.sentence };
  }
  const resources = active.reduce((sum, view) => sum + view.totals.resources, 0);
  return resources > 0 ? FINE : access('Empty', `${tenant.name} can be read and has no resources.`);
}

function ofError(part: PartStatus, name: string): Access {
  const { code, status, sentence } = part.error ?? { code: '', status: 0, sentence: '' };
  const meaning = codeOfError(code, status);
  const named = sentence.includes(name) ? sentence : `${name}: ${sentence}`;
  return { ...access(meaning, named), errorCode: code === meaning ? null : code };
}

/** By code and status, never by text. */
function codeOfError(code: string, status: number): AccessCode {
  if (Object.hasOwn(ACCESS_CODES, code)) {
    return code as AccessCode;
  }
  if (code === NOT_REGISTERED) {
    return REASONS.providerNotRegistered;
  }
  return isNoAccess({ code, status }) ? REASONS.noAccess : 'Failed';
}

function access(code: AccessCode, sentence: string): Access {
  const value: AccessValue = ACCESS_CODES[code];
  return { code, value, sentence, errorCode: null, watched: value === 2 || code === REASONS.notYetCollected };
}
