import { SIGN_IN_AGAIN, type Meanings } from './meaning.ts';

const APPLICATION =
  'Check the application in the partner tenant: its redirect URI of the kind Web and its API permissions.';

/**
 * What can go wrong while a person signs in, where Entra gives no number: the values of `error` on the way back
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#error-codes-for-authorization-endpoint-errors),
 * those of the device code protocol, and codes of ours.
 */
export const SIGN_IN: Meanings = {
  access_denied: { what: 'the sign-in was declined or cancelled.', fix: 'Start again and accept.' },
  consent_required: {
    what: 'nobody has consented to the application.',
    fix: 'Sign in as an administrator of the partner tenant once and consent.',
  },
  interaction_required: { what: 'Entra wants to see the person again.', fix: SIGN_IN_AGAIN },
  login_required: { what: 'nobody was signed in.', fix: SIGN_IN_AGAIN },
  invalid_request: { what: 'Entra found the request wrong.', fix: APPLICATION },
  unauthorized_client: { what: 'the application may not ask for this sign-in.', fix: APPLICATION },
  unsupported_response_type: { what: 'the application may not ask for codes.', fix: APPLICATION },
  invalid_resource: { what: "the partner tenant doesn't know Partner Center.", fix: 'Check the tenant and the cloud.' },
  invalid_scope: { what: 'the application may not ask for Partner Center.', fix: APPLICATION },
  server_error: { what: 'Entra has a passing fault.', fix: 'Start again.' },
  temporarily_unavailable: { what: 'Entra is busy.', fix: 'Start again in a minute.' },
  expired_token: { what: 'the code was not entered in time.', fix: 'Start again.' },
  authorization_declined: { what: 'the sign-in was declined.', fix: 'Start again and accept.' },
  bad_verification_code: { what: "Entra doesn't know this sign-in.", fix: 'Start again.' },
  SignInWithoutMfa: {
    what: 'the sign-in had no multifactor authentication, so Partner Center would refuse its tokens, and it was not kept.',
    fix: 'Require MFA for the consent user by Conditional Access, then sign in again and confirm on the second device.',
  },
  TokenOfAnotherTenant: {
    what: "the account belongs to another tenant than the credential's, so the sign-in was not kept.",
    fix: 'Sign in as the consent user of the partner tenant.',
  },
  NoRefreshToken: {
    what: 'the sign-in brought no refresh token.',
    fix: 'Let the application have the permission offline_access, and sign in again.',
  },
  NoCode: { what: 'neither a code nor an error came back.', fix: 'Start again.' },
  SignInFailed: { what: 'Entra refused the sign-in.', fix: SIGN_IN_AGAIN },
};
