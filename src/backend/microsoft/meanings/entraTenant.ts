import { LATER, type Meanings } from './meaning.ts';

/** Codes about tenants, clouds, the network's policies and Entra itself. */
export const ABOUT_TENANT: Meanings = {
  AADSTS90002: {
    what: 'there is no such tenant.',
    fix: 'Check the tenant ID or domain, and the cloud; the tenant may have been deleted.',
  },
  AADSTS900023: { what: 'the tenant ID or domain is malformed.', fix: 'Correct it in the settings.' },
  AADSTS5000224: {
    what: 'the tenant is blocked or gone.',
    fix: 'Remove it from the settings if the customer has left.',
  },
  AADSTS500011: {
    what: "the tenant doesn't know the service that a token is asked for.",
    fix: 'Check the cloud in the settings; the customer may have no Azure yet.',
  },
  AADSTS500021: {
    what: 'a tenant restriction of your network blocks the sign-in.',
    fix: "Allow the tenant in your proxy's tenant restrictions.",
  },
  AADSTS500022: {
    what: 'a tenant restriction of your network blocks the sign-in.',
    fix: "Allow the tenant in your proxy's tenant restrictions.",
  },
  AADSTS500212: {
    what: 'your cross-tenant access policy blocks the sign-in.',
    fix: 'Allow outbound access to this tenant.',
  },
  AADSTS500213: {
    what: "the customer's cross-tenant access policy blocks the sign-in.",
    fix: 'The customer must allow your tenant as a service provider.',
  },
  AADSTS90038: {
    what: 'the tenant belongs to another national cloud.',
    fix: 'Choose the right cloud in the settings.',
  },
  AADSTS900382: {
    what: 'the application belongs to another national cloud.',
    fix: 'Choose the right cloud in the settings.',
  },
  AADSTS900432: {
    what: 'the application belongs to another national cloud.',
    fix: 'Choose the right cloud in the settings.',
  },
  AADSTS70011: {
    what: 'the scope that was asked for is not valid.',
    fix: 'Check the cloud in the settings: each has services of its own.',
  },
  AADSTS28002: {
    what: 'the scope that was asked for is not valid.',
    fix: 'Check the cloud in the settings: each has services of its own.',
  },
  AADSTS900144: {
    what: 'a part of the request was missing.',
    fix: "Look whether a proxy cuts requests; else report it to the plugin's authors with the request id.",
  },
  AADSTS9002313: {
    what: 'the request was malformed.',
    fix: 'Often the refresh token was cut off when it was pasted; paste it whole.',
  },
  AADSTS50196: { what: 'Entra sees the same request too often.', fix: 'The plugin waits before it tries again.' },
  AADSTS90055: { what: "the tenant's sign-ins are throttled.", fix: LATER },
  AADSTS90033: { what: 'Entra has a passing fault.', fix: LATER },
  AADSTS90006: { what: 'Entra has a passing fault.', fix: LATER },
  AADSTS90024: { what: 'Entra has a passing fault.', fix: LATER },
  AADSTS50033: { what: 'Entra has a passing fault.', fix: LATER },
  AADSTS90019: { what: 'Entra has a passing fault.', fix: LATER },
};
