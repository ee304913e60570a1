import type { Settings } from '../settings/settings.ts';
import type { Api } from './accessLog/accessLog.ts';
import type { Access, CallOptions } from './api/access.ts';
import type { Call } from './http/call.ts';
import type { Limits } from './http/limits.ts';
import type { Http } from './http/pipeline.ts';

/** What every client is made with. */
export interface ClientContext {
  http: Http;
  settings: Settings;
  limits: Limits;
}

/** A call of one of the APIs behind Azure Resource Manager. */
export function armCall(
  context: ClientContext,
  api: Api,
  path: string,
  access: Access,
  subscriptionId: string | null,
  options: CallOptions,
): Call {
  const { hosts } = context.settings;
  return {
    api,
    origin: hosts.resourceManager,
    tenantId: access.tenantId.toLowerCase(),
    credentialId: access.credentialId,
    scope: hosts.resourceManagerScope,
    path,
    subscriptionId,
    signal: options.signal,
    reason: options.reason,
    ...(options.throttled && { throttled: options.throttled }),
  };
}
