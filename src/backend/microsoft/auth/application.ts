import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkResponse,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { CspError } from '../../common/errors.ts';
import type { Call } from '../http/call.ts';
import type { Http } from '../http/pipeline.ts';

/** Where tokens come from. */
export interface TokenEndpoint {
  http: Http;
  /** The cloud's own sign-in origin: what MSAL knows the metadata of. */
  authority: string;
  /** Where its requests really go. */
  login: string;
}

/** What an application proves itself with, as MSAL takes it. */
export type ApplicationProof = Pick<NodeAuthOptions, 'clientSecret' | 'clientAssertion' | 'clientCertificate'>;

/** An MSAL application object and the eye on what it sends. */
export interface Application {
  msal: ConfidentialClientApplication;
  network: Network;
}

/**
 * An application object for one request. MSAL's cache could hand out another tenant's token, and after an error MSAL
 * refuses for a minute to ask again and hides why; so none is used twice. Caching is `tokens.ts`' matter.
 * MSAL's requests go through our pipeline, which is also where the new refresh token and the real error are seen.
 */
export function createApplication(
  endpoint: TokenEndpoint,
  identity: { clientId: string; tenantId: string; proof: ApplicationProof },
  call: Call,
): Application {
  const network = new Network(endpoint, call);
  const msal = new ConfidentialClientApplication({
    auth: { ...identity.proof, clientId: identity.clientId, authority: `${endpoint.authority}/${identity.tenantId}` },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false },
    },
  });
  return { msal, network };
}

/**
 * Text that can be a refresh token: https://www.rfc-editor.org/rfc/rfc6749#appendix-A.17. What can't be one could not be
 * sent either, and must not take the place of the one that works.
 */
export function isRefreshToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,65536}$/.test(value);
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
      if (isRefreshToken(body?.refresh_token)) {
        this.refreshToken = body.refresh_token;
      }
      return { headers: response.headers.toJSON(), body: body as T, status: response.status };
    } catch (thrown) {
      this.failure = CspError.from(thrown);
      throw thrown;
    }
  }
}
