import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMALL, TestEstate } from '../estate.ts';
import { ADMIN, CALLBACK, GRAFANA, html, SignInDesk, type Change } from './signInDesk.ts';

const MINUTE = 60_000;
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

test('a person signs in, the token is in the store, and the customers can be read', async () => {
  const started = await desk.begin();
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
  expect(await desk.status(started.attempt)).toMatchObject({ state: 'pending' });

  const answer = await desk.callback(await desk.person.signIn(started.authorizeUrl));
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  });
  expect(html(answer)).toContain('Signed in');
  expect(html(answer)).toContain('close this window');
  expect(html(answer)).not.toMatch(/<script|src=|href=|https?:/);
  expect(await desk.status(started.attempt)).toMatchObject({
    state: 'done',
    mfa: true,
    account: 'csp-service@wideworldimporters.onmicrosoft.com',
  });
  expect(await desk.stored()).toBe(1);
  // Another process, which has only what is in the store.
  const other = desk.client();
  const call = { signal: new AbortController().signal, reason: 'query' };
  expect((await other.listCustomers(call)).rows.length).toBeGreaterThan(0);
  other.close();
});

test('nothing secret comes out anywhere', async () => {
  const started = await desk.begin();
  const back = await desk.person.signIn(started.authorizeUrl);
  const answer = await desk.callback(back);
  const again = await desk.callback(back);
  const files = await Promise.all(
    (await readdir(desk.directory)).map((name) => readFile(join(desk.directory, name), 'utf8')),
  );
  const output = [
    html(answer),
    html(again),
    JSON.stringify([await desk.status(started.attempt), desk.accessLog.records()]),
    ...desk.log.lines,
    ...files,
  ].join('\n');
  const state = back.get('state') ?? '';
  for (const secret of [back.get('code') ?? '', state, 'MARK', ...Object.values(estate.simulator.secureJsonData)]) {
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/eyJ[\w-]{10}/);
});

test('a state is good once, for ten minutes, for the one who began, at this data source', async () => {
  const used = await desk.person.signIn((await desk.begin()).authorizeUrl);
  expect((await desk.callback(used)).status).toBe(200);
  const replayed = await desk.callback(used);
  expect([replayed.status, html(replayed).includes('used before')]).toEqual([403, true]);

  const made = new URLSearchParams({ code: 'made-up', state: 'made-up' });
  expect((await desk.callback(made)).status).toBe(403);
  expect((await desk.callback(new URLSearchParams({ code: 'x' }))).status).toBe(403);

  const late = await desk.begin();
  const lateBack = await desk.person.signIn(late.authorizeUrl);
  desk.clock.advance(10 * MINUTE);
  expect(await desk.status(late.attempt)).toMatchObject({ state: 'expired' });
  expect(html(await desk.callback(lateBack))).toContain('took too long');

  const foreign: Change[] = [
    { user: { ...ADMIN, login: 'eve' } },
    { consent: { orgId: 2 } },
    { consent: { uid: 'another' } },
  ];
  for (const change of foreign) {
    const mine = await desk.begin();
    const back = await desk.person.signIn(mine.authorizeUrl);
    const answer = await desk.callback(back, change);
    expect([answer.status, html(answer).includes('Somebody else')]).toEqual([403, true]);
    // Seen by somebody else, it is good for nobody any more.
    expect((await desk.callback(back)).status).toBe(403);
    expect(await desk.status(mine.attempt)).toMatchObject({ state: 'failed' });
  }
});

test.each([['Editor'], ['Viewer'], [undefined]])('the role %s may do none of it', async (role) => {
  const started = await desk.begin();
  const change: Change = { user: role === undefined ? undefined : { ...ADMIN, role } };
  const answers = await Promise.all([
    desk.post('consent/start', { credential: 'partner' }, change),
    desk.post('consent/device', { credential: 'partner' }, change),
    desk.post('consent/customer', { tenantId: SMALL.contoso }, change),
    desk.post('tenants/check', { tenantId: SMALL.contoso }, change),
    desk.ask('GET', 'consent/scopes', new URLSearchParams(), change),
    desk.ask('GET', 'consent/status', new URLSearchParams({ attempt: started.attempt }), change),
    desk.callback(await desk.person.signIn(started.authorizeUrl), change),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(Array(7).fill(403));
  expect(await desk.stored()).toBe(0);
});

test('a sign-in without MFA is refused and not kept', async () => {
  const started = await desk.begin();
  const answer = await desk.callback(await desk.person.signIn(started.authorizeUrl, {}));
  expect(answer.status).toBe(403);
  expect(html(answer)).toContain('SignInWithoutMfa');
  expect(await desk.status(started.attempt)).toMatchObject({ state: 'failed', mfa: false });
  expect(await desk.stored()).toBe(0);
});

test('what Entra sends back instead of a code is told by its number, never in its words', async () => {
  const declined = await desk.begin();
  const answer = await desk.callback(await desk.person.signIn(declined.authorizeUrl, { decision: 'decline' }));
  expect(html(answer)).toContain('consent was declined. Sign in again and accept. (AADSTS65004)');
  const evil = async (query: Record<string, string>) => {
    const state = new URL((await desk.begin()).authorizeUrl).searchParams.get('state') ?? '';
    return html(await desk.callback(new URLSearchParams({ state, ...query })));
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

test('without a way to keep the token the sign-in says so', async () => {
  desk.loseKeys();
  const started = await desk.begin();
  const answer = await desk.callback(await desk.person.signIn(started.authorizeUrl));
  expect(answer.status).toBe(200);
  expect(html(answer)).toContain('TokenStoreNoKey');
  expect((await desk.status(started.attempt)).sentence).toContain('token store key');
});

test('a credential that is of another kind, or not there, can not be signed in for', async () => {
  for (const credential of ['direct', 'nobody', '']) {
    expect((await desk.post('consent/start', { credential, appUrl: GRAFANA })).status).toBe(400);
    expect((await desk.post('consent/device', { credential })).status).toBe(400);
  }
});

test('attempts are bounded: of one person’s the oldest gives way', async () => {
  const first = await desk.begin();
  for (let more = 0; more < 5; more += 1) {
    await desk.begin();
  }
  expect((await desk.callback(await desk.person.signIn(first.authorizeUrl))).status).toBe(403);
});
