import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { CspError } from '../../common/errors.ts';
import type { MachineIdentity } from '../../settings/machine.ts';
import type { Call } from '../http/call.ts';
import { stateOf } from '../http/callState.ts';
import type { Http } from '../http/pipeline.ts';
import type { ParsedResponse } from '../policies/attempt.ts';
import { readArcKey } from './arcKey.ts';
import { proofError } from './proofError.ts';
import { UNSAID_LIFETIME_MS } from './redeem.ts';
import type { FreshToken, TokenCall } from './tokenSource.ts';

/** A machine's own service answers at once or isn't there. */
const ATTEMPT_MS = 10_000;
/** Tokens of managed identities live a day. Whoever says longer is wrong, and the token would be kept for ever. */
const LONGEST_MS = 86_400_000;

/**
 * Tokens of the server's own managed identity, over our own pipeline: MSAL's client for it picks the service from the
 * environment of the process, which is the operator's to say here, and keeps a cache for the whole process.
 */
export class ManagedIdentity {
  readonly #http: Http;
  readonly #machine: MachineIdentity;
  readonly #now: () => number;

  constructor(http: Http, machine: MachineIdentity, now: () => number) {
    this.#http = http;
    this.#machine = machine;
    this.#now = now;
  }

  /**
   * @param resource audience, without `/.default`.
   * @param clientId of a user-assigned identity; null for the system-assigned one.
   * @throws {CspError} with a code of `meanings/identity.ts`.
   */
  async token(
    credentialId: string,
    resource: string,
    clientId: string | null,
    tokenCall: TokenCall,
  ): Promise<FreshToken> {
    const { url, headers } = question(this.#machine, resource, clientId);
    const call: Call = {
      api: 'identity',
      origin: url.origin,
      tenantId: '',
      credentialId,
      scope: null,
      path: url.pathname,
      subscriptionId: null,
      signal: tokenCall.signal,
      reason: tokenCall.reason,
      attemptMs: ATTEMPT_MS,
    };
    return this.#read(credentialId, await this.#ask(call, url, headers));
  }

  async #ask(call: Call, url: URL, headers: Record<string, string>): Promise<unknown> {
    const request = get(url, headers);
    const client = this.#http.client(call);
    try {
      return await bodyOf(client, request);
    } catch (thrown) {
      const { challenge } = stateOf(request);
      if (this.#machine.on !== 'arc' || CspError.from(thrown).status !== 401 || challenge === null) {
        throw thrown;
      }
      const key = await readArcKey(challenge, this.#machine.keyFolder);
      if (key === undefined) {
        throw thrown;
      }
      return await bodyOf(client, get(url, { ...headers, Authorization: `Basic ${key}` }));
    }
  }

  #read(credentialId: string, body: unknown): FreshToken {
    const { access_token, expires_in, expires_on } = (body ?? {}) as Record<string, unknown>;
    if (typeof access_token !== 'string' || access_token === '') {
      throw proofError(credentialId, 'ManagedIdentityAnswerUnusable', 502);
    }
    // App Service tells only when the token ends.
    const left = secondsOf(expires_in) * 1000 || secondsOf(expires_on) * 1000 - this.#now();
    return { token: access_token, lifetimeMs: left > 0 ? Math.min(left, LONGEST_MS) : UNSAID_LIFETIME_MS };
  }
}

/** Numbers come as text. */
function secondsOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) || 0 : 0;
}

function question(machine: MachineIdentity, resource: string, clientId: string | null) {
  const ask = (address: string, version: string, headers: Record<string, string>) => {
    const url = new URL(address);
    url.searchParams.set('api-version', version);
    url.searchParams.set('resource', resource);
    if (clientId !== null) {
      url.searchParams.set('client_id', clientId);
    }
    return { url, headers };
  };
  switch (machine.on) {
    case 'appService':
      return ask(machine.endpoint, '2019-08-01', { 'X-IDENTITY-HEADER': machine.header });
    case 'arc':
      return ask(machine.endpoint, '2020-06-01', { Metadata: 'true' });
    case 'imds':
      return ask(`${machine.origin}/metadata/identity/oauth2/token`, '2018-02-01', { Metadata: 'true' });
  }
}

function get(url: URL, headers: Record<string, string>): PipelineRequest {
  return createPipelineRequest({ url: url.href, method: 'GET', headers: createHttpHeaders(headers) });
}

/** What this pipeline answers with has its body parsed, whatever the library's type says. */
async function bodyOf(client: HttpClient, request: PipelineRequest): Promise<unknown> {
  const response: ParsedResponse = await client.sendRequest(request);
  return response.parsedBody;
}
