import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, get, send, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Subscriptions {
  value: Array<{ subscriptionId: string; tenantId: string; managedByTenants: Array<{ tenantId: string }> }>;
}

let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false, lighthouse: true });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.partnerTenant, ARM);
});
afterAll(() => simulator.close());

const read = (path: string, version: string) =>
  get(simulator, 'resourceManager', `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`, token);
const hub = `/subscriptions/${SMALL.adatumHub}`;

test('a delegated subscription is listed in the managing tenant, with the tenant it belongs to', async () => {
  const { value } = (await read('/subscriptions', '2022-12-01')).json<Subscriptions>();
  expect(value).toMatchObject([
    { subscriptionId: SMALL.adatumHub, tenantId: SMALL.adatum, managedByTenants: [{ tenantId: SMALL.partnerTenant }] },
  ]);
});

test('its resources and their health are read with a token of the managing tenant', async () => {
  const health = await read(`${hub}/providers/Microsoft.ResourceHealth/availabilityStatuses`, '2025-05-01');
  const states = health.json<{ value: Array<{ properties: { availabilityState: string } }> }>();
  expect(states.value.map((one) => one.properties.availabilityState).sort()).toEqual(['Available', 'Degraded']);
  const graph = await send(
    `${simulator.simulation.origins.resourceManager}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'resources | project id, tenantId' }),
    },
  );
  const rows = graph.json<{ data: Array<{ tenantId: string }> }>().data;
  expect(rows.map((row) => row.tenantId)).toEqual([SMALL.adatum, SMALL.adatum]);
  const other = await read(`/subscriptions/${SMALL.contosoProduction}`, '2022-12-01');
  expect([other.status, other.text.includes('InvalidAuthenticationTokenTenant')]).toEqual([401, true]);
});

test('the offer says who may do what', async () => {
  const path = `${hub}/providers/Microsoft.ManagedServices/registrationAssignments`;
  const plain = (await read(path, '2022-10-01')).json<{ value: Array<{ properties: object }> }>();
  expect(Object.keys(plain.value[0]?.properties ?? {})).toEqual(['registrationDefinitionId', 'provisioningState']);
  const full = (await read(`${path}?$expandRegistrationDefinition=true`, '2022-10-01')).json<{ value: unknown[] }>();
  expect(full.value).toMatchObject([
    {
      properties: {
        registrationDefinition: {
          properties: {
            manageeTenantName: 'A. Datum Corporation',
            managedByTenantId: SMALL.partnerTenant,
            authorizations: [{ roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' }, {}, {}],
          },
        },
      },
    },
  ]);
  const filter = (tenant: string) =>
    read(
      `${hub}/providers/Microsoft.ManagedServices/registrationDefinitions?$filter=managedByTenantId eq '${tenant}'`,
      '2022-10-01',
    );
  expect((await filter(SMALL.partnerTenant)).json<{ value: unknown[] }>().value).toHaveLength(1);
  expect((await filter(SMALL.contoso)).json<{ value: unknown[] }>().value).toHaveLength(0);
});

test('a delegation that is taken back closes the subscription', async () => {
  await control(simulator, 'POST', 'transitions', {
    kind: 'delegation',
    subscriptionId: SMALL.adatumHub,
    active: false,
  });
  expect((await read('/subscriptions', '2022-12-01')).json<Subscriptions>().value).toEqual([]);
  expect((await read(hub, '2022-12-01')).status).toBe(401);
});
