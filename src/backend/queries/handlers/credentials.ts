import { credentialColumns } from '../credentials/columns.ts';
import { type CredentialRow, type CredentialRows, credentialStateOf, selectCredentials } from '../credentials/rows.ts';
import { CREDENTIAL_STATES } from '../credentials/verdict.ts';
import { defineQuery } from '../defineQuery.ts';

/** What lets the data source in, and until when: the credentials of the settings and the partner's GDAP relationships. */
export const handler = defineQuery<CredentialRows>({
  select: (_, scope, context) => selectCredentials(scope, context),
  columns: credentialColumns,
  order: ['-credentialValue', 'daysLeft', 'kind', 'credential'],
  section: 'customers',
  state: credentialStateOf,
  alerting: {
    labels: ['kind', 'credential', 'customer', 'tenantId', 'relationshipId'],
    value: 'credentialValue',
    unheard: isUnheard,
  },
  absence: () => [
    { severity: 'info', text: 'Nothing to show: no credential or GDAP relationship belongs to what the filters name.' },
  ],
});

/**
 * Tenants are entered with it, and since the start it was neither taken nor refused, or its renewed refresh token is
 * still on the way into the store, which may refuse it.
 */
function isUnheard(source: CredentialRows, row: number): boolean {
  const { credential, tenants, verdict } = source.rows[row] as CredentialRow;
  if (credential === null || tenants.length === 0 || CREDENTIAL_STATES[verdict.state] === 2) {
    return false;
  }
  const { lastSuccessAt, lastError, refreshToken } = credential;
  return (lastSuccessAt === null && lastError === null) || refreshToken?.keptIn === 'settings';
}
