import type { Estate } from '../../src/backend/estate/estate.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const MANAGING = { tenantId: SMALL.partnerTenant, name: 'The partner', credential: 'partner' };
const byLighthouse = { tenantId: SMALL.partnerTenant, credentialId: 'partner' };

/** World `small` with the subscription that A. Datum delegates to the partner; `rows` are tenants by hand. */
async function begin(...rows: object[]): Promise<Estate> {
  lab = await Lab.open({ lighthouse: true });
  return restart(...rows);
}

async function restart(...rows: object[]): Promise<Estate> {
  const estate = lab.estate((jsonData) => ({ ...jsonData, tenants: [...(jsonData.tenants as object[]), ...rows] }));
  estate.start();
  await estate.idle();
  return estate;
}

/** What Microsoft was asked in which tenant's token, about which subscription. */
function asked() {
  return lab.simulator.calls
    .list()
    .flatMap(({ subscription, tenant }) => (subscription ? [[subscription, tenant]] : []));
}

const tenant = (estate: Estate, id: string) => estate.snapshot().tenants.get(id);
const part = (estate: Estate, id: string) => estate.snapshot().part('subscriptions', id, '');
const subscriptionsOf = (estate: Estate, id: string) =>
  estate
    .snapshot()
    .subscriptionsOf(id)
    .map(({ subscription }) => subscription.subscriptionId);

test('a tenant that delegates subscriptions is one of its own, read with the managing tenant', async () => {
  const estate = await begin(MANAGING);
  expect(tenant(estate, SMALL.adatum)).toMatchObject({
    name: 'A. Datum Corporation',
    source: 'lighthouse',
    access: byLighthouse,
    entry: { delegatedAdmin: false, roles: { names: ['Reader'], subscriptionId: SMALL.adatumHub }, problems: [] },
  });
  expect(tenant(estate, SMALL.adatum)?.entry.lighthouse).toMatchObject({ managingTenantId: SMALL.partnerTenant });
  expect(tenant(estate, SMALL.adatum)?.entry.lighthouse?.definition).toMatch(/monitoring$/);
  expect(subscriptionsOf(estate, SMALL.adatum)).toEqual([SMALL.adatumHub]);
  expect(subscriptionsOf(estate, SMALL.partnerTenant)).toEqual([]);
  expect(estate.snapshot().part('resourceHealth', SMALL.adatum, SMALL.adatumHub)).toMatchObject({ outcome: 'ok' });
  expect(estate.snapshot().totalsOfCustomer(SMALL.adatum).resources).toBeGreaterThan(0);
});

test('every subscription is read with the token of its own way in, and of no other tenant', async () => {
  const estate = await begin(MANAGING);
  // Contoso's archive is switched off: it is not asked for anything.
  const ways = new Map([
    [SMALL.adatumHub, SMALL.partnerTenant],
    [SMALL.northwindWeb, SMALL.northwind],
    [SMALL.contosoProduction, SMALL.contoso],
    [SMALL.contosoDevelopment, SMALL.contoso],
  ] as const);
  const wrong = asked().filter(([subscription, token]) => ways.get(subscription as never) !== token);
  expect(wrong).toEqual([]);
  expect(new Set(asked().map(([subscription]) => subscription)).size).toBe(ways.size);
  const { tenants, subscriptions } = estate.snapshot();
  const entries = [SMALL.contoso, SMALL.northwind, SMALL.adatum].map((id) => tenants.get(id)?.access.tenantId);
  expect(entries).toEqual([SMALL.contoso, SMALL.northwind, SMALL.partnerTenant]);
  for (const { subscription, inventory } of subscriptions.values()) {
    const ids = Array.from({ length: inventory?.length ?? 0 }, (_, row) => inventory?.id(row).toLowerCase() ?? '');
    expect(ids.filter((id) => !id.startsWith(`/subscriptions/${subscription.subscriptionId}/`))).toEqual([]);
  }
});

test('without the managing tenant in the settings nobody looks for delegations', async () => {
  const estate = await begin();
  expect(tenant(estate, SMALL.adatum)).toBeUndefined();
});

test('a row by hand names the tenant, tags it and chooses its subscriptions', async () => {
  const row = { tenantId: SMALL.adatum, name: 'Datum', credential: 'partner', tags: { team: 'north' } };
  const estate = await begin(MANAGING, row);
  expect(tenant(estate, SMALL.adatum)).toMatchObject({
    name: 'Datum',
    source: 'settings',
    access: byLighthouse,
    tags: { team: 'north' },
  });
  expect(subscriptionsOf(estate, SMALL.adatum)).toEqual([SMALL.adatumHub]);
  const other = await restart(MANAGING, { ...row, excludeSubscriptions: [SMALL.adatumHub] });
  await other.idle();
  expect(part(other, SMALL.adatum)).toMatchObject({ outcome: 'skipped', error: { code: 'FilteredOut' } });
});

test('a row by hand that is switched off keeps a delegated tenant out', async () => {
  const estate = await begin(MANAGING, { tenantId: SMALL.adatum, credential: 'partner', enabled: false });
  expect(part(estate, SMALL.adatum)).toMatchObject({ outcome: 'skipped', error: { code: 'Disabled' } });
  expect(asked().filter(([subscription]) => subscription === SMALL.adatumHub)).toEqual([]);
});

test('a delegation that ends is lost access first, and the tenant goes when it stays so', async () => {
  const estate = await begin(MANAGING);
  lab.simulator.world.addTransition({
    at: lab.clock.now(),
    kind: 'delegation',
    subscriptionId: SMALL.adatumHub,
    active: false,
  });
  lab.advance(61);
  await estate.idle();
  expect(part(estate, SMALL.adatum)).toMatchObject({ outcome: 'failed', error: { code: 'NoAccess' } });
  expect(part(estate, SMALL.adatum)?.error?.sentence).toMatch(/Azure Lighthouse/);
  expect(subscriptionsOf(estate, SMALL.adatum)).toEqual([SMALL.adatumHub]);
  for (let hour = 0; hour < 3; hour++) {
    lab.advance(65);
    await estate.idle();
  }
  expect(tenant(estate, SMALL.adatum)).toBeUndefined();
});

test('the store keeps through whom a tenant is read', async () => {
  const first = await begin(MANAGING);
  await first.dispose();
  lab.simulator.faults.add({ status: 503 });
  const second = lab.estate((jsonData) => ({
    ...jsonData,
    tenants: [...(jsonData.tenants as object[]), MANAGING],
  }));
  second.start();
  await second.ready();
  expect(tenant(second, SMALL.adatum)).toMatchObject({ access: byLighthouse, source: 'lighthouse' });
  expect(tenant(second, SMALL.adatum)?.entry.roles?.names).toEqual(['Reader']);
  expect(subscriptionsOf(second, SMALL.adatum)).toEqual([SMALL.adatumHub]);
  await second.dispose();
  const third = lab.estate();
  third.start();
  await third.ready();
  expect(tenant(third, SMALL.adatum)).toBeUndefined();
});

test('what cannot be found out about the way in never costs the reading', async () => {
  lab = await Lab.open({ lighthouse: true });
  lab.simulator.faults.add({ service: 'authorization', error: 'AuthorizationFailed' });
  lab.simulator.faults.add({ service: 'managedServices', error: 'AuthorizationFailed' });
  lab.simulator.faults.add({ host: 'graph', error: 'Authorization_RequestDenied' });
  const estate = await restart(MANAGING);
  expect(part(estate, SMALL.adatum)).toMatchObject({ outcome: 'ok', rows: 1 });
  expect(tenant(estate, SMALL.adatum)?.entry.problems).toEqual([
    expect.stringMatching(/^The roles were not read: .*AuthorizationFailed/),
    expect.stringMatching(/^The Lighthouse delegation was not read: .*AuthorizationFailed/),
  ]);
  expect(part(estate, SMALL.contoso)).toMatchObject({ outcome: 'ok' });
  expect(tenant(estate, SMALL.contoso)?.entry).toMatchObject({ gdap: null });
  expect(tenant(estate, SMALL.contoso)?.entry.problems[0]).toMatch(/DelegatedAdminRelationship\.Read\.All/);
  expect(estate.secretProblems().get('partner')).toMatch(/Application\.Read\.All/);
  expect(estate.snapshot().part('customers', '', '')).toMatchObject({ outcome: 'ok' });
});

test("a name that can't be read does not cost the tenant", async () => {
  lab = await Lab.open({ lighthouse: true });
  lab.simulator.faults.add({ service: 'resourceManager', operation: 'listTenants', error: 'AuthorizationFailed' });
  const estate = lab.estate((jsonData) => ({
    ...jsonData,
    tenants: [{ tenantId: SMALL.northwind, credential: 'direct' }],
  }));
  estate.start();
  await estate.idle();
  expect(tenant(estate, SMALL.northwind)?.name).toBe(SMALL.northwind);
  expect(part(estate, SMALL.northwind)).toMatchObject({ outcome: 'ok', rows: 1 });
});

test("a machine's identity reads a delegated tenant through its own, which needs no row", async () => {
  lab = await Lab.open({ lighthouse: true, behaviour: { machine: 'partner' } });
  const { imds } = await lab.simulator.identities();
  const machine = { id: 'machine', kind: 'managedIdentity', tenantId: SMALL.partnerTenant };
  const change = (jsonData: Record<string, unknown>) => ({
    ...jsonData,
    credentials: [machine],
    defaultCredential: 'machine',
    partner: { enabled: false },
    tenants: [
      { tenantId: SMALL.adatum, name: 'Datum' },
      { tenantId: SMALL.contoso, name: 'Nobody delegates' },
    ],
  });
  const estate = lab.estate(change, { allowManagedIdentity: true, machine: { on: 'imds', origin: imds } });
  estate.start();
  await estate.idle();
  expect(tenant(estate, SMALL.adatum)).toMatchObject({
    source: 'settings',
    access: { tenantId: SMALL.partnerTenant, credentialId: 'machine' },
  });
  expect(subscriptionsOf(estate, SMALL.adatum)).toEqual([SMALL.adatumHub]);
  expect(part(estate, SMALL.contoso)).toMatchObject({ outcome: 'failed' });
  lab.simulator.faults.add({ service: 'resourceManager', operation: 'listSubscriptions', status: 503 });
  for (let hour = 0; hour < 3; hour++) {
    lab.advance(65);
    await estate.idle();
  }
  expect(part(estate, SMALL.adatum)).toMatchObject({ outcome: 'failed' });
  expect(subscriptionsOf(estate, SMALL.adatum)).toEqual([SMALL.adatumHub]);
});
