import { REASONS } from '../../estate/model/reasons.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import { accessOfSubscription, isInactive } from '../absence/access.ts';
import { type ColumnSpec, flag, number, text, time } from '../columns/columns.ts';
import type { ConsentOutcome } from '../consent/outcomes.ts';
import { daysSince, daysUntil, entryOf, lastingGdap } from './entry.ts';
import type { GroupRows } from '../groups/group.ts';
import { subscriptionsAt, tenantAt } from './tenantRows.ts';

/** Tenants with what is known of their credentials and of consent. */
export interface EntryRows extends GroupRows {
  /** When a credential's refresh token was last used, ms. */
  tokenUsedAt: ReadonlyMap<string, number | null>;
  consentOf(tenantId: string): ConsentOutcome | undefined;
}

type Columns = ColumnSpec<EntryRows>[];

/** How a tenant is entered, what the account may do there, and until when. */
export const entryColumns: Columns = [
  text(
    'entry',
    'GDAP, AOBO (older delegated admin privileges), Lighthouse or Direct; null while nobody can say',
    (source, row) => entryOf(source.reading.snapshot, tenantAt(source, row)),
  ),
  text(
    'roles',
    'Azure roles that the account has in one subscription, which stands for all of the tenant',
    (source, row) => tenantAt(source, row).entry.roles?.names.join(', ') ?? null,
  ),
  text('gdapName', 'GDAP relationship that lasts longest', (source, row) => gdapAt(source, row)?.name ?? null),
  text('gdapStatus', "Microsoft Graph's status of it", (source, row) => gdapAt(source, row)?.status ?? null),
  text('gdapRoles', "Microsoft Entra's roles in it", (source, row) => gdapAt(source, row)?.roles.join(', ') ?? null),
  time('gdapEndsAt', 'When it ends', (source, row) => gdapAt(source, row)?.endsAt ?? null),
  number('gdapDaysLeft', 'Whole days until then; negative once it is over', (source, row) =>
    daysUntil(gdapAt(source, row)?.endsAt ?? null, source.reading.now),
  ),
  flag(
    'gdapAutoExtends',
    'Microsoft makes the relationship longer by itself',
    (source, row) => gdapAt(source, row)?.autoExtends ?? null,
  ),
  text(
    'lighthouseDefinition',
    'Name of the Azure Lighthouse definition that the subscriptions are delegated by',
    (source, row) => tenantAt(source, row).entry.lighthouse?.definition ?? null,
  ),
  text(
    'managingTenantId',
    'Tenant whose account reads this one through Azure Lighthouse',
    (source, row) => tenantAt(source, row).entry.lighthouse?.managingTenantId ?? null,
  ),
  text('entryProblem', 'What of this could not be found out, and what to do', (source, row) =>
    sentences(tenantAt(source, row).entry.problems),
  ),
  number(
    'refreshTokenIdleDays',
    "Days since the credential's refresh token was used; Microsoft Entra ends it after 90",
    (source, row) =>
      daysSince(source.tokenUsedAt.get(tenantAt(source, row).access.credentialId) ?? null, source.reading.now),
    { decimals: 0, min: 0, max: 90 },
  ),
  flag(
    'providerRegistered',
    'Microsoft.ResourceHealth is registered in every subscription; where it is not, Azure tells neither health nor Service Health events',
    (source, row) => providerRegistered(source, subscriptionsAt(source, row)),
  ),
  text(
    'consent',
    'What came of the last consent that was asked for here: granted, alreadyGranted or failed; null since a restart',
    (source, row) => source.consentOf(tenantAt(source, row).tenantId)?.outcome ?? null,
  ),
];

function gdapAt(source: EntryRows, row: number) {
  return lastingGdap(tenantAt(source, row));
}

function sentences(problems: readonly string[]): string | null {
  return problems.length === 0 ? null : problems.join(' ');
}

/** Null where no subscription has been read yet. */
function providerRegistered({ reading }: EntryRows, views: readonly SubscriptionView[]): boolean | null {
  const codes = views
    .filter((view) => !isInactive(view))
    .map((view) => accessOfSubscription(reading.snapshot, view).code);
  if (codes.includes(REASONS.providerNotRegistered)) {
    return false;
  }
  return codes.includes('Ok') ? true : null;
}
