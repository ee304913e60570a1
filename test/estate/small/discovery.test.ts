import type { Estate } from '../../../src/backend/estate/estate.ts';
import { isNoAccess, REASONS } from '../../../src/backend/estate/model/reasons.ts';
import { SMALL } from '../../simulator/world/smallIds.ts';
import type { Lab } from '../lab.ts';
import { partOf, readSmall, viewOf } from './smallEstate.ts';

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  ({ lab, estate } = await readSmall());
});
afterEach(() => lab.close());

describe('discovery', () => {
  it('finds the customers of the partner and the tenant from the settings', () => {
    const { customers, tenants } = estate.snapshot();
    expect([...customers.values()].map(({ name, source }) => [name, source]).sort()).toEqual([
      ['Contoso', 'partnerCenter'],
      ['Fabrikam Österreich', 'partnerCenter'],
      ['Northwind Traders', 'settings'],
      ['Tailwind Traders', 'partnerCenter'],
    ]);
    expect(tenants.get(SMALL.contoso)).toMatchObject({
      access: { tenantId: SMALL.contoso, credentialId: 'partner' },
      customerId: SMALL.contoso,
    });
    expect(tenants.get(SMALL.northwind)).toMatchObject({
      access: { tenantId: SMALL.northwind, credentialId: 'direct' },
      source: 'settings',
    });
    expect(partOf(estate, 'customers', '')).toMatchObject({ outcome: 'ok', rows: 4, error: null });
  });

  it('finds the subscriptions that may be read, in name order', () => {
    const names = (tenantId: string) =>
      estate
        .snapshot()
        .subscriptionsOf(tenantId)
        .map(({ subscription }) => subscription.name);
    expect(names(SMALL.contoso)).toEqual(['Contoso Archive', 'Contoso Development', 'Contoso Production']);
    expect(names(SMALL.northwind)).toEqual(['Northwind Web']);
    expect(viewOf(estate, SMALL.contosoArchive).subscription.state).toBe('Disabled');
  });

  it('says why a tenant has nothing', () => {
    const fabrikam = partOf(estate, 'subscriptions', SMALL.fabrikam);
    expect(fabrikam).toMatchObject({ outcome: 'failed', observedAt: null, error: { code: 'AADSTS50020' } });
    expect(isNoAccess(fabrikam.error ?? { code: '', status: 0 })).toBe(true);
    expect(partOf(estate, 'subscriptions', SMALL.tailwind)).toMatchObject({
      outcome: 'skipped',
      rows: 0,
      error: { code: REASONS.noAzurePlan },
    });
    expect(estate.snapshot().tenants.get(SMALL.tailwind)?.azurePlans).toBe(0);
  });

  it('asks Partner Center about plans only where a tenant shows nothing, and not again', async () => {
    const asked = () =>
      lab.simulator.calls.list().filter(({ path }) => /\/customers\/[^/]+\/subscriptions/.test(path)).length;
    expect(asked()).toBe(1);
    estate.refreshNow();
    await estate.idle();
    expect(asked()).toBe(1);
  });
});

describe('settings', () => {
  it('lets a row by hand rule a customer, and reads nothing of a tenant that is disabled', async () => {
    await estate.dispose();
    lab.simulator.calls.clear();
    const again = lab.estate((jsonData) => ({
      ...jsonData,
      tenants: [
        {
          tenantId: SMALL.contoso.toUpperCase(),
          name: 'Contoso (managed)',
          credential: 'partner',
          excludeSubscriptions: [SMALL.contosoArchive.toUpperCase()],
        },
        { tenantId: 'fabrikam.onmicrosoft.com', enabled: false },
        { tenantId: SMALL.northwind, credential: 'direct', includeSubscriptions: [SMALL.contosoArchive] },
      ],
    }));
    again.start();
    await again.idle();
    const snapshot = again.snapshot();
    expect(snapshot.customers.get(SMALL.contoso)).toMatchObject({ name: 'Contoso (managed)', source: 'partnerCenter' });
    expect(snapshot.subscriptionsOf(SMALL.contoso).map(({ subscription }) => subscription.name)).toEqual([
      'Contoso Development',
      'Contoso Production',
    ]);
    expect(partOf(again, 'subscriptions', SMALL.northwind)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.filteredOut },
    });
    expect(snapshot.customers.get(SMALL.northwind)?.name).toBe('Northwind Traders');
    expect(partOf(again, 'subscriptions', SMALL.fabrikam)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.disabled },
    });
    expect(
      lab.simulator.calls.list().filter(({ tenant, service }) => tenant === SMALL.fabrikam && service !== 'login'),
    ).toEqual([]);
  });

  it('finds a tenant by its domain, and shows one that does not exist with the reason', async () => {
    await estate.dispose();
    const again = lab.estate((jsonData) => ({
      ...jsonData,
      tenants: [
        { tenantId: 'NorthwindTraders.onmicrosoft.com', credential: 'direct' },
        { tenantId: 'nobody.example.com', credential: 'direct' },
      ],
    }));
    again.start();
    await again.idle();
    expect(again.snapshot().subscriptions.has(SMALL.northwindWeb)).toBe(true);
    expect(partOf(again, 'subscriptions', 'nobody.example.com').outcome).toBe('failed');
    expect(again.snapshot().tenants.has('northwindtraders.onmicrosoft.com')).toBe(false);
  });
});
