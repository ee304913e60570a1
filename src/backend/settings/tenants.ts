import { Fields, isRecord } from './fields.ts';
import { LABELS } from './labels.ts';
import type { ConfiguredTenant, Credential } from './settings.ts';

/** A credential's id as some field names it; undefined when the field is empty or names none. */
export function readCredentialName(
  fields: Fields,
  name: string,
  label: string,
  credentials: ReadonlyMap<string, Credential>,
): string | undefined {
  const id = fields.text(name, label);
  if (id !== '' && !credentials.has(id)) {
    fields.mistake(label, `names "${id}", but no credential has that name`);
    return undefined;
  }
  return id === '' ? undefined : id;
}

/** The tenants that are written in by hand. */
export function readTenants(
  settings: Fields,
  credentials: ReadonlyMap<string, Credential>,
  defaultCredential: string | undefined,
  mistakes: string[],
): ConfiguredTenant[] {
  const tenants: ConfiguredTenant[] = [];
  const seen = new Set<string>();
  for (const [index, row] of settings.list('tenants', LABELS.tenants).entries()) {
    const tenant = new Fields(row, `Tenant ${index + 1}, `, mistakes);
    const tenantId = tenant.tenant('tenantId', LABELS.tenant.tenantId);
    const credentialId =
      readCredentialName(tenant, 'credential', LABELS.tenant.credential, credentials) ?? defaultCredential ?? '';
    const configured: ConfiguredTenant = {
      tenantId,
      name: tenant.text('name', LABELS.tenant.name) || null,
      credentialId,
      enabled: tenant.flag('enabled', LABELS.tenant.enabled, true),
      includeSubscriptions: tenant.guids('includeSubscriptions', LABELS.tenant.includeSubscriptions),
      excludeSubscriptions: tenant.guids('excludeSubscriptions', LABELS.tenant.excludeSubscriptions),
      tags: readTags(tenant),
    };
    if (tenantId !== '' && seen.has(tenantId)) {
      tenant.mistake(LABELS.tenant.tenantId, `repeats "${tenantId}", which an earlier row already has`);
      continue;
    }
    seen.add(tenantId);
    tenants.push(configured);
  }
  return tenants;
}

function readTags(tenant: Fields): Record<string, string> {
  const value = tenant.get('tags');
  if (value === undefined || value === null) {
    return {};
  }
  const entries: [string, unknown][] = isRecord(value) ? Object.entries(value) : [['', value]];
  if (entries.some(([name, text]) => name.trim() === '' || typeof text !== 'string')) {
    tenant.mistake(LABELS.tenant.tags, 'must be names and texts, such as {"team": "north"}');
    return {};
  }
  return Object.fromEntries(entries.map(([name, text]) => [name.trim(), (text as string).trim()]));
}
