import { CUSTOMER_POLICY, GDAP, SIGN_IN_AGAIN, type Meanings } from './meaning.ts';

/** Codes about the consent user: its sign-in and refresh token, MFA, its way into a tenant, policies. */
export const ABOUT_PERSON: Meanings = {
  AADSTS70000: { what: 'the refresh token is not valid.', fix: SIGN_IN_AGAIN },
  AADSTS70008: { what: 'the refresh token has expired.', fix: SIGN_IN_AGAIN, wholeCredential: true },
  AADSTS700082: {
    what: 'the refresh token has expired: it was not used for 90 days.',
    fix: SIGN_IN_AGAIN,
    wholeCredential: true,
  },
  AADSTS70043: {
    what: 'the refresh token has expired through a sign-in frequency policy.',
    fix: `Exempt the consent user from sign-in frequency. ${SIGN_IN_AGAIN}`,
  },
  AADSTS700084: {
    what: 'the refresh token is one of a single-page application and lives 24 hours.',
    fix: `Use a redirect URI of the kind Web. ${SIGN_IN_AGAIN}`,
    wholeCredential: true,
  },
  AADSTS54005: { what: 'the authorization code was used before.', fix: SIGN_IN_AGAIN },
  AADSTS700005: {
    what: 'the authorization code was issued for another tenant.',
    fix: `Enter the tenant that the consent user signs in to as the credential's tenant. ${SIGN_IN_AGAIN}`,
  },
  AADSTS50011: {
    what: 'the redirect URI is not registered.',
    fix: 'Add the one that the config editor shows, letter by letter, as a Web redirect URI of the application.',
  },
  AADSTS500112: {
    what: 'the sign-in began at another address than it ended.',
    fix: 'Start again, from one address of Grafana.',
  },
  AADSTS501481: { what: 'the code belongs to another sign-in.', fix: SIGN_IN_AGAIN },
  AADSTS50148: { what: 'the code belongs to another sign-in.', fix: SIGN_IN_AGAIN },
  AADSTS501491: { what: 'the code belongs to another sign-in.', fix: SIGN_IN_AGAIN },
  AADSTS50173: {
    what: 'the sign-in was revoked, for example by a password change.',
    fix: SIGN_IN_AGAIN,
    wholeCredential: true,
  },
  AADSTS50089: { what: 'the sign-in has expired.', fix: SIGN_IN_AGAIN },
  AADSTS50076: { what: 'multifactor authentication is required.', fix: SIGN_IN_AGAIN },
  AADSTS50079: {
    what: 'the consent user must register for multifactor authentication.',
    fix: `Register it. ${SIGN_IN_AGAIN}`,
  },
  AADSTS50072: {
    what: 'the consent user must register for multifactor authentication.',
    fix: `Register it. ${SIGN_IN_AGAIN}`,
  },
  AADSTS50074: { what: 'multifactor authentication is required.', fix: SIGN_IN_AGAIN },
  AADSTS50078: { what: 'multifactor authentication has expired.', fix: SIGN_IN_AGAIN },
  AADSTS50055: {
    what: "the consent user's password has expired.",
    fix: `Reset it. ${SIGN_IN_AGAIN}`,
    wholeCredential: true,
  },
  AADSTS50057: {
    what: "the consent user's account is disabled.",
    fix: 'Enable it in the partner tenant.',
    wholeCredential: true,
  },
  AADSTS50053: { what: "the consent user's account is locked.", fix: 'Unlock it, or wait.', wholeCredential: true },
  AADSTS50126: { what: 'user name or password is wrong.', fix: SIGN_IN_AGAIN },
  AADSTS50020: { what: 'the consent user has no way into this tenant.', fix: GDAP },
  AADSTS50034: { what: 'the consent user is not known in this tenant.', fix: GDAP },
  AADSTS50177: { what: 'the consent user has no way into this tenant.', fix: GDAP },
  AADSTS50105: {
    what: 'the consent user is not assigned to the application.',
    fix: 'Assign it, or turn off "Assignment required" on the enterprise application.',
  },
  AADSTS53000: { what: 'the customer wants a compliant device.', fix: CUSTOMER_POLICY },
  AADSTS53001: { what: 'the customer wants a joined device.', fix: CUSTOMER_POLICY },
  AADSTS53003: { what: 'Conditional Access blocks the sign-in.', fix: CUSTOMER_POLICY },
  AADSTS530032: { what: 'a security policy of the tenant blocks the sign-in.', fix: CUSTOMER_POLICY },
  AADSTS530034: {
    what: 'delegated administration is blocked because of suspicious activity.',
    fix: 'Look at the security alerts in Partner Center.',
  },
  AADSTS53011: {
    what: 'the consent user is blocked because of risk.',
    fix: "Dismiss or clear the user's risk in the partner tenant.",
  },
};
