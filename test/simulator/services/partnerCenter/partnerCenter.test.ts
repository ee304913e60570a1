import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, get, PARTNER_CENTER, postToken, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Page {
  totalCount: number;
  items: Array<{ id: string; status?: string; friendlyName?: string; companyProfile?: { companyName: string } }>;
  links: { next?: { uri: string; headers: Array<{ key: string; value: string }> } };
}

let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.partnerTenant, PARTNER_CENTER);
});
afterAll(() => simulator.close());

const read = (path: string, headers?: Record<string, string>) => get(simulator, 'partnerCenter', path, token, headers);

async function appOnlyToken(): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: SMALL.partnerApp,
    client_secret: 'small-partner-client-secret',
    scope: `${PARTNER_CENTER}/.default`,
  };
  return (await postToken(simulator, SMALL.partnerTenant, form)).json<{ access_token: string }>().access_token;
}

async function allPages(size: number): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let uri = `/v1/customers?size=${size}`;
  let headers: Record<string, string> = {};
  for (let pages = 1; ; pages += 1) {
    const answer = await read(uri.startsWith('/v1') ? uri : `/v1${uri}`, headers);
    if (answer.status === 400 && answer.json<{ code: string }>().code === '2000') {
      return { names, pages };
    }
    const body = answer.json<Page>();
    names.push(...body.items.map((item) => item.companyProfile?.companyName ?? ''));
    if (!body.links.next) {
      return { names, pages };
    }
    uri = body.links.next.uri;
    headers = Object.fromEntries(body.links.next.headers.map(({ key, value }) => [key, value]));
  }
}

test('customers come in pages that a header token continues', async () => {
  const everyone = ['Contoso', 'Fabrikam Österreich', 'Tailwind Traders'];
  expect(await allPages(1)).toEqual({ names: everyone, pages: 3 });
  expect(await allPages(0)).toEqual({ names: everyone, pages: 1 });
  simulator.simulation.behaviour.partnerCenterEnd = 'error2000';
  expect(await allPages(1)).toEqual({ names: everyone, pages: 4 });
});

test('the page after the last one answers 400 with code 2000', async () => {
  simulator.simulation.behaviour.partnerCenterEnd = 'error2000';
  const last = (await read('/v1/customers?size=3')).json<Page>();
  const token = last.links.next?.headers[0]?.value ?? '';
  const past = await read('/v1/customers?size=3&seekOperation=Next', { 'MS-ContinuationToken': token });
  expect([past.status, past.json<{ code: string }>().code]).toEqual([400, '2000']);
});

test('links are relative, with and without /v1', async () => {
  const uris: string[] = [];
  let headers: Record<string, string> = {};
  for (let path = '/v1/customers?size=1'; uris.length < 2; path = '/v1/customers?size=1&seekOperation=next') {
    const { next } = (await read(path, headers)).json<Page>().links;
    uris.push(next?.uri ?? '');
    headers = { 'MS-ContinuationToken': next?.headers[0]?.value ?? '' };
  }
  expect(uris).toEqual(['/v1/customers?size=1&seekOperation=Next', '/customers?size=1&seekOperation=Next']);
});

test('an Azure plan leads to Azure subscriptions; a licence has none', async () => {
  const subscriptions = (await read(`/v1/customers/${SMALL.contoso}/subscriptions`)).json<{
    items: Array<{ id: string; billingType: string; offerId: string }>;
  }>();
  expect(subscriptions.items.map((item) => [item.billingType, item.offerId.slice(0, 12)])).toEqual([
    ['usage', 'DZH318Z0BPS6'],
    ['license', 'CFQ7TTC0LH18'],
  ]);
  const entitlements = await read(
    `/v1/customers/${SMALL.contoso}/subscriptions/${SMALL.contosoPlan}/azureentitlements`,
  );
  expect(entitlements.json<Page>().items.map((item) => [item.id, item.friendlyName, item.status])).toEqual([
    [SMALL.contosoProduction, 'Contoso Production', 'active'],
    [SMALL.contosoDevelopment, 'Contoso Development', 'active'],
    [SMALL.contosoArchive, 'Contoso Archive', 'suspended'],
    [SMALL.contosoConfidential, 'Contoso Confidential', 'active'],
  ]);
  const licence = subscriptions.items[1]?.id ?? '';
  expect((await read(`/v1/customers/${SMALL.contoso}/subscriptions/${licence}/azureEntitlements`)).status).toBe(400);
});

test('a token without MFA, for another audience or another tenant is refused', async () => {
  const withoutMfa = simulator.simulation.tokens.refreshToken({
    clientId: SMALL.partnerApp,
    issuedAt: 0,
    amr: ['pwd'],
  });
  const form = {
    grant_type: 'refresh_token',
    client_id: SMALL.partnerApp,
    client_secret: 'small-partner-client-secret',
  };
  const scope = `${PARTNER_CENTER}/.default`;
  token = (await postToken(simulator, SMALL.partnerTenant, { ...form, scope, refresh_token: withoutMfa })).json<{
    access_token: string;
  }>().access_token;
  const refused = await read('/v1/customers?size=1');
  expect([refused.status, refused.json<{ code: string }>().code]).toEqual([401, '900421']);
  const dryRun = await read('/v1/customers?size=1', { ValidateMfa: 'true' });
  expect([dryRun.status, dryRun.headers.ismfacompliant]).toEqual([200, 'false']);
  token = await tokenFor(simulator, SMALL.partnerTenant, ARM);
  expect((await read('/v1/customers?size=1')).status).toBe(401);
  token = await tokenFor(simulator, SMALL.contoso, PARTNER_CENTER);
  expect((await read('/v1/customers?size=1')).json<{ code: string }>().code).toBe('900150');
});

test('app-only tokens read customers and nothing that needs a user', async () => {
  expect((await read('/v1/profiles/organization')).json<{ companyName: string }>().companyName).toBe(
    'Wide World Importers',
  );
  token = await appOnlyToken();
  expect((await read('/v1/customers?size=1')).status).toBe(200);
  expect((await read('/v1/profiles/organization')).json()).toMatchObject({ code: '900329' });
});

test('errors come in all three shapes', async () => {
  expect((await read(`/v1/customers/${SMALL.northwind}`)).json()).toMatchObject({ code: '20002', source: 'PartnerFD' });
  expect((await read('/v1/customers/contoso/subscriptions')).json()).toMatchObject({ code: '800002' });
  const failed = await read(`/v1/customers/${SMALL.northwind}`, { 'MS-RequestId': 'mine' });
  expect(failed.headers['ms-requestid']).toBe('mine');
  token = 'nonsense';
  expect((await read('/v1/customers?size=1')).json()).toMatchObject({ statusCode: 401 });
});

test('500 requests a minute, then 429 until the minute is over', async () => {
  simulator.simulation.limits.enforce(true);
  let refused = await read('/v1/customers?size=1');
  for (let i = 0; i < 500; i += 1) {
    refused = await read('/v1/customers?size=1');
  }
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
  expect(refused.json()).toEqual({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 60 seconds.' });
  simulator.simulation.clock.advance(60_000);
  expect((await read('/v1/customers?size=1')).status).toBe(200);
}, 30_000);

test('an answer may begin with a byte order mark', async () => {
  simulator.simulation.behaviour.partnerCenterBom = true;
  const answer = await read(`/v1/customers/${SMALL.contoso}`);
  expect(answer.text.charCodeAt(0)).toBe(0xfeff);
  expect(JSON.parse(answer.text.slice(1))).toMatchObject({ id: SMALL.contoso, allowDelegatedAccess: false });
});
