import type { Clock } from '../common/clock.ts';
import { CspError } from '../common/errors.ts';
import type { Logger } from '../common/log.ts';
import { CLOUD_HOSTS } from '../settings/clouds.ts';
import type { Settings } from '../settings/settings.ts';
import type { AccessLog } from './accessLog.ts';
import { redeem } from './auth/redeem.ts';
import { RefreshTokens, type TokenStore } from './auth/refreshTokens.ts';
import { TokenCache, type Fetch, type TokenSource } from './auth/tokens.ts';
import type { Call } from './call.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createHttp, type Http } from './pipeline.ts';
import { createTransport, type Transport } from './transport.ts';

export interface ConnectionOptions {
  settings: Settings;
  clock: Clock;
  log: Logger;
  accessLog: AccessLog;
  /** Keeps renewed refresh tokens over restarts; without it they live as long as the process. */
  tokenStore?: TokenStore;
  limits?: Partial<Limits>;
}

export interface Connection {
  http: Http;
  tokens: TokenSource;
  transport: Transport;
  limits: Limits;
}

/** Ties the pipeline and the tokens together: requests need tokens, and tokens are got by requests. */
export function connect(options: ConnectionOptions): Connection {
  const { settings, clock, log, accessLog } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const transport = createTransport(settings.ca, settings.concurrency);
  const tokens = new TokenCache(clock, (account, claims, call) => fetch(account, claims, call));
  const http = createHttp({ transport, clock, log, accessLog, limits, concurrency: settings.concurrency, tokens });
  const fetch = tokenFetcher(http, settings, new RefreshTokens(options.tokenStore, log));
  return { http, tokens, transport, limits };
}

function tokenFetcher(http: Http, settings: Settings, refreshTokens: RefreshTokens): Fetch {
  const endpoint = { http, authority: CLOUD_HOSTS[settings.cloud].login, login: settings.hosts.login };
  return (account, claims, tokenCall) => {
    const { credentialId, tenantId, scope } = account;
    const credential = settings.credentials.get(credentialId);
    if (!credential) {
      throw new CspError(`There is no credential "${credentialId}" in the data source's settings.`, {
        code: 'Settings',
        status: 400,
        source: 'downstream',
      });
    }
    const call: Call = {
      api: 'entra',
      origin: settings.hosts.login,
      tenantId,
      credentialId,
      scope: null,
      path: '/{tenant}/oauth2/v2.0/token',
      subscriptionId: null,
      signal: tokenCall.signal,
      reason: tokenCall.reason,
    };
    const once = (refreshToken: string | null) =>
      redeem(endpoint, { credential, tenantId, scope, refreshToken, claims }, call);
    return credential.kind === 'secureApplicationModel' ? refreshTokens.use(credential, once) : once(null);
  };
}
