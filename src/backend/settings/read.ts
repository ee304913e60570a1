import { readTokenStoreKeys } from './credentials/tokenStoreKeys.ts';
import { readHosts } from './endpoints/hosts.ts';
import { isJsonObject } from '../../shared/json.ts';
import { badInput } from '../common/errors.ts';
import { CLOUD_HOSTS } from '../../shared/clouds.ts';
import { CLOUDS, type Cloud } from '../../shared/settings.ts';
import { NOTHING_TO_WATCH } from '../../shared/settingsChecks.ts';
import { readCollection } from './collection.ts';
import { type CheckedBaseline, parseBaseline } from './coverageBaseline.ts';
import { readCredentials } from './credentials/credentials.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import { NO_MACHINE } from './machine.ts';
import { needCorrecting } from './needCorrecting.ts';
import { readCa, readProxy } from './network.ts';
import type { SettingsOperator } from './operator.ts';
import type { Settings } from './settings.ts';
import { readCredentialName, readTenants, type Knows } from './tenants.ts';
import { readVisibility } from './visibility.ts';

/**
 * Checks the data source's settings and fills in defaults. A mistake that concerns one credential, one tenant or a
 * default is kept in `mistakes` and stops nothing else; one about where requests go, or that leaves nothing to collect,
 * stops everything.
 *
 * @param jsonData an object of the shape of `AzureCspOptions`; anything else is reported.
 * @param secureJsonData the decrypted secrets by `secretKey()`.
 * @throws {CspError} code `Settings`, status 400: one message with a sentence for every mistake, each naming the field.
 */
export function readSettings(
  jsonData: unknown,
  secureJsonData: Readonly<Record<string, string>>,
  operator: SettingsOperator,
): Settings {
  // What stops everything, and what doesn't.
  const mistakes: string[] = [];
  const tolerable: string[] = [];
  if (!isJsonObject(jsonData)) {
    mistakes.push('The settings are not a JSON object.');
  }
  const fields = new Fields(jsonData, '', mistakes);
  const secrets = new Fields(secureJsonData, '', mistakes);
  const cloud = readCloud(fields);
  const hosts = readHosts(fields.get('endpoints'), CLOUD_HOSTS[cloud], operator, mistakes);
  const lenient = new Fields(jsonData, '', tolerable);
  const { firstId, ...read } = readCredentials(fields.list('credentials', LABELS.credentials), {
    hosts,
    operator,
    secrets,
    mistakes: tolerable,
  });
  const { credentials, brokenCredentials } = read;
  const knows = (id: string): boolean => credentials.has(id) || brokenCredentials.has(id);
  const defaultCredential =
    readCredentialName(lenient, 'defaultCredential', LABELS.defaultCredential, knows) ?? firstId;
  const partnerCredentialId = readPartner(fields, knows, defaultCredential, tolerable);
  const visibility = readVisibility(fields.get('visibility'), mistakes);
  // A policy may go by what is written of a tenant: a row that is left out could show what it hides.
  const ofTenants = visibility === null ? tolerable : mistakes;
  const tenants = readTenants(new Fields(jsonData, '', ofTenants), knows, defaultCredential, ofTenants);
  const said = mistakes.length + tolerable.length;
  if (credentials.size === 0 && said === 0) {
    mistakes.push(`${LABELS.credentials}: add at least one, so that the plugin can sign in to Microsoft.`);
  } else if (partnerCredentialId === null && tenants.length === 0 && said === 0) {
    mistakes.push(NOTHING_TO_WATCH);
  }
  const nothingLeft = credentials.size === 0 || (partnerCredentialId === null && tenants.length === 0);
  const collection = readCollection(fields.get('collection'), tolerable);
  const allowChangeState = lenient.flag('allowChangeState', LABELS.allowChangeState, false);
  const coverageBaseline = readBaseline(lenient, tolerable);
  const ca = readCa(secrets, mistakes);
  const proxy = readProxy(fields.get('network'), secrets, { operator, ca, mistakes });
  const tokenStoreKeys = readTokenStoreKeys(secrets, operator, tolerable);
  if (mistakes.length > 0 || (nothingLeft && tolerable.length > 0)) {
    throw badInput(needCorrecting([...mistakes, ...tolerable]), 'Settings');
  }
  return {
    cloud,
    hosts,
    credentials,
    brokenCredentials,
    mistakes: tolerable,
    partnerCredentialId,
    defaultCredentialId: defaultCredential ?? '',
    tenants,
    ...collection,
    allowChangeState,
    coverageBaseline,
    ca,
    proxy,
    tokenStoreKeys,
    machine: operator.machine ?? NO_MACHINE,
    visibility,
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

function readPartner(
  fields: Fields,
  knows: Knows,
  defaultCredential: string | undefined,
  mistakes: string[],
): string | null {
  const partner = new Fields(fields.get('partner'), '', mistakes);
  if (!partner.flag('enabled', LABELS.partner, false)) {
    return null;
  }
  const id = readCredentialName(partner, 'credential', LABELS.partnerCredential, knows) ?? defaultCredential;
  return id ?? null;
}
