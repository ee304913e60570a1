import { randomUUID } from 'node:crypto';
import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { readAuthorizeRequest, registeredRedirect } from './authorizeRequest.ts';
import type { AuthorizeRequest, Redirect } from './authorizeRequest.ts';
import { aadsts } from './errors.ts';
import { admitUser } from './model.ts';
import { errorPage, formPostPage, htmlReply, signInPage } from './pages.ts';

/** `GET authorize`: a page on which a person signs in, or the error, on a page or at the client's address. */
export function authorizePage(simulation: Simulation, exchange: Exchange, tenantName: string): Reply {
  return answered(simulation, exchange, tenantName, (request) => {
    if (request.prompt === 'none') {
      throw aadsts(50058, exchange.now);
    }
    return htmlReply(signInPage(request, simulation.world.data.partnerUser));
  });
}

/** What the page sends: `decision` is `accept` or `decline`, `mfa` is there when it was done. */
export function authorizeDecision(simulation: Simulation, exchange: Exchange, tenantName: string): Reply {
  return answered(simulation, exchange, tenantName, (request) => {
    const form = new URLSearchParams(exchange.body);
    if (form.get('decision') !== 'accept') {
      throw aadsts(65004, exchange.now);
    }
    const { app, tenant } = request;
    signIn(simulation, request, exchange.now);
    const code = simulation.signIns.issueCode({
      clientId: app.clientId,
      tenantId: tenant.id,
      redirectUri: request.uri,
      scope: request.scope,
      ...(request.challenge && { challenge: request.challenge }),
      ...(request.nonce && { nonce: request.nonce }),
      amr: amrOf(form),
      issuedAt: exchange.now,
    });
    return redirect(request, { code, session_state: randomUUID() });
  });
}

/** Sign-in methods by what was ticked. */
export function amrOf(form: URLSearchParams): string[] {
  return form.get('mfa') === null ? ['pwd'] : ['pwd', 'mfa'];
}

/** Lets the person in; who accepts consents to the application in this tenant. */
export function signIn(simulation: Simulation, request: Pick<AuthorizeRequest, 'app' | 'tenant'>, now: number): void {
  const { app, tenant } = request;
  admitUser(simulation, tenant, now);
  if (!simulation.world.consented(tenant, app.clientId, now)) {
    simulation.world.addTransition({
      at: now,
      kind: 'consent',
      tenantId: tenant.id,
      appId: app.clientId,
      given: true,
    });
  }
}

/** An error goes to the client's address once that is known to be the client's, and until then on a page. */
export function authorizeError(simulation: Simulation, exchange: Exchange, tenantName: string, error: Reply): Reply {
  const body = error.body as { error: string; error_description: string; error_uri?: string };
  const target = registeredRedirect(simulation, exchange.query, tenantName, exchange.now);
  if (!target) {
    return htmlReply(errorPage(body.error_description), 400);
  }
  const { error_uri: errorUri } = body;
  return redirect(target, {
    error: body.error,
    error_description: body.error_description,
    ...(errorUri && { error_uri: errorUri }),
  });
}

function answered(
  simulation: Simulation,
  exchange: Exchange,
  tenantName: string,
  answer: (request: AuthorizeRequest) => Reply,
): Reply {
  try {
    return answer(readAuthorizeRequest(simulation, exchange.query, tenantName, exchange.now));
  } catch (error) {
    if (error instanceof WireError) {
      return authorizeError(simulation, exchange, tenantName, error.reply);
    }
    throw error;
  }
}

function redirect(target: Redirect, parameters: Record<string, string>): Reply {
  const all = { ...parameters, ...(target.state !== undefined && { state: target.state }) };
  if (target.mode === 'form_post') {
    return htmlReply(formPostPage(target.uri, all));
  }
  const url = new URL(target.uri);
  const query = new URLSearchParams(all);
  if (target.mode === 'fragment') {
    url.hash = query.toString();
  } else {
    query.forEach((value, name) => url.searchParams.append(name, value));
  }
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } };
}
