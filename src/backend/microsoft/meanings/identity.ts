import { LATER, type Meanings } from './meaning.ts';

const LIGHTHOUSE =
  'For customers delegate their subscriptions to it with Azure Lighthouse and enter your own tenant, or use a workload identity that the managed identity vouches for.';
const FEDERATED_FILE = 'the file that federated_token_file (or AZURE_FEDERATED_TOKEN_FILE) names';

/**
 * What can be wrong with what a credential proves itself with, before Entra is asked; codes are ours.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 */
export const IDENTITY: Meanings = {
  ManagedIdentityNotFound: {
    what: "the machine doesn't have this managed identity.",
    fix: 'Assign it to the machine that Grafana runs on, and check the client id in the credential (empty for the system-assigned one).',
    wholeCredential: true,
  },
  ManagedIdentityNotReady: {
    what: 'the managed identity is not ready yet.',
    fix: `One that was assigned a moment ago takes a minute. ${LATER}`,
    wholeCredential: true,
  },
  ManagedIdentityUpdating: {
    what: "the machine's identity service is being updated, which takes about a minute.",
    fix: LATER,
    wholeCredential: true,
  },
  ManagedIdentityThrottled: {
    what: "the machine's identity service gets too many requests.",
    fix: `${LATER} Look what else on the machine asks it.`,
    wholeCredential: true,
  },
  ManagedIdentityUnreachable: {
    what: "there is no identity service here, so this doesn't look like a machine in Azure or one that Azure Arc manages.",
    fix: 'Use another kind of credential, or let the server reach its identity service (169.254.169.254, never through a proxy).',
    wholeCredential: true,
  },
  ManagedIdentityRefused: {
    what: "the machine's identity service refused.",
    fix: 'Check that the plugin may use it: on Azure Arc its user must be a member of the group himds; in App Service IDENTITY_HEADER must be that of this start.',
    wholeCredential: true,
  },
  ManagedIdentityAnswerUnusable: {
    what: "the machine's identity service answered without a token.",
    fix: 'Check imds_endpoint and identity_endpoint in the configuration of the server.',
    wholeCredential: true,
  },
  ManagedIdentityForeignTenant: {
    what: 'a managed identity works in its own tenant only, and this is another one.',
    fix: LIGHTHOUSE,
  },
  FederatedTokenMissing: {
    what: `${FEDERATED_FILE} can't be read.`,
    fix: 'Check that the platform mounts it and that the user that Grafana runs as may read it.',
    wholeCredential: true,
  },
  FederatedTokenEmpty: {
    what: `${FEDERATED_FILE} is empty.`,
    fix: 'Check that the platform writes the token there.',
    wholeCredential: true,
  },
  FederatedTokenMalformed: {
    what: `${FEDERATED_FILE} holds no JSON Web Token.`,
    fix: 'Name the file that holds the token itself.',
    wholeCredential: true,
  },
  FederatedTokenExpired: {
    what: `the token in ${FEDERATED_FILE} has expired.`,
    fix: "The platform should renew it: look at its projected volume or its agent, and at the server's clock.",
    wholeCredential: true,
  },
  CertificateExpired: {
    what: 'the certificate has expired.',
    fix: 'Upload a new one to the app registration, and put it with its key into the credential or into Key Vault.',
    wholeCredential: true,
  },
  CertificateMissing: {
    what: 'Key Vault holds no enabled version of the certificate.',
    fix: 'Enable a version or let Key Vault issue one.',
    wholeCredential: true,
  },
};

const BY_STATUS: Readonly<Record<number, keyof typeof IDENTITY>> = {
  400: 'ManagedIdentityNotFound',
  401: 'ManagedIdentityRefused',
  403: 'ManagedIdentityRefused',
  404: 'ManagedIdentityNotReady',
  410: 'ManagedIdentityUpdating',
  429: 'ManagedIdentityThrottled',
};

/** What a refusal of the machine's identity service means; it has no codes besides HTTP's. */
export function identityCode(status: number): string | undefined {
  return BY_STATUS[status];
}
