import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import type { DirectoryFacts } from './facts.ts';
import { isTenantId, tenantIdOf } from './ways.ts';

/** Tenant ids behind the domains in the settings, asked once for each. */
export class Domains {
  /** Those that could not be resolved, lower case, and why. */
  readonly unresolved = new Map<string, CspError>();

  /** The facts with what was found, and a sentence on each that was not. Never fails. */
  async resolve(
    { settings, microsoft }: EstateContext,
    facts: DirectoryFacts,
    signal: AbortSignal,
  ): Promise<{ resolved: DirectoryFacts['resolved']; issues: string[] }> {
    const resolved = { ...facts.resolved };
    const issues: string[] = [];
    for (const { tenantId: written, enabled } of settings.tenants) {
      const domain = written.toLowerCase();
      // A disabled row is only looked up where it may be a customer's, who would be read otherwise.
      if (isTenantId(tenantIdOf(domain, facts)) || resolved[domain] || (!enabled && facts.partner.length === 0)) {
        continue;
      }
      try {
        const id = await microsoft.resolveTenant(domain, { signal, reason: 'discovery:customers' });
        resolved[domain] = id.toLowerCase();
        this.unresolved.delete(domain);
      } catch (thrown) {
        signal.throwIfAborted();
        const error = CspError.from(thrown);
        this.unresolved.set(domain, error);
        issues.push(`The tenant ${written} was not found: ${error.message}`);
      }
    }
    return { resolved, issues };
  }
}
