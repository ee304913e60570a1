import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import { DEVICE_CODE_SECONDS, deviceCodeExpired } from '../../core/signIns.ts';
import type { DeviceCode } from '../../core/signIns.ts';
import type { Simulation } from '../../core/simulation.ts';
import { amrOf, signIn } from './authorize.ts';
import { findApplication } from './clientAuthentication.ts';
import { userIssue } from './codeGrant.ts';
import { aadsts, aadstsReply } from './errors.ts';
import type { TokenRequest } from './grants.ts';
import type { Issue } from './issue.ts';
import { admitConsented, findTenant, signInScopes } from './model.ts';
import { devicePage, errorPage, htmlReply, notePage } from './pages.ts';

/** Clients may be early by so much, ms. */
const TOLERANCE = 500;

/** Begins a sign-in. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function beginDeviceCode(simulation: Simulation, exchange: Exchange, tenantName: string): Reply {
  const { now } = exchange;
  const form = new URLSearchParams(exchange.body);
  const tenant = findTenant(simulation, tenantName, now);
  const app = findApplication(simulation, form.get('client_id'), tenant, now);
  const scope = form.get('scope');
  if (!scope) {
    throw aadsts(900144, now, "'scope'.");
  }
  signInScopes(simulation, scope, now);
  const device = simulation.signIns.beginDevice({
    clientId: app.clientId,
    tenantId: tenant.id,
    scope,
    issuedAt: now,
  });
  const page = `${exchange.origin}/common/oauth2/deviceauth`;
  return {
    status: 200,
    body: {
      user_code: device.userCode,
      device_code: device.deviceCode,
      verification_uri: page,
      expires_in: DEVICE_CODE_SECONDS,
      interval: simulation.behaviour.deviceCodeInterval,
      message: `To sign in, open the page ${page} in a browser and enter the code ${device.userCode}.`,
    },
  };
}

/** One question for the tokens; most are answered with "not yet". */
export function deviceCodeGrant(simulation: Simulation, request: TokenRequest): Issue {
  const { client, tenant, form, now } = request;
  const deviceCode = form.get('device_code');
  if (!deviceCode) {
    throw aadsts(900144, now, "'device_code'.");
  }
  const device = simulation.signIns.device(deviceCode);
  if (!device || device.clientId !== client.app.clientId || device.tenantId !== tenant.id) {
    throw aadsts(70018, now);
  }
  if (deviceCodeExpired(device, now)) {
    throw aadsts(70020, now);
  }
  checkState(simulation, device, now);
  admitConsented(simulation, client.app, tenant, now);
  device.state = 'redeemed';
  const isPublic = client.proof === 'none' && { public: true as const };
  return userIssue(request, { amr: device.amr, ...isPublic }, signInScopes(simulation, device.scope, now));
}

function checkState(simulation: Simulation, device: DeviceCode, now: number): void {
  const asked = device.askedAt;
  device.askedAt = Date.now();
  switch (device.state) {
    case 'accepted':
      return;
    case 'redeemed':
      throw aadsts(54005, now);
    case 'declined':
      throw reworded(65004, now, 'authorization_declined');
    case 'pending': {
      const early = device.askedAt - asked < simulation.behaviour.deviceCodeInterval * 1000 - TOLERANCE;
      throw early ? reworded(70016, now, 'slow_down') : aadsts(70016, now);
    }
  }
}

/** Polling has OAuth errors of its own (RFC 8628, 3.5). */
function reworded(code: number, now: number, error: string): WireError {
  const reply = aadstsReply(code, now);
  return new WireError({ ...reply, body: { ...(reply.body as object), error } });
}

/** The page to type the code into. */
export function deviceCodePage(simulation: Simulation, exchange: Exchange): Reply {
  const typed = exchange.query.get('otc') ?? exchange.query.get('user_code') ?? '';
  return htmlReply(devicePage(typed, simulation.world.data.partnerUser));
}

/** What the page sends: `user_code`, `decision` and `mfa`. */
export function deviceCodeDecision(simulation: Simulation, exchange: Exchange): Reply {
  const { now } = exchange;
  const form = new URLSearchParams(exchange.body);
  const device = simulation.signIns.deviceByUserCode(form.get('user_code') ?? '');
  if (device?.state !== 'pending' || deviceCodeExpired(device, now)) {
    return htmlReply(errorPage('That code is not known, was used before, or has expired.'), 400);
  }
  if (form.get('decision') !== 'accept') {
    device.state = 'declined';
    return htmlReply(notePage('Declined', 'The device was told that you declined. You may close this page.'));
  }
  const app = simulation.registrations.application(device.clientId);
  const tenant = simulation.world.tenant(device.tenantId);
  try {
    if (app && tenant) {
      signIn(simulation, { app, tenant }, now);
    }
  } catch (error) {
    const body = error instanceof WireError ? (error.reply.body as { error_description: string }) : undefined;
    if (!body) {
      throw error;
    }
    return htmlReply(errorPage(body.error_description), 400);
  }
  device.amr = amrOf(form);
  device.state = 'accepted';
  return htmlReply(notePage('Signed in', 'The device goes on by itself. You may close this page.'));
}
