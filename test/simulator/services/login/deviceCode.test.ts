import { decodeJwt } from 'jose';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { control, endpoint, PARTNER_CENTER, postToken, send } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Started {
  device_code: string;
  user_code: string;
  verification_uri: string;
  expires_in: number;
  interval: number;
  message: string;
}

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(() => simulator.simulation.reset());
afterAll(() => simulator.close());

const start = async () =>
  (
    await postToken(
      simulator,
      SMALL.partnerTenant,
      { client_id: SMALL.partnerApp, scope: `${PARTNER_CENTER}/user_impersonation offline_access openid` },
      'oauth2/v2.0/devicecode',
    )
  ).json<Started>();

const secret = () => ({ client_secret: simulator.secureJsonData['credential.partner.clientSecret'] ?? '' });

const poll = (device_code: string, form: Record<string, string> = secret()) =>
  postToken(simulator, SMALL.partnerTenant, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: SMALL.partnerApp,
    device_code,
    ...form,
  });

const error = async (answer: ReturnType<typeof poll>) => (await answer).json<{ error?: string }>().error;

const press = (page: string, form: Record<string, string>) =>
  send(page, { method: 'POST', body: new URLSearchParams(form).toString() });

test('a device waits until its code was typed in and accepted', async () => {
  const started = await start();
  expect(started).toMatchObject({ expires_in: 900, interval: 5 });
  expect(started.message).toContain(started.user_code);
  expect(await error(poll(started.device_code))).toBe('authorization_pending');
  expect(await error(poll(started.device_code))).toBe('slow_down');
  expect((await send(`${started.verification_uri}?otc=${started.user_code}`)).text).toContain(started.user_code);
  const typed = started.user_code.toLowerCase();
  expect((await press(started.verification_uri, { user_code: typed, decision: 'accept', mfa: 'on' })).status).toBe(200);
  const tokens = (await poll(started.device_code)).json<{ access_token: string; refresh_token: string }>();
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: PARTNER_CENTER, amr: ['pwd', 'mfa'] });
  expect(tokens.refresh_token).toBeTruthy();
  expect((await poll(started.device_code)).json()).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
});

test('a device learns that it was declined, came too late, or is not known', async () => {
  const declined = await start();
  await press(declined.verification_uri, { user_code: declined.user_code, decision: 'decline' });
  expect(await error(poll(declined.device_code))).toBe('authorization_declined');
  expect(await error(poll('unknown'))).toBe('bad_verification_code');
  const late = await start();
  simulator.simulation.clock.advance(900_001);
  expect(await error(poll(late.device_code))).toBe('expired_token');
  const page = await press(late.verification_uri, { user_code: late.user_code, decision: 'accept' });
  expect([page.status, page.text.includes('expired')]).toEqual([400, true]);
  const unknown = await press(`${endpoint(simulator, 'login')}/common/oauth2/deviceauth`, { user_code: '<b>' });
  expect(unknown.status).toBe(400);
});

test('without a credential it works where public client flows are allowed, and with one only where they are not', async () => {
  const { device_code, user_code, verification_uri } = await start();
  await press(verification_uri, { user_code, decision: 'accept' });
  expect((await poll(device_code, {})).json()).toMatchObject({ error_codes: [7000218] });
  await control(simulator, 'PUT', 'applications', { publicClientFlows: true });
  expect((await poll(device_code)).json()).toMatchObject({ error_codes: [700025] });
  const { refresh_token } = (await poll(device_code, {})).json<{ refresh_token: string }>();
  const again = await postToken(simulator, SMALL.partnerTenant, {
    grant_type: 'refresh_token',
    client_id: SMALL.partnerApp,
    refresh_token,
    scope: `${PARTNER_CENTER}/.default`,
  });
  expect(again.status).toBe(200);
});
