import {
  ConfidentialClientApplication,
  type AuthenticationResult,
  type INetworkModule,
  type NetworkResponse,
} from '@azure/msal-node';
import { CspError } from '../../common/errors.ts';
import type { Credential } from '../../settings/settings.ts';
import type { Call } from '../call.ts';
import type { Http } from '../pipeline.ts';
import { tenantOfToken } from './jwt.ts';

export interface Redemption {
  credential: Credential;
  /** GUID. */
  tenantId: string;
  scope: string;
  /** Secure application model only. */
  refreshToken: string | null;
  /** Of a claims challenge. */
  claims: string | undefined;
}

export interface Redeemed {
  token: string;
  /** How long it lives from now, ms. */
  lifetimeMs: number;
  /** The new refresh token that came with it, if one did. */
  refreshToken: string | null;
}

/** Where tokens come from. */
export interface TokenEndpoint {
  http: Http;
  /** The cloud's own sign-in origin: what MSAL knows the metadata of. */
  authority: string;
  /** Where its requests really go. */
  login: string;
}

/**
 * Gets one access token from Microsoft Entra through MSAL.
 *
 * Each redemption has an application object of its own: MSAL's cache could hand out another tenant's token, and after
 * an error MSAL refuses for a minute to ask again and hides why. Caching is `tokens.ts`' matter.
 * MSAL's requests go through our pipeline, which is also where the new refresh token and the real error are seen.
 *
 * @throws {CspError} what Entra refused, or `TokenOfAnotherTenant`.
 */
export async function redeem(endpoint: TokenEndpoint, redemption: Redemption, call: Call): Promise<Redeemed> {
  const { credential, tenantId } = redemption;
  const network = new Network(endpoint, call);
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: credential.clientId,
      ...(credential.proof?.by === 'clientSecret' && { clientSecret: credential.proof.clientSecret }),
      authority: `${endpoint.authority}/${tenantId}`,
    },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false },
    },
  });
  let result: AuthenticationResult | null;
  try {
    result = await acquire(application, redemption);
  } catch (thrown) {
    throw network.failure ?? msalError(thrown, redemption);
  }
  // MSAL passes on what the answer holds, whatever its type.
  const answered: unknown = result?.accessToken;
  const token = typeof answered === 'string' ? answered : '';
  const told = result?.tenantId ?? '';
  if (tenantOfToken(token) !== tenantId || (told !== '' && told.toLowerCase() !== tenantId)) {
    throw wrongTenant(redemption);
  }
  const left = (result?.expiresOn?.getTime() ?? 0) - Date.now();
  return { token, lifetimeMs: left > 0 ? left : UNSAID_LIFETIME_MS, refreshToken: network.refreshToken };
}

/** For an answer that doesn't say how long its token lives. Entra's live an hour or more. */
const UNSAID_LIFETIME_MS = 300_000;

function acquire(
  application: ConfidentialClientApplication,
  redemption: Redemption,
): Promise<AuthenticationResult | null> {
  const { scope, refreshToken, claims } = redemption;
  const common = { scopes: [scope], ...(claims !== undefined && { claims }) };
  return redemption.credential.kind === 'secureApplicationModel'
    ? application.acquireTokenByRefreshToken({ ...common, refreshToken: refreshToken ?? '' })
    : application.acquireTokenByClientCredential({ ...common, skipCache: true });
}

/** What MSAL sends with, and where its answers are looked at. */
class Network implements INetworkModule {
  refreshToken: string | null = null;
  failure: CspError | null = null;
  readonly #endpoint: TokenEndpoint;
  readonly #call: Call;

  constructor(endpoint: TokenEndpoint, call: Call) {
    this.#endpoint = endpoint;
    this.#call = call;
  }

  sendGetRequestAsync<T>(url: string, options?: { headers?: Record<string, string> }): Promise<NetworkResponse<T>> {
    return this.#send(url, 'GET', options);
  }

  sendPostRequestAsync<T>(
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ): Promise<NetworkResponse<T>> {
    return this.#send(url, 'POST', options);
  }

  async #send<T>(
    from: string,
    method: 'GET' | 'POST',
    options: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<NetworkResponse<T>> {
    const asked = new URL(from);
    const url = `${this.#endpoint.login}${asked.pathname}${asked.search}`;
    try {
      const response = await this.#endpoint.http.send(this.#call, {
        method,
        url,
        headers: options.headers ?? {},
        body: options.body,
      });
      const body = response.parsedBody as { refresh_token?: unknown } | null;
      if (typeof body?.refresh_token === 'string' && body.refresh_token !== '') {
        this.refreshToken = body.refresh_token;
      }
      return { headers: response.headers.toJSON(), body: body as T, status: response.status };
    } catch (thrown) {
      this.failure = CspError.from(thrown);
      throw thrown;
    }
  }
}

/** MSAL's own complaints. Only their code is kept: their text may hold claims and URLs. */
function msalError(thrown: unknown, redemption: Redemption): CspError {
  const code = (thrown as { errorCode?: unknown } | null)?.errorCode;
  const name = typeof code === 'string' && /^[a-z0-9_]{1,60}$/.test(code) ? code : 'unknown';
  return new CspError(
    `Microsoft Entra for tenant ${redemption.tenantId} with credential "${redemption.credential.id}": its answer could not be used. Check the sign-in endpoint in the settings and what stands between it and Entra. (MSAL ${name})`,
    { code: 'TokenAnswerUnusable', status: 502, source: 'downstream' },
  );
}

function wrongTenant(redemption: Redemption): CspError {
  return new CspError(
    `Microsoft Entra for tenant ${redemption.tenantId} with credential "${redemption.credential.id}": the token that came back is not for this tenant and was thrown away. Check the sign-in endpoint in the settings. (TokenOfAnotherTenant)`,
    { code: 'TokenOfAnotherTenant', status: 502, source: 'downstream' },
  );
}
