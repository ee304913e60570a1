import { isJsonObject } from '../../shared/json.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { ConfiguredTenant } from './settings.ts';

/** Whether a credential of that id is in the settings, complete or not. */
export type Knows = (credentialId: string) => boolean;

/**
 * A credential's id as some field names it; undefined when the field is empty. One that nobody knows is a mistake and
 * stays: what should run as it must not run as another.
 */
export function readCredentialName(fields: Fields, name: string, label: string, knows: Knows): string | undefined {
  const id = fields.text(name, label);
  if (id !== '' && !knows(id)) {
    fields.mistake(label, `names "${id}", but no credential has that name`);
  }
  return id === '' ? undefined : id;
}

/** The tenants that are written in by hand; without the rows that name none, or one again. */
export function readTenants(
  settings: Fields,
  knows: Knows,
  defaultCredential: string | undefined,
  mistakes: string[],
): ConfiguredTenant[] {
  const tenants: ConfiguredTenant[] = [];
  const seen = new Set<string>();
  for (const [index, row] of settings.list('tenants', LABELS.tenants).entries()) {
    const tenant = new Fields(row, `Tenant ${index + 1}, `, mistakes);
    const tenantId = tenant.tenant('tenantId', LABELS.tenant.tenantId);
    const credentialId =
      readCredentialName(tenant, 'credential', LABELS.tenant.credential, knows) ?? defaultCredential ?? '';
    const enabled = tenant.flag('enabled', LABELS.tenant.enabled, true);
    const includeSubscriptions = tenant.guids('includeSubscriptions', LABELS.tenant.includeSubscriptions);
    const configured: ConfiguredTenant = {
      tenantId,
      name: tenant.text('name', LABELS.tenant.name) || null,
      credentialId,
      // Not everything where only some was wanted.
      enabled: enabled && (includeSubscriptions.length > 0 || isEmpty(tenant.get('includeSubscriptions'))),
      includeSubscriptions,
      excludeSubscriptions: tenant.guids('excludeSubscriptions', LABELS.tenant.excludeSubscriptions),
      tags: readTags(tenant),
    };
    if (tenantId === '') {
      continue;
    }
    if (seen.has(tenantId)) {
      tenant.mistake(LABELS.tenant.tenantId, `repeats "${tenantId}", which an earlier row already has`);
      continue;
    }
    seen.add(tenantId);
    tenants.push(configured);
  }
  return tenants;
}

function isEmpty(list: unknown): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}

function readTags(tenant: Fields): Record<string, string> {
  const value = tenant.get('tags');
  if (value === undefined || value === null) {
    return {};
  }
  const entries: [string, unknown][] = isJsonObject(value) ? Object.entries(value) : [['', value]];
  if (entries.some(([name, text]) => name.trim() === '' || typeof text !== 'string')) {
    tenant.mistake(LABELS.tenant.tags, 'must be names and texts, such as {"team": "north"}');
    return {};
  }
  return Object.fromEntries(entries.map(([name, text]) => [name.trim(), (text as string).trim()]));
}
