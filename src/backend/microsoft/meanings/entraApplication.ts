import { CONSENT, LATER, type Meanings } from './meaning.ts';

const FEDERATION =
  'Compare issuer, subject and audience (api://AzureADTokenExchange, in the US Government cloud api://AzureADTokenExchangeUSGov, in China api://AzureADTokenExchangeChina) of the federated credential in the app registration with those of the token.';

/** Codes about the application: what it proves itself with, its registration, consent to it. */
export const ABOUT_APPLICATION: Meanings = {
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
  AADSTS700021: {
    what: 'the client assertion names another application.',
    fix: 'Check the application (client) ID in the credential.',
    wholeCredential: true,
  },
  AADSTS700023: {
    what: 'the client assertion is meant for another sign-in endpoint.',
    fix: 'Check the cloud and the sign-in endpoint in the settings.',
    wholeCredential: true,
  },
  AADSTS700024: {
    what: "the client assertion is outside the time in which it is valid: the server's clock is wrong, or the federated token has expired.",
    fix: "Set the server's clock (NTP), and look whether the platform renews the token file.",
    wholeCredential: true,
  },
  AADSTS50027: {
    what: 'the client assertion is malformed.',
    fix: 'Check the certificate, or that the federated token file holds a JSON Web Token.',
    wholeCredential: true,
  },
  AADSTS700229: {
    what: 'a token of this type can not vouch for an application.',
    fix: 'Let a managed identity or the platform vouch for it, not another application or a person.',
    wholeCredential: true,
  },
  AADSTS70021: {
    what: 'no federated credential of the application fits the token that vouches for it.',
    fix: FEDERATION,
    wholeCredential: true,
  },
  AADSTS700211: {
    what: 'the application trusts no federated credential of this issuer.',
    fix: FEDERATION,
    wholeCredential: true,
  },
  AADSTS700212: {
    what: 'the application trusts no federated credential with this audience.',
    fix: FEDERATION,
    wholeCredential: true,
  },
  AADSTS700213: {
    what: 'the application trusts no federated credential of this subject.',
    fix: FEDERATION,
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
  AADSTS50194: {
    what: 'the application is registered for one tenant only.',
    fix: 'Register it as multi-tenant, or enter only its own tenant with it.',
  },
};
