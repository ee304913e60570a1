import { X509Certificate } from 'node:crypto';
import { badInput } from '../common/errors.ts';
import { CLOUDS, TLS_CA_KEY, type Cloud } from '../../shared/settings.ts';
import { CLOUD_HOSTS } from './clouds.ts';
import { type CheckedBaseline, parseBaseline } from './coverageBaseline.ts';
import { readCredentials } from './credentials.ts';
import { readEndpoint } from './endpoint.ts';
import { Fields, isRecord } from './fields.ts';
import { LABELS } from './labels.ts';
import type { OperatorOptions } from './operator.ts';
import type { ConfiguredTenant, Credential, Hosts, Settings } from './settings.ts';

/**
 * Checks the data source's settings and fills in defaults.
 *
 * @param jsonData an object of the shape of `AzureCspOptions`; anything else is reported.
 * @param secureJsonData the decrypted secrets by `secretKey()`.
 * @throws {CspError} code `Settings`, status 400: one message with a sentence for every mistake, each naming the field.
 */
export function readSettings(
  jsonData: unknown,
  secureJsonData: Readonly<Record<string, string>>,
  operator: Pick<OperatorOptions, 'allowInsecureEndpoints'>,
): Settings {
  const mistakes: string[] = [];
  if (!isRecord(jsonData)) {
    mistakes.push('The settings are not a JSON object.');
  }
  const fields = new Fields(jsonData, '', mistakes);
  const secrets = new Fields(secureJsonData, '', mistakes);
  const cloud = readCloud(fields);
  const hosts = readHosts(fields.get('endpoints'), CLOUD_HOSTS[cloud], operator, mistakes);
  const credentials = readCredentials(fields.list('credentials', LABELS.credentials), secrets, mistakes);
  const defaultCredential =
    readCredentialName(fields, 'defaultCredential', LABELS.defaultCredential, credentials) ?? firstOf(credentials);
  const partnerCredentialId = readPartner(fields, credentials, defaultCredential, mistakes);
  const tenants = readTenants(fields, credentials, defaultCredential, mistakes);
  if (credentials.size === 0 && mistakes.length === 0) {
    mistakes.push(`${LABELS.credentials}: add at least one, so that the plugin can sign in to Microsoft.`);
  } else if (partnerCredentialId === null && tenants.length === 0 && mistakes.length === 0) {
    mistakes.push(`Turn on "${LABELS.partner}" or add a row under ${LABELS.tenants}: there is nothing to watch.`);
  }
  const collection = readCollection(fields.get('collection'), mistakes);
  const allowChangeState = fields.flag('allowChangeState', LABELS.allowChangeState, false);
  const coverageBaseline = readBaseline(fields, mistakes);
  const ca = readCa(secrets, mistakes);
  if (mistakes.length > 0) {
    throw badInput(`The data source's settings need correcting: ${mistakes.join(' ')}`, 'Settings');
  }
  return {
    cloud,
    hosts,
    credentials,
    partnerCredentialId,
    tenants,
    ...collection,
    allowChangeState,
    coverageBaseline,
    ca,
  };
}

function readBaseline(fields: Fields, mistakes: string[]): CheckedBaseline | undefined {
  try {
    return parseBaseline(fields.get('coverageBaseline'));
  } catch (thrown) {
    mistakes.push((thrown as Error).message);
    return undefined;
  }
}

function readCloud(fields: Fields): Cloud {
  const text = fields.text('cloud', LABELS.cloud);
  const cloud = CLOUDS.find((one) => one === text);
  if (text !== '' && !cloud) {
    fields.mistake(LABELS.cloud, `must be one of ${CLOUDS.join(', ')}`);
  }
  return cloud ?? 'AzurePublic';
}

function readHosts(
  value: unknown,
  defaults: Readonly<Hosts>,
  operator: Pick<OperatorOptions, 'allowInsecureEndpoints'>,
  mistakes: string[],
): Hosts {
  const fields = new Fields(value, '', mistakes);
  const hosts = { ...defaults };
  for (const name of ['login', 'partnerCenter', 'resourceManager', 'portal'] as const) {
    const label = LABELS.endpoints[name];
    const text = fields.text(name, label);
    if (text === '') {
      continue;
    }
    const read = readEndpoint(text, operator.allowInsecureEndpoints);
    if ('origin' in read) {
      hosts[name] = read.origin;
    } else {
      fields.mistake(label, read.reason);
    }
  }
  return hosts;
}

function firstOf(credentials: ReadonlyMap<string, Credential>): string | undefined {
  return [...credentials.keys()][0];
}

/** A credential's id as some field names it; undefined when the field is empty or names none. */
function readCredentialName(
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

function readPartner(
  fields: Fields,
  credentials: ReadonlyMap<string, Credential>,
  defaultCredential: string | undefined,
  mistakes: string[],
): string | null {
  const partner = new Fields(fields.get('partner'), '', mistakes);
  if (!partner.flag('enabled', LABELS.partner, false)) {
    return null;
  }
  const id = readCredentialName(partner, 'credential', LABELS.partnerCredential, credentials) ?? defaultCredential;
  if (id === undefined && credentials.size === 0 && mistakes.length === 0) {
    partner.mistake(LABELS.partnerCredential, 'is missing: add a credential first');
  }
  return id ?? null;
}

function readTenants(
  fields: Fields,
  credentials: ReadonlyMap<string, Credential>,
  defaultCredential: string | undefined,
  mistakes: string[],
): ConfiguredTenant[] {
  const tenants: ConfiguredTenant[] = [];
  const seen = new Set<string>();
  for (const [index, row] of fields.list('tenants', LABELS.tenants).entries()) {
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

const DAY = 86_400;

function readCollection(value: unknown, mistakes: string[]): Pick<Settings, 'intervals' | 'history' | 'concurrency'> {
  const fields = new Fields(value, '', mistakes);
  const seconds = (name: keyof typeof LABELS.collection, min: number, otherwise: number): number =>
    fields.whole(name, LABELS.collection[name], { min, max: DAY, otherwise }) * 1000;
  const megabytes = fields.whole('historyMegabytes', LABELS.collection.historyMegabytes, {
    min: 16,
    max: 65_536,
    otherwise: 1024,
  });
  return {
    intervals: {
      discovery: seconds('discoverySeconds', 60, 3600),
      inventory: seconds('inventorySeconds', 60, 1800),
      resourceHealth: seconds('resourceHealthSeconds', 15, 120),
      events: seconds('eventsSeconds', 15, 300),
      alertRules: seconds('alertRulesSeconds', 60, 1800),
      alerts: seconds('alertsSeconds', 15, 60),
      changes: seconds('changesSeconds', 60, 600),
    },
    history: {
      days: fields.whole('historyDays', LABELS.collection.historyDays, { min: 1, max: 1_000, otherwise: 90 }),
      bytes: megabytes * 1024 * 1024,
    },
    concurrency: fields.whole('concurrency', LABELS.collection.concurrency, { min: 1, max: 256, otherwise: 32 }),
  };
}

function readCa(secrets: Fields, mistakes: string[]): string | null {
  const pem = secrets.text(TLS_CA_KEY, LABELS.ca);
  if (pem === '') {
    return null;
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) {
      throw new Error('no certificate');
    }
    blocks.forEach((block) => new X509Certificate(block));
  } catch {
    mistakes.push(`${LABELS.ca} are not certificates in PEM format (-----BEGIN CERTIFICATE-----).`);
    return null;
  }
  return pem;
}
