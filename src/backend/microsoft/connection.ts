import type { Clock } from '../common/clock.ts';
import type { Logger } from '../common/log.ts';
import { CLOUD_HOSTS } from '../../shared/clouds.ts';
import type { Credential, Settings } from '../settings/settings.ts';
import type { AccessLog } from './accessLog/accessLog.ts';
import type { TokenEndpoint } from './auth/application.ts';
import { CredentialStates } from './auth/credentialStates.ts';
import { ManagedIdentity } from './auth/managedIdentity.ts';
import { Proofs } from './auth/proofs.ts';
import { RefreshTokens } from './auth/refreshTokens/refreshTokens.ts';
import type { TokenStore } from './auth/stores/tokenStore.ts';
import { tokenFetcher } from './auth/tokenFetcher.ts';
import type { Fetch } from './auth/tokenSource.ts';
import { TokenCache } from './auth/tokens.ts';
import { Entra } from './clients/entra.ts';
import { KeyVault } from './clients/keyVault/keyVault.ts';
import { DEFAULT_LIMITS, type Limits } from './http/limits.ts';
import { createHttp, type Http } from './http/pipeline.ts';
import { createTransport, type Transport } from './http/transport.ts';

/** What the way to Microsoft is made of. */
export interface ConnectionOptions {
  settings: Settings;
  clock: Clock;
  log: Logger;
  accessLog: AccessLog;
  /** Where a credential's refresh tokens outlive the process; without it they live as long as that. */
  tokenStoreOf?: (credential: Credential, keyVault: KeyVault) => TokenStore | undefined;
  limits?: Partial<Limits>;
}

/** Everything that the clients share, tied together. */
export interface Connection {
  http: Http;
  tokens: TokenCache;
  transport: Transport;
  limits: Limits;
  entra: Entra;
  keyVault: KeyVault;
  endpoint: TokenEndpoint;
  proofs: Proofs;
  refreshTokens: RefreshTokens;
  states: CredentialStates;
}

/** Ties the pipeline and the tokens together: requests need tokens, and tokens are got by requests. */
export function connect(options: ConnectionOptions): Connection {
  const { settings, clock, log, accessLog, tokenStoreOf } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const transport = createTransport({ ca: settings.ca, proxy: settings.proxy, sockets: settings.concurrency });
  const tokens = new TokenCache(clock, (...asked) => fetch(...asked));
  const http = createHttp({ transport, clock, log, accessLog, limits, concurrency: settings.concurrency, tokens });
  const context = { http, limits, settings };
  const entra = new Entra(context);
  const keyVault = new KeyVault(context, entra);
  const endpoint = { http, authority: CLOUD_HOSTS[settings.cloud].login, login: settings.hosts.login };
  const states = new CredentialStates(settings, clock);
  const managedIdentity = new ManagedIdentity(http, settings.machine, () => clock.now());
  const assertions = assertionCache(clock, settings, managedIdentity);
  const proofs = new Proofs({
    clock,
    readCertificates: (item, call) => keyVault.readCertificates(item, call),
    machineAssertion: (credentialId, call) =>
      assertions.get({ credentialId, tenantId: '', scope: settings.hosts.tokenExchange }, call),
    accepted: (credentialId, certificate) => states.accepted(credentialId, certificate),
  });
  const refreshTokens = new RefreshTokens({
    storeOf: (credential) => tokenStoreOf?.(credential, keyVault),
    clock,
    log,
  });
  const fetch: Fetch = tokenFetcher({ settings, endpoint, proofs, refreshTokens, managedIdentity, states });
  return { http, tokens, transport, limits, entra, keyVault, endpoint, proofs, refreshTokens, states };
}

/** One token of the machine vouches for an application in all tenants, so it is kept as others are. */
function assertionCache(clock: Clock, settings: Settings, managedIdentity: ManagedIdentity): TokenCache {
  return new TokenCache(clock, ({ credentialId, scope }, _, call) => {
    const proof = settings.credentials.get(credentialId)?.proof;
    const clientId = proof?.by === 'federatedIdentity' ? proof.managedIdentityClientId : null;
    return managedIdentity.token(credentialId, scope, clientId, call);
  });
}
