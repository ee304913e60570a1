import type { Clock } from '../common/clock.ts';
import { CspError } from '../common/errors.ts';
import type { Logger } from '../common/log.ts';
import { CLOUD_HOSTS } from '../settings/clouds.ts';
import type { Settings } from '../settings/settings.ts';
import type { AccessLog } from './accessLog.ts';
import type { Microsoft } from './api.ts';
import { redeem } from './auth/redeem.ts';
import { RefreshTokens, type TokenStore } from './auth/refreshTokens.ts';
import { TokenCache, type Account, type FreshToken, type TokenCall } from './auth/tokens.ts';
import type { Call } from './call.ts';
import { Entra } from './entra.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { PartnerCenter } from './partnerCenter.ts';
import { createHttp, type Http } from './pipeline.ts';
import { ResourceGraph } from './resourceGraph.ts';
import { ResourceHealth } from './resourceHealth.ts';
import { ResourceManager } from './resourceManager.ts';
import { createTransport } from './transport.ts';

export interface MicrosoftOptions {
  settings: Settings;
  clock: Clock;
  log: Logger;
  accessLog: AccessLog;
  /** Keeps renewed refresh tokens over restarts; without it they live as long as the process. */
  tokenStore?: TokenStore;
  limits?: Partial<Limits>;
}

/**
 * The way to Microsoft for one set of settings: every call runs over one pipeline, which authenticates, tries again,
 * bounds, records and explains. All calls throw only CspError.
 */
export function createMicrosoft(options: MicrosoftOptions): Microsoft {
  const { settings, clock, log, accessLog } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const transport = createTransport(settings.ca, settings.concurrency);
  const tokens = new TokenCache(clock, (account, claims, call) => fetchToken(account, claims, call));
  const http = createHttp({ transport, clock, log, accessLog, limits, concurrency: settings.concurrency, tokens });
  const fetchToken = tokenFetcher(http, settings, new RefreshTokens(options.tokenStore, log));
  const context = { http, settings, limits };
  const entra = new Entra(context);
  const partnerCenter = new PartnerCenter(context, entra);
  const resourceManager = new ResourceManager(context);
  const resourceGraph = new ResourceGraph(context);
  const resourceHealth = new ResourceHealth(context);
  return {
    listCustomers: (call) => partnerCenter.listCustomers(call),
    listPartnerSubscriptions: (customerId, call) => partnerCenter.listSubscriptions(customerId, call),
    listAzureEntitlements: (customerId, planId, call) => partnerCenter.listAzureEntitlements(customerId, planId, call),
    listTenants: (access, call) => resourceManager.listTenants(access, call),
    listSubscriptions: (access, call) => resourceManager.listSubscriptions(access, call),
    listResourceGroups: (access, subscriptionId, call) => resourceManager.listResourceGroups(access, subscriptionId, call),
    listResources: (access, subscriptionId, call) => resourceManager.listResources(access, subscriptionId, call),
    listInventory: (access, subscriptionIds, call) => resourceGraph.listInventory(access, subscriptionIds, call),
    listResourceHealth: (access, subscriptionId, call) => resourceHealth.listBySubscription(access, subscriptionId, call),
    resolveTenant: (tenant, call) => entra.resolveTenant(tenant, call),
    close: () => transport.close(),
  };
}

type FetchToken = (account: Account, claims: string | undefined, tokenCall: TokenCall) => Promise<FreshToken>;

function tokenFetcher(http: Http, settings: Settings, refreshTokens: RefreshTokens): FetchToken {
  const endpoint = { http, authority: CLOUD_HOSTS[settings.cloud].login, login: settings.hosts.login };
  return (account, claims, tokenCall) => {
    const { credentialId, tenantId, scope } = account;
    const credential = settings.credentials.get(credentialId);
    if (!credential) {
      throw new CspError(`There is no credential "${credentialId}" in the data source's settings.`, { code: 'Settings', status: 400, source: 'downstream' });
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
    const once = (refreshToken: string | null) => redeem(endpoint, { credential, tenantId, scope, refreshToken, claims }, call);
    return credential.kind === 'secureApplicationModel' ? refreshTokens.use(credential, once) : once(null);
  };
}
