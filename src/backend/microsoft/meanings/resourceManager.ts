import { LATER, type Meaning, type Meanings } from './meaning.ts';

const READER =
  "Give the account the role Reader on the subscription; for a CSP's Azure plan the consent user must be a member of AdminAgents.";

const QUERY_LOST =
  "A proxy on the way may change the address; without one, report it to the plugin's authors with the request id.";

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors and the services' own pages. */
export const ARM: Meanings = {
  AuthenticationFailed: {
    what: 'the request came without a token.',
    fix: 'A proxy on the way may strip the Authorization header.',
  },
  InvalidAuthenticationToken: {
    what: 'the token was refused.',
    fix: 'Check the cloud and the endpoints in the settings.',
  },
  ExpiredAuthenticationToken: { what: 'the token has expired.', fix: "Check the server's clock." },
  InvalidAuthenticationTokenTenant: {
    what: 'the subscription belongs to another tenant.',
    fix: 'Enter it through the tenant that it was moved to.',
  },
  AuthorizationFailed: { what: 'the account may not read this.', fix: READER },
  LinkedAuthorizationFailed: { what: 'the account may not read this.', fix: READER },
  SubscriptionNotFound: {
    what: 'the subscription is not visible to this account.',
    fix: 'It may have been moved or deleted, or belong to another cloud.',
  },
  SubscriptionNotRegistered: {
    what: 'the subscription is disabled.',
    fix: 'Enable it, or exclude it in the settings.',
  },
  ReadOnlyDisabledSubscription: {
    what: 'the subscription is disabled.',
    fix: 'Enable it, or exclude it in the settings.',
  },
  ResourceGroupNotFound: { what: 'the resource group is gone.', fix: 'The next inventory leaves it out.' },
  ResourceNotFound: { what: 'the resource is gone.', fix: 'The next inventory leaves it out.' },
  NoRegisteredProviderFound: {
    what: "this cloud doesn't offer the API in the version that the plugin uses.",
    fix: "Check the cloud in the settings and report it to the plugin's authors.",
  },
  InvalidResourceType: {
    what: "this cloud doesn't offer the API in the version that the plugin uses.",
    fix: "Check the cloud in the settings and report it to the plugin's authors.",
  },
  InvalidResourceNamespace: { what: "this cloud doesn't offer the API.", fix: 'Check the cloud in the settings.' },
  MissingSubscriptionRegistration: {
    what: 'the resource provider is not registered in the subscription.',
    fix: 'Register it there once with az provider register.',
  },
  MissingApiVersionParameter: { what: 'the request came without its api-version.', fix: QUERY_LOST },
  InvalidApiVersionParameter: { what: "Azure doesn't know the api-version that came.", fix: QUERY_LOST },
  RateLimiting: { what: "Resource Graph's quota is used up.", fix: LATER },
};

/**
 * By path where a resource provider has to be registered, for the sentence names it.
 *
 * @param path of the call, e.g. `/subscriptions/{subscriptionId}/providers/Microsoft.ResourceHealth/availabilityStatuses`.
 */
export function armMeaning(path: string, code: string): Meaning | undefined {
  const meaning = Object.hasOwn(ARM, code) ? ARM[code] : undefined;
  const provider = /\/providers\/(microsoft\.[a-z]+)/i.exec(path)?.[1];
  return meaning && code === 'MissingSubscriptionRegistration' && provider
    ? { ...meaning, fix: `Register it there once: az provider register --namespace ${provider}.` }
    : meaning;
}
