import type { Hosts } from '../../../shared/clouds.ts';
import { isVaultOfCloud } from '../../../shared/settingsChecks.ts';
import { ENDPOINT_NAMES, entryOf, type EndpointName, isNamed } from './allowedEndpoints.ts';
import { readEndpoint } from './endpoint.ts';
import { Fields } from '../fields.ts';
import { LABELS } from '../labels.ts';
import type { SettingsOperator } from '../operator.ts';
import { endpointRefused } from './operatorRefusals.ts';

/** Where requests go: the cloud's own hosts, and the endpoints of the settings in their place. */
export function readHosts(
  value: unknown,
  defaults: Readonly<Hosts>,
  operator: SettingsOperator,
  mistakes: string[],
): Hosts {
  const fields = new Fields(value, '', mistakes);
  const hosts = { ...defaults };
  for (const name of ENDPOINT_NAMES) {
    const label = LABELS.endpoints[name];
    const text = fields.text(name, label);
    if (text === '') {
      continue;
    }
    const read = readEndpoint(text, operator.allowInsecureEndpoints);
    if ('reason' in read) {
      fields.mistake(label, read.reason);
    } else if (mayGoTo(read.origin, name, defaults, operator)) {
      hosts[name] = read.origin;
    } else {
      const { host } = new URL(read.origin);
      mistakes.push(`${label} ${endpointRefused(host, entryOf(read.origin))}`);
    }
  }
  return hosts;
}

/** The cloud's own host for this very purpose, or one that the operator stands for. */
function mayGoTo(origin: string, name: EndpointName, defaults: Readonly<Hosts>, operator: SettingsOperator): boolean {
  const isOfCloud = name === 'keyVault' ? isVaultOfCloud(origin, defaults.keyVaultSuffix) : origin === defaults[name];
  return isOfCloud || operator.allowInsecureEndpoints || isNamed(origin, operator.allowedEndpoints ?? []);
}
