import { LATER, type Meaning, type Meanings } from './meaning.ts';

/** https://learn.microsoft.com/graph/errors */
const GRAPH: Meanings = {
  InvalidAuthenticationToken: {
    what: 'the token was refused.',
    fix: 'Check the cloud and the Graph endpoint in the settings.',
  },
  Authorization_IdentityNotFound: {
    what: 'the application has no service principal in this tenant.',
    fix: 'Consent to the application there.',
  },
  Authorization_RequestDenied: {
    what: 'the account may not read this.',
    fix: 'Give the application the Graph permission for it, with admin consent, and the account a role such as Global Reader.',
  },
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: {
    what: "the tenant's licence doesn't include it.",
    fix: 'It needs Microsoft Entra ID P1 or P2 in that tenant.',
  },
  Request_ResourceNotFound: { what: 'there is no such record.', fix: 'Check the id, and the tenant it belongs to.' },
  Request_BadRequest: { what: 'the request was refused.', fix: "Report it to the plugin's authors." },
  Request_UnsupportedQuery: {
    what: "this cloud's Graph doesn't know the query.",
    fix: "Report it to the plugin's authors.",
  },
  TooManyRequests: { what: 'Graph is asked too often.', fix: LATER },
  UnknownError: { what: 'Graph failed.', fix: LATER },
  ServiceUnavailable: { what: 'Graph is not available.', fix: LATER },
};

const consent = (permission: string) =>
  `Add the Microsoft Graph permission ${permission} to the app registration and give it admin consent; everything else works without it.`;

/** What a refused list needs. https://learn.microsoft.com/graph/permissions-reference */
const PERMISSIONS: Readonly<Record<string, Meaning>> = {
  '/v1.0/tenantRelationships/delegatedAdminRelationships': {
    what: 'the account may not read the GDAP relationships.',
    fix: consent('DelegatedAdminRelationship.Read.All'),
  },
  '/v1.0/applications': {
    what: "the account may not read its application's registration, so nobody can say when the secret ends.",
    fix: consent('Application.Read.All'),
  },
};

/** By path where access is denied: every list has a permission of its own. */
export function graphMeaning(path: string, code: string, status: number): Meaning | undefined {
  const denied = status === 403 && Object.hasOwn(PERMISSIONS, path) ? PERMISSIONS[path] : undefined;
  return denied ?? (Object.hasOwn(GRAPH, code) ? GRAPH[code] : undefined);
}
