import { isDomain, isGuid } from '../../../shared/settingsChecks.ts';
import { badInput } from '../../common/errors.ts';
import type { CallOptions } from '../api/access.ts';
import type { Call } from '../http/call.ts';
import type { ClientContext } from '../context.ts';
import { badAnswer } from '../http/errors.ts';

const MOST_DOMAINS = 5_000;

/** Microsoft Entra's public metadata. */
export class Entra {
  readonly #context: ClientContext;
  readonly #tenants = new Map<string, string>();

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * The tenant id behind a domain, from the issuer in the tenant's OpenID configuration, which anyone may read.
   * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
   */
  async resolveTenant(tenant: string, options: CallOptions): Promise<string> {
    const name = tenant.trim().toLowerCase();
    if (isGuid(name)) {
      return name;
    }
    if (!isDomain(name)) {
      throw badInput(`"${name.slice(0, 100)}" is neither a tenant ID nor a domain.`);
    }
    const known = this.#tenants.get(name);
    if (known !== undefined) {
      return known;
    }
    const tenantId = await this.#ask(name, options);
    if (this.#tenants.size >= MOST_DOMAINS) {
      this.#tenants.clear();
    }
    this.#tenants.set(name, tenantId);
    return tenantId;
  }

  async #ask(domain: string, options: CallOptions): Promise<string> {
    const origin = this.#context.settings.hosts.login;
    const call: Call = {
      api: 'entra',
      origin,
      tenantId: domain,
      credentialId: '',
      scope: null,
      path: '/{tenant}/v2.0/.well-known/openid-configuration',
      subscriptionId: null,
      signal: options.signal,
      reason: options.reason,
    };
    const { parsedBody } = await this.#context.http.send(call, {
      url: `${origin}/${domain}/v2.0/.well-known/openid-configuration`,
    });
    const issuer = (parsedBody as { issuer?: unknown } | null)?.issuer;
    const tenantId = typeof issuer === 'string' ? issuer.split('/').find(isGuid) : undefined;
    if (tenantId === undefined) {
      throw badAnswer(
        call,
        'BadResponse',
        "its metadata doesn't name the tenant id. Enter the tenant ID instead of the domain.",
      );
    }
    return tenantId.toLowerCase();
  }
}
