import { CONSENT, CUSTOMER_POLICY, GDAP, LATER, SIGN_IN_AGAIN, type Meanings } from './meaning.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const AADSTS: Meanings = {
  AADSTS7000215: {
    what: 'the client secret is wrong.',
    fix: "Paste the secret's value, not its ID, into the credential.",
    wholeCredential: true,
  },
  AADSTS7000222: {
    what: 'the client secret has expired.',
    fix: 'Make a new one in the app registration and put its value into the credential.',
    wholeCredential: true,
  },
  AADSTS7000218: {
    what: 'Entra wants a client secret and got none.',
    fix: 'Enter the client secret, and register the application as confidential (a Web redirect URI).',
    wholeCredential: true,
  },
  AADSTS700025: {
    what: 'the application is registered as a public client.',
    fix: 'Turn off "Allow public client flows" in the app registration.',
    wholeCredential: true,
  },
  AADSTS700027: {
    what: 'the certificate is not known to Entra.',
    fix: 'Upload it to the app registration; a new one takes some minutes.',
    wholeCredential: true,
  },
  AADSTS700030: {
    what: "the certificate's subject or issuer is not allowed.",
    fix: 'Correct the trusted subject names in the app registration.',
    wholeCredential: true,
  },
  AADSTS7000112: { what: 'the application is disabled.', fix: 'Enable it in Entra under Enterprise applications.' },
  AADSTS7000229: { what: 'the application has no service principal in this tenant.', fix: CONSENT },
  AADSTS700016: {
    what: 'the application is not known in this tenant.',
    fix: `Check the application (client) ID. ${CONSENT}`,
  },
  AADSTS700011: {
    what: 'the application is not known in this tenant.',
    fix: `Check the application (client) ID. ${CONSENT}`,
  },
  AADSTS650051: { what: 'the application is just being set up in this tenant.', fix: `${LATER} It takes a minute.` },
  AADSTS650052: {
    what: 'the tenant has no service principal of Azure Resource Manager.',
    fix: 'The customer needs an Azure subscription first.',
  },
  AADSTS650056: {
    what: 'the application lacks an API permission.',
    fix: 'Add the delegated permission user_impersonation of Azure Service Management and of Partner Center in the app registration.',
  },
  AADSTS650057: {
    what: 'the application lacks an API permission.',
    fix: 'Add the delegated permission user_impersonation of Azure Service Management and of Partner Center in the app registration.',
  },
  AADSTS65001: { what: 'nobody has consented to the application in this tenant.', fix: CONSENT },
  AADSTS65004: { what: 'consent was declined.', fix: 'Sign in again and accept.' },
  AADSTS90094: { what: 'an administrator must consent.', fix: CONSENT },
  AADSTS90099: {
    what: 'the application is not authorized here for delegated administration by the partner.',
    fix: CONSENT,
  },
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
  AADSTS50173: {
    what: 'the sign-in was revoked, for example by a password change.',
    fix: SIGN_IN_AGAIN,
    wholeCredential: true,
  },
  AADSTS50089: { what: 'the sign-in has expired.', fix: SIGN_IN_AGAIN },
  AADSTS54005: { what: 'the authorization code was used before.', fix: SIGN_IN_AGAIN },
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
  AADSTS50194: {
    what: 'the application is registered for one tenant only.',
    fix: 'Register it as multi-tenant, or enter only its own tenant with it.',
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
