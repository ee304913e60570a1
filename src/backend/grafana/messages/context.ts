import { badInput } from '../../common/errors.ts';
import type * as pb from '../generated/pluginv2.ts';
import type { InstanceSettings, User } from '../types.ts';
import { parseJson } from './json.ts';

/** Bytes of one data source's settings, which may name thousands of tenants. */
const MOST_SETTINGS_BYTES = 8 * 1024 * 1024;

/** An int64 of the wire. Beyond 2^53 nothing in the protocol has a meaning, so precision there is not missed. */
export function toNumber(value: bigint): number {
  return Number(value);
}

/** @throws CspError with a sentence when the call has no data source or its settings cannot be read */
export function toInstanceSettings(context: pb.PluginContext | undefined): InstanceSettings {
  const settings = context?.dataSourceInstanceSettings;
  if (!context || !settings) {
    throw badInput(
      'The call names no data source. Ask through a saved data source, e.g. /api/datasources/uid/<uid>/.',
      'NoDataSource',
    );
  }
  return {
    orgId: toNumber(context.orgId),
    namespace: context.namespace,
    uid: settings.uid || String(settings.id),
    name: settings.name,
    url: settings.url,
    jsonData: parseJsonData(settings.jsonData, settings.name),
    secureJsonData: settings.decryptedSecureJsonData,
    updated: toNumber(settings.lastUpdatedMS),
    grafanaConfig: context.grafanaConfig,
  };
}

function parseJsonData(bytes: Uint8Array, name: string): unknown {
  const what = `The settings (jsonData) of the data source "${name}"`;
  return bytes.length === 0
    ? {}
    : parseJson(bytes, MOST_SETTINGS_BYTES, what, () =>
        badInput(
          `${what} are not valid JSON. Open the data source and save it again, or correct its provisioning file.`,
          'SettingsNotJson',
        ),
      );
}

/** Who asks; undefined for calls that nobody made, such as an alert rule's. */
export function toUser(user: pb.User | undefined): User | undefined {
  return user && { login: user.login, name: user.name, email: user.email, role: user.role };
}

/** Grafana's version from `Grafana/12.4.0 (linux; amd64)`, or what the host's environment says. */
export function toGrafanaVersion(userAgent: string, env: NodeJS.ProcessEnv): string | undefined {
  return /^Grafana\/(\S+)/.exec(userAgent)?.[1] ?? env.GF_VERSION;
}
