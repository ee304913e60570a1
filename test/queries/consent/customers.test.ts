import { ConsentOutcomes } from '../../../src/backend/queries/consent/outcomes.ts';
import type { TenantChecked } from '../../../src/shared/signIn.ts';
import { SMALL, START, TestEstate } from '../estate.ts';
import { SignInDesk } from './signInDesk.ts';

let estate: TestEstate;
let desk: SignInDesk;
beforeAll(async () => {
  estate = await TestEstate.start();
});
beforeEach(async () => {
  desk = await SignInDesk.open(estate);
});
afterEach(() => desk.close());
afterAll(() => estate.close());

describe('consent in a customer’s tenant', () => {
  test('says what it would grant, grants it, and knows when it was there', async () => {
    await desk.signIn();
    const scopes = await desk.ask('GET', 'consent/scopes', new URLSearchParams());
    expect(scopes.body).toEqual({
      applicationId: SMALL.partnerApp,
      grants: [
        {
          enterpriseApplicationId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
          name: expect.stringContaining('Azure Resource Manager') as string,
          scope: 'user_impersonation',
        },
      ],
    });
    const at = estate.simulator.simulation.clock.now();
    const change = { at, kind: 'consent', tenantId: SMALL.contoso, appId: SMALL.partnerApp, given: false } as const;
    estate.simulator.world.addTransition(change);
    const outcomes = new ConsentOutcomes();
    const consent = () => desk.post('consent/customer', { tenantId: SMALL.contoso }, { consent: { outcomes } });
    expect((await consent()).body).toMatchObject({ outcome: 'granted' });
    expect(outcomes.of(SMALL.contoso)).toMatchObject({ outcome: 'granted', by: 'ana', at: START });
    expect((await consent()).body).toMatchObject({ outcome: 'alreadyGranted' });
    const calls = desk.accessLog.records().filter(({ path }) => path.endsWith('/applicationconsents'));
    expect(calls.map(({ method, reason }) => `${method} ${reason}`)).toEqual(Array(2).fill('POST consent by ana'));
  });

  test('is only for customers of the partner', async () => {
    for (const tenantId of [SMALL.northwind, SMALL.partnerTenant, 'nonsense', '']) {
      expect((await desk.post('consent/customer', { tenantId })).status).toBe(400);
    }
  });

  test('that Partner Center refuses is kept as well', async () => {
    await desk.signIn();
    const outcomes = new ConsentOutcomes();
    estate.simulator.faults.add({ host: 'partnerCenter', error: '900421' });
    const answer = await desk.post('consent/customer', { tenantId: SMALL.contoso }, { consent: { outcomes } });
    expect(answer.status).toBe(401);
    expect(outcomes.of(SMALL.contoso)).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('900421') as string,
    });
  });
});

describe('checking a tenant', () => {
  const check = async (body: unknown) => (await desk.post('tenants/check', body)).body as TenantChecked;

  test('resolves it, enters it and counts', async () => {
    await desk.signIn();
    expect(await check({ tenantId: 'contoso.com' })).toMatchObject({
      ok: true,
      tenantId: SMALL.contoso,
      subscriptions: 3,
    });
    expect(await check({ tenantId: SMALL.northwind, credential: 'direct' })).toMatchObject({ ok: true });
  });

  test('says why it can’t be entered', async () => {
    await desk.signIn();
    const fabrikam = await check({ tenantId: SMALL.fabrikam });
    expect(fabrikam).toMatchObject({ ok: false, tenantId: SMALL.fabrikam });
    expect(fabrikam.sentence).toContain('AADSTS50020');
    expect((await check({ tenantId: 'no such domain' })).sentence).toContain('neither a tenant ID nor a domain');
    expect((await check({ tenantId: 'unknown.example' })).sentence).toContain('AADSTS90002');
    expect((await desk.post('tenants/check', {})).status).toBe(400);
    expect((await desk.post('tenants/check', { tenantId: SMALL.contoso, credential: 'nobody' })).status).toBe(400);
  });
});
