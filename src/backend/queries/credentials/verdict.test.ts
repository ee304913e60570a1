import type { GdapRelationship, Tenant } from '../../estate/model/tenants.ts';
import type { CredentialState, RefreshTokenState } from '../../microsoft/api/credentialState.ts';
import { verdictOfCredential, verdictOfGdap } from './verdict.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

const CREDENTIAL: CredentialState = {
  id: 'partner',
  kind: 'secureApplicationModel',
  tenantId: 'contoso.onmicrosoft.com',
  clientId: '',
  expiresAt: null,
  expires: null,
  thumbprint: null,
  refreshToken: null,
  lastSuccessAt: NOW - DAY,
  lastError: null,
};
const token = (token: Partial<RefreshTokenState>): Partial<CredentialState> => ({
  refreshToken: { keptIn: 'local', lastUsedAt: NOW, problem: null, ...token },
});
const ends = (days: number): Partial<CredentialState> => ({ expires: 'certificate', expiresAt: NOW + days * DAY });
const error = (at: number): Partial<CredentialState> => ({ lastError: { code: 'X', sentence: 'It broke.', at } });

test.each<[string, Partial<CredentialState>, string, RegExp | null]>([
  ['nothing known', {}, 'Ok', null],
  ['an end in 30 days', ends(30), 'Ok', null],
  ['an end in less than 30 days', ends(29.9), 'EndsSoon', /certificate of the credential "partner" ends on 2026-12-20/],
  ['an end today', ends(0), 'EndsSoon', /2026-11-20/],
  ['an end that is over', ends(-0.1), 'Ended', /ended on 2026-11-20/],
  ['a token used now', token({}), 'Ok', null],
  ['a token idle for 60 days', token({ lastUsedAt: NOW - 60.9 * DAY }), 'Ok', null],
  [
    'a token idle for 61 days',
    token({ lastUsedAt: NOW - 61 * DAY }),
    'Idle',
    /not used for 61 days, and ends in 29 more/,
  ],
  ['a token that was never used as far as is known', token({ lastUsedAt: null }), 'Ok', null],
  ['no token', token({ keptIn: 'none' }), 'NotSignedIn', /Nobody has signed in/],
  ['a token that is not kept', token({ problem: 'The disk is full.' }), 'NotKept', /The disk is full/],
  ['an error since the last success', error(NOW), 'Failing', /It broke/],
  ['an error before the last success', error(NOW - 2 * DAY), 'Ok', null],
  ['an error without any success', { ...error(NOW - 2 * DAY), lastSuccessAt: null }, 'Failing', /It broke/],
  ['an error and an end', { ...error(NOW), ...ends(-1) }, 'Failing', /It broke/],
])('a credential with %s', (_, change, state, sentence) => {
  const verdict = verdictOfCredential({ ...CREDENTIAL, ...change }, NOW);
  expect(verdict).toEqual({ state, sentence: sentence && expect.stringMatching(sentence) });
});

const RELATIONSHIP: GdapRelationship = {
  ...{ id: '1', name: 'Reading', status: 'active', inForce: true, roles: [] },
  endsAt: NOW + 200 * DAY,
  autoExtends: false,
};
const TENANT = { name: 'Contoso' } as Tenant;

test.each<[string, Partial<GdapRelationship>, string, RegExp | null]>([
  ['far from its end', {}, 'Ok', null],
  ['near its end', { endsAt: NOW + 29 * DAY }, 'EndsSoon', /"Reading" with Contoso ends on 2026-12-19/],
  ['near its end that extends itself', { endsAt: NOW + DAY, autoExtends: true }, 'Ok', null],
  ['without an end', { endsAt: null }, 'Ok', null],
  ['over since it was read', { endsAt: NOW - DAY }, 'Ended', /ended on 2026-11-19/],
  ['terminated', { inForce: false, status: 'terminated' }, 'Ended', /is terminated/],
  [
    'over that would have extended itself',
    { inForce: false, status: 'expired', autoExtends: true },
    'Ended',
    /expired/,
  ],
])('a GDAP relationship %s', (_, change, state, sentence) => {
  const verdict = verdictOfGdap({ ...RELATIONSHIP, ...change }, TENANT, NOW);
  expect(verdict).toEqual({ state, sentence: sentence && expect.stringMatching(sentence) });
});
