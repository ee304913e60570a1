import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecentAccess } from '../microsoft/recentAccess.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { tokenStores } from '../../src/backend/microsoft/auth/stores/tokenStores.ts';
import { createMicrosoft } from '../../src/backend/microsoft/microsoft.ts';
import { Attempts } from '../../src/backend/queries/consent/attempts.ts';
import type { Consent } from '../../src/backend/queries/consent/consent.ts';
import { ConsentOutcomes } from '../../src/backend/queries/consent/outcomes.ts';
import type { RouteAnswer, RouteContext } from '../../src/backend/queries/routes/route.ts';
import { route } from '../../src/backend/queries/routes/routes.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import type { DeviceStarted, SignInStarted, SignInStatus, TenantChecked } from '../../src/shared/signIn.ts';
import { ManualClock } from '../estate/manualClock.ts';
import { KeptLog } from '../microsoft/harness.ts';
import { Person } from '../microsoft/signInPerson.ts';
import { SMALL, START, TestEstate } from './estate.ts';
import { LOOPBACK } from '../microsoft/loopback.ts';

const GRAFANA = 'https://grafana.example.com/noc/';
const UID = 'csp';
const CALLBACK = `https://grafana.example.com/noc/api/datasources/uid/${UID}/resources/consent/callback`;
const MINUTE = 60_000;
const admin = { login: 'ana', name: 'Ana', role: 'Admin' };

let estate: TestEstate;
let directory: string;
let clock: ManualClock;
let log: KeptLog;
let accessLog: RecentAccess;
let microsoft: Microsoft;
let attempts: Attempts;
let closing: AbortController;
let person: Person;
let keys: string[];

beforeAll(async () => {
  estate = await TestEstate.start();
  person = new Person(estate.simulator);
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'consent-'));
  estate.simulator.simulation.reset();
  estate.simulator.simulation.registrations.change(SMALL.partnerApp, { redirectUris: [CALLBACK] });
  clock = new ManualClock(START);
  log = new KeptLog();
  accessLog = new RecentAccess();
  attempts = new Attempts(clock);
  closing = new AbortController();
  keys = ['MARK store key'];
  microsoft = client();
});
afterEach(async () => {
  closing.abort();
  estate.simulator.faults.clear();
  microsoft.close();
  await rm(directory, { recursive: true });
});
afterAll(() => estate.close());

/** A client that has no refresh token but what a sign-in brings. */
function client(): Microsoft {
  const { jsonData, secureJsonData } = estate.simulator;
  const secrets = Object.entries(secureJsonData).filter(([name]) => !name.endsWith('.refreshToken'));
  const settings = readSettings(jsonData, Object.fromEntries(secrets), LOOPBACK);
  const store = new LocalTokenStore({ directory, identity: `1/${UID}`, keys, clock });
  return createMicrosoft({ settings, clock, log, accessLog, tokenStoreOf: tokenStores(store) });
}

const settings = () => readSettings(estate.simulator.jsonData, estate.simulator.secureJsonData, LOOPBACK);

interface Change {
  user?: RouteContext['user'];
  consent?: Partial<Consent>;
}

function ask(method: string, path: string, body: unknown, change: Change = {}): Promise<RouteAnswer> {
  const consent: Consent = {
    microsoft,
    settings: settings(),
    clock,
    log,
    attempts,
    outcomes: new ConsentOutcomes(),
    orgId: 1,
    uid: UID,
    appUrl: GRAFANA,
    closed: closing.signal,
    ...change.consent,
  };
  const query = method === 'GET' ? (body as URLSearchParams) : new URLSearchParams();
  const bytes = method === 'GET' ? undefined : Buffer.from(JSON.stringify(body));
  return route(
    { method, path, query, ...(bytes && { body: bytes }) },
    {
      snapshot: estate.estate.snapshot(),
      now: clock.now(),
      portal: 'https://portal.azure.com',
      signal: new AbortController().signal,
      onDemand: estate.onDemand,
      accessLog,
      consent,
      ...('user' in change ? change.user && { user: change.user } : { user: admin }),
    },
  );
}

const post = (path: string, body: unknown, change?: Change) => ask('POST', path, body, change);
const begin = async (change?: Change) =>
  (await post('consent/start', { credential: 'partner', appUrl: 'https://elsewhere.example' }, change))
    .body as SignInStarted;
const callback = (query: URLSearchParams, change?: Change) => ask('GET', 'consent/callback', query, change);
const status = async (attempt: string, change?: Change) =>
  (await ask('GET', 'consent/status', new URLSearchParams({ attempt }), change)).body as SignInStatus;
const html = ({ body }: RouteAnswer) => Buffer.from(body as Uint8Array).toString('utf8');
const stored = async () => (await readdir(directory)).length;

test('a person signs in, the token is in the store, and the customers can be read', async () => {
  const started = await begin();
  expect(started.redirectUri).toBe(CALLBACK);
  const asked = new URL(started.authorizeUrl).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    client_id: SMALL.partnerApp,
    redirect_uri: CALLBACK,
    code_challenge_method: 'S256',
    prompt: 'login',
    scope: 'https://api.partnercenter.microsoft.com/user_impersonation offline_access openid',
  });
  expect(Buffer.from(asked.get('state') ?? '', 'base64url')).toHaveLength(32);
  expect(await status(started.attempt)).toMatchObject({ state: 'pending' });

  const answer = await callback(await person.signIn(started.authorizeUrl));
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  });
  expect(html(answer)).toContain('Signed in');
  expect(html(answer)).toContain('close this window');
  expect(html(answer)).not.toMatch(/<script|src=|href=|https?:/);
  expect(await status(started.attempt)).toMatchObject({
    state: 'done',
    mfa: true,
    account: 'csp-service@wideworldimporters.onmicrosoft.com',
  });
  expect(await stored()).toBe(1);
  // Another process, which has only what is in the store.
  const other = client();
  const call = { signal: new AbortController().signal, reason: 'query' };
  expect((await other.listCustomers(call)).rows.length).toBeGreaterThan(0);
  other.close();
});

test('nothing secret comes out anywhere', async () => {
  const started = await begin();
  const back = await person.signIn(started.authorizeUrl);
  const answer = await callback(back);
  const again = await callback(back);
  const files = await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name), 'utf8')));
  const output = [
    html(answer),
    html(again),
    JSON.stringify([await status(started.attempt), accessLog.records()]),
    ...log.lines,
    ...files,
  ].join('\n');
  const state = back.get('state') ?? '';
  for (const secret of [back.get('code') ?? '', state, 'MARK', ...Object.values(estate.simulator.secureJsonData)]) {
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/eyJ[\w-]{10}/);
});

test('a state is good once, for ten minutes, for the one who began, at this data source', async () => {
  const used = await person.signIn((await begin()).authorizeUrl);
  expect((await callback(used)).status).toBe(200);
  const replayed = await callback(used);
  expect([replayed.status, html(replayed).includes('used before')]).toEqual([403, true]);

  const made = new URLSearchParams({ code: 'made-up', state: 'made-up' });
  expect((await callback(made)).status).toBe(403);
  expect((await callback(new URLSearchParams({ code: 'x' }))).status).toBe(403);

  const late = await begin();
  const lateBack = await person.signIn(late.authorizeUrl);
  clock.advance(10 * MINUTE);
  expect(await status(late.attempt)).toMatchObject({ state: 'expired' });
  expect(html(await callback(lateBack))).toContain('took too long');

  const foreign: Change[] = [
    { user: { ...admin, login: 'eve' } },
    { consent: { orgId: 2 } },
    { consent: { uid: 'another' } },
  ];
  for (const change of foreign) {
    const mine = await begin();
    const back = await person.signIn(mine.authorizeUrl);
    const answer = await callback(back, change);
    expect([answer.status, html(answer).includes('Somebody else')]).toEqual([403, true]);
    // Seen by somebody else, it is good for nobody any more.
    expect((await callback(back)).status).toBe(403);
    expect(await status(mine.attempt)).toMatchObject({ state: 'failed' });
  }
});

test.each([['Editor'], ['Viewer'], [undefined]])('the role %s may do none of it', async (role) => {
  const started = await begin();
  const change: Change = { user: role === undefined ? undefined : { ...admin, role } };
  const answers = await Promise.all([
    post('consent/start', { credential: 'partner' }, change),
    post('consent/device', { credential: 'partner' }, change),
    post('consent/customer', { tenantId: SMALL.contoso }, change),
    post('tenants/check', { tenantId: SMALL.contoso }, change),
    ask('GET', 'consent/scopes', new URLSearchParams(), change),
    ask('GET', 'consent/status', new URLSearchParams({ attempt: started.attempt }), change),
    callback(await person.signIn(started.authorizeUrl), change),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(Array(7).fill(403));
  expect(await stored()).toBe(0);
});

test('a sign-in without MFA is refused and not kept', async () => {
  const started = await begin();
  const answer = await callback(await person.signIn(started.authorizeUrl, {}));
  expect(answer.status).toBe(403);
  expect(html(answer)).toContain('SignInWithoutMfa');
  expect(await status(started.attempt)).toMatchObject({ state: 'failed', mfa: false });
  expect(await stored()).toBe(0);
});

test('what Entra sends back instead of a code is told by its number, never in its words', async () => {
  const declined = await begin();
  const answer = await callback(await person.signIn(declined.authorizeUrl, { decision: 'decline' }));
  expect(html(answer)).toContain('consent was declined. Sign in again and accept. (AADSTS65004)');
  const evil = async (query: Record<string, string>) => {
    const state = new URL((await begin()).authorizeUrl).searchParams.get('state') ?? '';
    return html(await callback(new URLSearchParams({ state, ...query })));
  };
  const text = '<script>alert(1)</script>';
  const pages = [
    await evil({ error: 'access_denied', error_description: text }),
    await evil({ error: text, error_description: `AADSTS1: ${text}` }),
    await evil({ error: 'consent_required', error_description: `AADSTS90094: ${text}` }),
    await evil({}),
    await evil({ code: text }),
  ];
  expect(pages.map((page) => /\(([A-Za-z_]+\d*)(?:, HTTP \d+)?\)/.exec(page)?.[1])).toEqual([
    'access_denied',
    'SignInFailed',
    'AADSTS90094',
    'NoCode',
    'AADSTS70000',
  ]);
  expect(pages.join('')).not.toContain('<script');
});

test('an address that is not registered never gets a code, and a code goes to no other', async () => {
  const moved = await begin({ consent: { appUrl: 'https://moved.example.com' } });
  await expect(person.signIn(moved.authorizeUrl)).rejects.toThrow('AADSTS50011');
});

test.each<[string, string | null, string, string | undefined]>([
  ['Grafana’s own address wins', GRAFANA, 'https://evil.example', CALLBACK],
  ['the page’s where Grafana tells none', null, 'https://grafana.example.com/noc', CALLBACK],
  [
    'http on this machine',
    null,
    'http://localhost:3000/',
    `http://localhost:3000/api/datasources/uid/${UID}/resources/consent/callback`,
  ],
  [
    'http where Grafana says so',
    'http://noc.example.com',
    '',
    `http://noc.example.com/api/datasources/uid/${UID}/resources/consent/callback`,
  ],
  ['no http that only the page says', null, 'http://noc.example.com', undefined],
  ['no other scheme', null, 'javascript:alert(1)', undefined],
  ['no user', null, 'https://a:b@noc.example.com', undefined],
  ['nothing', null, '', undefined],
])('redirect URI: %s', async (_, appUrl, page, expected) => {
  const answer = await post('consent/start', { credential: 'partner', appUrl: page }, { consent: { appUrl } });
  expect((answer.body as Partial<SignInStarted>).redirectUri).toBe(expected);
  expect(answer.status).toBe(expected === undefined ? 400 : 200);
});

test('without a way to keep the token the sign-in says so', async () => {
  keys = [];
  microsoft = client();
  const started = await begin();
  const answer = await callback(await person.signIn(started.authorizeUrl));
  expect(answer.status).toBe(200);
  expect(html(answer)).toContain('TokenStoreNoKey');
  expect((await status(started.attempt)).sentence).toContain('token store key');
});

test('a credential that is of another kind, or not there, can not be signed in for', async () => {
  for (const credential of ['direct', 'nobody', '']) {
    expect((await post('consent/start', { credential, appUrl: GRAFANA })).status).toBe(400);
    expect((await post('consent/device', { credential })).status).toBe(400);
  }
});

test('attempts are bounded: of one person’s the oldest gives way', async () => {
  const first = await begin();
  for (let more = 0; more < 5; more += 1) {
    await begin();
  }
  expect((await callback(await person.signIn(first.authorizeUrl))).status).toBe(403);
});

describe('by device code', () => {
  const start = async () => (await post('consent/device', { credential: 'partner' })).body as DeviceStarted;
  /** Lets the poller ask once, and waits until it sleeps again or is done. */
  const asked = async (attempt: string) => {
    clock.advance(10_000);
    for (const until = Date.now() + 5_000; Date.now() < until;) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (clock.waiting > 0 || (await status(attempt)).state !== 'pending') {
        break;
      }
    }
    return status(attempt);
  };

  test('the plugin waits until the code was entered', async () => {
    const { attempt, userCode, verificationUri } = await start();
    expect(await asked(attempt)).toMatchObject({ state: 'pending' });
    // Too soon by the simulator's own time: it asks to slow down, and the plugin goes on.
    expect(await asked(attempt)).toMatchObject({ state: 'pending' });
    await person.enterCode(verificationUri, userCode);
    expect(await asked(attempt)).toMatchObject({ state: 'done', mfa: true });
    expect(await stored()).toBe(1);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['declined', { decision: 'decline' }, 'failed', 'authorization_declined'],
    ['without MFA', {}, 'failed', 'SignInWithoutMfa'],
  ])('%s', async (_, form, state, code) => {
    const { attempt, userCode, verificationUri } = await start();
    await person.enterCode(verificationUri, userCode, form);
    const end = await asked(attempt);
    expect(end).toMatchObject({ state, sentence: expect.stringContaining(code) as string });
    expect(await stored()).toBe(0);
  });

  test('that was never entered ends', async () => {
    const { attempt, expiresAt } = await start();
    expect(Date.parse(expiresAt) - START).toBe(15 * MINUTE);
    estate.simulator.simulation.clock.advance(16 * MINUTE);
    expect(await asked(attempt)).toMatchObject({ state: 'expired' });
  });

  test('goes on while Entra can’t be reached, and ends when the data source is saved', async () => {
    const { attempt, userCode, verificationUri } = await start();
    // More often than one request is tried.
    estate.simulator.faults.add({ operation: 'token', status: 503, count: 6 });
    await person.enterCode(verificationUri, userCode);
    const seen: string[] = [];
    while (seen.at(-1) !== 'done' && seen.length < 30) {
      seen.push((await asked(attempt)).state);
    }
    expect(new Set(seen)).toEqual(new Set(['pending', 'done']));
    expect(accessLog.records().filter(({ status: told }) => told === 503)).toHaveLength(1);
    const other = await start();
    closing.abort();
    expect(await asked(other.attempt)).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('saved or stopped') as string,
    });
  });
});

describe('consent in a customer’s tenant', () => {
  const signIn = async () => callback(await person.signIn((await begin()).authorizeUrl));

  test('says what it would grant, grants it, and knows when it was there', async () => {
    await signIn();
    const scopes = await ask('GET', 'consent/scopes', new URLSearchParams());
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
    const consent = () => post('consent/customer', { tenantId: SMALL.contoso }, { consent: { outcomes } });
    expect((await consent()).body).toMatchObject({ outcome: 'granted' });
    expect(outcomes.of(SMALL.contoso)).toMatchObject({ outcome: 'granted', by: 'ana', at: START });
    expect((await consent()).body).toMatchObject({ outcome: 'alreadyGranted' });
    const calls = accessLog.records().filter(({ path }) => path.endsWith('/applicationconsents'));
    expect(calls.map(({ method, reason }) => `${method} ${reason}`)).toEqual(Array(2).fill('POST consent by ana'));
  });

  test('is only for customers of the partner', async () => {
    for (const tenantId of [SMALL.northwind, SMALL.partnerTenant, 'nonsense', '']) {
      expect((await post('consent/customer', { tenantId })).status).toBe(400);
    }
  });

  test('that Partner Center refuses is kept as well', async () => {
    await signIn();
    const outcomes = new ConsentOutcomes();
    estate.simulator.faults.add({ host: 'partnerCenter', error: '900421' });
    const answer = await post('consent/customer', { tenantId: SMALL.contoso }, { consent: { outcomes } });
    expect(answer.status).toBe(401);
    expect(outcomes.of(SMALL.contoso)).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('900421') as string,
    });
  });
});

describe('checking a tenant', () => {
  const check = async (body: unknown) => (await post('tenants/check', body)).body as TenantChecked;

  test('resolves it, enters it and counts', async () => {
    await callback(await person.signIn((await begin()).authorizeUrl));
    expect(await check({ tenantId: 'contoso.com' })).toMatchObject({
      ok: true,
      tenantId: SMALL.contoso,
      subscriptions: 3,
    });
    expect(await check({ tenantId: SMALL.northwind, credential: 'direct' })).toMatchObject({ ok: true });
  });

  test('says why it can’t be entered', async () => {
    await callback(await person.signIn((await begin()).authorizeUrl));
    const fabrikam = await check({ tenantId: SMALL.fabrikam });
    expect(fabrikam).toMatchObject({ ok: false, tenantId: SMALL.fabrikam });
    expect(fabrikam.sentence).toContain('AADSTS50020');
    expect((await check({ tenantId: 'no such domain' })).sentence).toContain('neither a tenant ID nor a domain');
    expect((await check({ tenantId: 'unknown.example' })).sentence).toContain('AADSTS90002');
    expect((await post('tenants/check', {})).status).toBe(400);
    expect((await post('tenants/check', { tenantId: SMALL.contoso, credential: 'nobody' })).status).toBe(400);
  });
});
