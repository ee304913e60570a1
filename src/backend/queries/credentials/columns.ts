import { someOf } from '../../../shared/someOf.ts';
import { freshnessOfPart } from '../absence/freshness.ts';
import { type ColumnSpec, count, flag, number, text, time } from '../columns/columns.ts';
import { customerName, freshnessColumns } from '../columns/place.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';
import { daysSince, daysUntil } from '../tenants/entry.ts';
import { type CredentialRow, type CredentialRows, credentialStateOf } from './rows.ts';
import { CREDENTIAL_STATES, IDLE_LIMIT_DAYS } from './verdict.ts';

/** At most this many tenants of a credential are named; the rest is counted. */
const NAMED = 5;

/** What is told of a credential or a GDAP relationship. */
export const credentialColumns: readonly ColumnSpec<CredentialRows>[] = [
  text(
    'kind',
    "The credential's kind in the settings, or gdap",
    (source, row) => credentialAt(source, row)?.kind ?? 'gdap',
    {
      required: true,
    },
  ),
  text(
    'credential',
    "Id of the credential in the settings, or the GDAP relationship's name",
    (source, row) => credentialAt(source, row)?.id ?? gdapAt(source, row)?.name ?? null,
  ),
  text('customer', 'Name of the customer of a GDAP relationship', (source, row) =>
    gdapAt(source, row) ? customerName(source, at(source, row).tenants[0]) : null,
  ),
  text('customerId', 'Its id', (source, row) =>
    gdapAt(source, row) ? (at(source, row).tenants[0]?.customerId ?? null) : null,
  ),
  text(
    'tenantId',
    "Tenant that the credential is registered in, or the relationship's customer",
    (source, row) => credentialAt(source, row)?.tenantId ?? at(source, row).tenants[0]?.tenantId ?? null,
  ),
  text(
    'applicationId',
    'Application (client) id; empty for a system-assigned identity',
    (source, row) => credentialAt(source, row)?.clientId ?? null,
  ),
  text('relationshipId', 'Id of the GDAP relationship', (source, row) => gdapAt(source, row)?.id ?? null),
  text('credentialState', 'Ok, EndsSoon, Idle, Ended, Failing, NotSignedIn or NotKept', credentialStateOf, {
    required: true,
  }),
  number(
    'credentialValue',
    '0 fine, 1 ends within 30 days or was idle for more than 60, 2 ended, failing or not kept',
    (source, row) => CREDENTIAL_STATES[at(source, row).verdict.state],
    { required: true, decimals: 0, mappings: LEVEL_MAPPINGS(['Fine', 'Soon', 'Act now']) },
  ),
  text('reason', 'What is the matter and what to do', (source, row) => at(source, row).verdict.sentence),
  text('expires', 'What ends: certificate, clientSecret or gdap; null where nobody tells', (source, row) =>
    gdapAt(source, row) ? 'gdap' : (credentialAt(source, row)?.expires ?? null),
  ),
  time('expiresAt', 'When it ends', endOf),
  number('daysLeft', 'Whole days until then; negative once it is over', (source, row) =>
    daysUntil(endOf(source, row), source.reading.now),
  ),
  flag(
    'autoExtends',
    'Microsoft makes the relationship longer by itself',
    (source, row) => gdapAt(source, row)?.autoExtends ?? null,
  ),
  text(
    'roles',
    "Roles of the relationship; display names of Microsoft Entra's built-in roles",
    (source, row) => gdapAt(source, row)?.roles.join(', ') ?? null,
  ),
  text(
    'thumbprint',
    'SHA-256 of the certificate in use',
    (source, row) => credentialAt(source, row)?.thumbprint ?? null,
  ),
  text(
    'refreshTokenKeptIn',
    'none, settings, local, keyVault or memory',
    (source, row) => credentialAt(source, row)?.refreshToken?.keptIn ?? null,
  ),
  number(
    'refreshTokenIdleDays',
    `Days since the refresh token was used; Microsoft Entra ends it after ${IDLE_LIMIT_DAYS}`,
    (source, row) => daysSince(credentialAt(source, row)?.refreshToken?.lastUsedAt ?? null, source.reading.now),
    { decimals: 0, min: 0, max: IDLE_LIMIT_DAYS },
  ),
  count('tenants', 'Tenants that are entered with it', (source, row) => at(source, row).tenants.length),
  text('tenantNames', 'The first of them, by name', (source, row) => namesOf(source, row)),
  time('lastSuccess', 'When it last got a token', (source, row) => credentialAt(source, row)?.lastSuccessAt ?? null),
  text(
    'lastErrorCode',
    "Microsoft's code of the last error of the credential itself",
    (source, row) => credentialAt(source, row)?.lastError?.code ?? null,
  ),
  text(
    'lastError',
    'What that means and what to do',
    (source, row) => credentialAt(source, row)?.lastError?.sentence ?? null,
  ),
  time('lastErrorAt', 'When that was', (source, row) => credentialAt(source, row)?.lastError?.at ?? null),
  text(
    'expiryProblem',
    'Why nobody can say when its secret ends, and what to do',
    (source, row) => at(source, row).problem,
  ),
  ...freshnessColumns<CredentialRows>(({ reading }) => freshnessOfPart(reading.snapshot.part('customers', '', ''))),
];

function at(source: CredentialRows, row: number): CredentialRow {
  return source.rows[row] as CredentialRow;
}

function credentialAt(source: CredentialRows, row: number) {
  return at(source, row).credential;
}

function gdapAt(source: CredentialRows, row: number) {
  return at(source, row).gdap;
}

function endOf(source: CredentialRows, row: number): number | null {
  return credentialAt(source, row)?.expiresAt ?? gdapAt(source, row)?.endsAt ?? null;
}

function namesOf(source: CredentialRows, row: number): string | null {
  const names = at(source, row)
    .tenants.map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en'));
  return someOf(names, NAMED) || null;
}
