import type { CallOptions } from './access.ts';

/** What a sign-in brought, apart from its tokens, which are in the store by then. */
export interface SignedIn {
  /** Who signed in; null where the token doesn't say. */
  account: string | null;
  /** What is wrong with keeping the refresh token, and what to do; null where nothing is. */
  problem: string | null;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#device-authorization-response */
export interface DeviceCode {
  /** Secret: whoever has it gets the tokens. */
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  expiresInMs: number;
  /** Least time between two questions. */
  intervalMs: number;
}

/** A delegated permission of one of Microsoft's services that an application is granted in a customer's tenant. */
export interface ApplicationGrant {
  enterpriseApplicationId: string;
  /** Comma-separated. */
  scope: string;
}

/** Signing in for a credential of the secure application model, and consent in customers' tenants. */
export interface SignInApi {
  /**
   * Where to send the browser for an authorization code with PKCE.
   *
   * @param state comes back with the code.
   */
  beginSignIn(
    credentialId: string,
    attempt: { redirectUri: string; state: string },
    options: CallOptions,
  ): Promise<{ authorizeUrl: string; codeVerifier: string }>;

  /**
   * Turns the code into tokens and saves the refresh token.
   *
   * @throws {CspError} Entra's refusals; `TokenOfAnotherTenant`, `SignInWithoutMfa`, `NoRefreshToken`.
   */
  redeemSignIn(
    credentialId: string,
    attempt: { code: string; redirectUri: string; codeVerifier: string },
    options: CallOptions,
  ): Promise<SignedIn>;

  beginDeviceSignIn(credentialId: string, options: CallOptions): Promise<DeviceCode>;

  /** Asks whether the person is done. Throws as `redeemSignIn`, and `expired_token`, `authorization_declined`. */
  redeemDeviceSignIn(
    credentialId: string,
    deviceCode: string,
    options: CallOptions,
  ): Promise<SignedIn | 'pending' | 'slowDown'>;

  /**
   * Grants an application delegated permissions in one customer's tenant.
   * https://learn.microsoft.com/partner-center/developer/cross-tenant-consent
   */
  grantApplicationConsent(
    customerId: string,
    consent: { applicationId: string; displayName: string; grants: readonly ApplicationGrant[] },
    options: CallOptions,
  ): Promise<'granted' | 'alreadyGranted'>;
}
