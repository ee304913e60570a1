import { WireError } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { AuthorizationCode } from '../../core/signIns.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { findApplication } from './clientAuthentication.ts';
import { aadsts } from './errors.ts';
import { findTenant, signInScopes } from './model.ts';

const MODES = ['query', 'fragment', 'form_post'] as const;
const PROMPTS = ['login', 'none', 'consent', 'select_account'];

/** Where the answer goes. */
export interface Redirect {
  uri: string;
  mode: (typeof MODES)[number];
  state?: string;
}

/** A good request for an authorization code. */
export interface AuthorizeRequest extends Redirect {
  app: Application;
  tenant: Tenant;
  scope: string;
  prompt?: string;
  nonce?: string;
  challenge?: NonNullable<AuthorizationCode['challenge']>;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
export function readAuthorizeRequest(
  simulation: Simulation,
  query: URLSearchParams,
  tenantName: string,
  now: number,
): AuthorizeRequest {
  const { app, tenant, redirect } = readClient(simulation, query, tenantName, now);
  const type = required(query, 'response_type', now);
  if (type !== 'code') {
    throw aadsts(700054, now, `'${type}'.`);
  }
  if (!MODES.some((mode) => mode === (query.get('response_mode') ?? 'query'))) {
    throw aadsts(900144, now, "'response_mode' must be query, fragment or form_post.");
  }
  const scope = required(query, 'scope', now);
  signInScopes(simulation, scope, now);
  const prompt = query.get('prompt');
  if (prompt && !PROMPTS.includes(prompt)) {
    throw aadsts(90023, now, `'prompt' '${prompt}'.`);
  }
  const nonce = query.get('nonce');
  const challenge = readChallenge(query, now);
  return {
    ...redirect,
    app,
    tenant,
    scope,
    ...(prompt && { prompt }),
    ...(nonce && { nonce }),
    ...(challenge && { challenge }),
  };
}

/** Where errors may be sent; undefined while the address is not known to be the client's. */
export function registeredRedirect(
  simulation: Simulation,
  query: URLSearchParams,
  tenantName: string,
  now: number,
): Redirect | undefined {
  try {
    return readClient(simulation, query, tenantName, now).redirect;
  } catch (error) {
    if (error instanceof WireError) {
      return undefined;
    }
    throw error;
  }
}

function readClient(
  simulation: Simulation,
  query: URLSearchParams,
  tenantName: string,
  now: number,
): { app: Application; tenant: Tenant; redirect: Redirect } {
  const tenant = findTenant(simulation, tenantName, now);
  const app = findApplication(simulation, query.get('client_id'), tenant, now);
  if (!app.multiTenant && ['common', 'organizations'].includes(tenantName.toLowerCase())) {
    throw aadsts(50194, now);
  }
  const uri = required(query, 'redirect_uri', now);
  if (!app.redirectUris?.includes(uri)) {
    throw aadsts(50011, now, `'${uri}'.`);
  }
  const state = query.get('state');
  const mode = MODES.find((one) => one === query.get('response_mode')) ?? 'query';
  return { app, tenant, redirect: { uri, mode, ...(state !== null && { state }) } };
}

function required(query: URLSearchParams, name: string, now: number): string {
  const value = query.get(name);
  if (!value) {
    throw aadsts(900144, now, `'${name}'.`);
  }
  return value;
}

function readChallenge(query: URLSearchParams, now: number): AuthorizeRequest['challenge'] {
  const value = query.get('code_challenge');
  const method = query.get('code_challenge_method') ?? 'plain';
  if (value === null) {
    return undefined;
  }
  if (method !== 'S256' && method !== 'plain') {
    throw aadsts(501491, now, `'code_challenge_method' '${method}'.`);
  }
  if (!/^[\w.~-]{43,128}$/.test(value)) {
    throw aadsts(501491, now);
  }
  return { value, method };
}
