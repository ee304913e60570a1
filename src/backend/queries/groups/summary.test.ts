import { atOnce } from '../../common/slices.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { Picture } from '../../estate/picture/picture.ts';
import { InternedNames } from '../../estate/segments/names.ts';
import { resolveScope } from '../scope.ts';
import { isWatched } from './groupColumns.ts';
import { summarize } from './summary.ts';

function tenant(tenantId: string, name: string, enabled: boolean): Tenant {
  return {
    ...{ tenantId, customerId: 'customer', name, domain: null, enabled, tags: {}, azurePlans: null },
    access: { tenantId, credentialId: 'c' },
    source: 'settings',
    entry: { delegatedAdmin: false, gdap: null, lighthouse: null, roles: null, problems: [] },
  };
}

// One that is switched off weighs as much as one that is still to be read, which alert rules wait for.
test.each(['a', 'z'])(
  'a customer is watched as long as one of its tenants is to be read, wherever that stands',
  (off) => {
    const picture = new Picture(new InternedNames());
    picture.setDirectory(
      [{ id: 'customer', name: 'Contoso', domain: null, source: 'settings', relationship: null }],
      [tenant('1', 'm', true), tenant('2', off, false)],
    );
    const snapshot = picture.snapshot();
    const reading = { snapshot, now: 0, portal: '' };
    const rows = atOnce(summarize(reading, resolveScope(snapshot, {}), {}, 'customer'));
    expect(rows.groups.map(({ access }) => access)).toMatchObject([
      { code: 'NotYetCollected', value: 1, watched: true },
    ]);
    expect(isWatched(rows, 0)).toBe(true);
  },
);
