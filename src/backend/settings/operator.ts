import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readAllowedEndpoints } from './endpoints/allowedEndpoints.ts';
import { readMachine, type MachineIdentity } from './machine.ts';

/**
 * What the operator of the Grafana server decides, in `[plugin.cspwatch-azurecsp-datasource]` of its ini file. Grafana
 * passes each `key = value` there to the plugin as the environment variable `GF_PLUGIN_KEY`.
 * https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#pluginplugin_id
 */
export interface OperatorOptions {
  /** `allow_insecure_endpoints`: custom endpoints may be any host, and http: for tries with the simulator. */
  allowInsecureEndpoints: boolean;
  /** `allowed_endpoints`: hosts that tokens may go to besides the cloud's own. */
  allowedEndpoints: readonly string[];
  /** `data_path`: where the last picture of each estate is kept; null when there is no place for it. */
  dataPath: string | null;
  /** `allow_managed_identity`: credentials may use the managed identity of the server's machine. */
  allowManagedIdentity: boolean;
  /** `federated_token_file`, or AZURE_FEDERATED_TOKEN_FILE: what workload identities show; null for none. */
  federatedTokenFile: string | null;
  /** `imds_endpoint`, `identity_endpoint`, `identity_header`, `arc_key_folder`, or what Azure puts into the environment. */
  machine: MachineIdentity;
  /** `token_store_key`: encrypts the store of refresh tokens; null for none. */
  tokenStoreKey: string | null;
  /** `memory_limit_megabytes`: above it the plugin lets go of caches; undefined for its own default. */
  memoryLimitBytes: number | undefined;
}

/** What the settings of one data source are read with. */
export type SettingsOperator = Pick<OperatorOptions, 'allowInsecureEndpoints'> &
  Partial<
    Pick<
      OperatorOptions,
      'allowedEndpoints' | 'allowManagedIdentity' | 'federatedTokenFile' | 'machine' | 'tokenStoreKey'
    >
  >;

export const PLUGIN_ID = 'cspwatch-azurecsp-datasource';

/** Reads the operator's options from the environment and finds the data folder. */
export function readOperator(env: NodeJS.ProcessEnv, executable: string): OperatorOptions {
  return {
    allowInsecureEndpoints: isTrue(env['GF_PLUGIN_ALLOW_INSECURE_ENDPOINTS']),
    allowedEndpoints: readAllowedEndpoints(env['GF_PLUGIN_ALLOWED_ENDPOINTS']),
    allowManagedIdentity: isTrue(env['GF_PLUGIN_ALLOW_MANAGED_IDENTITY']),
    federatedTokenFile: env['GF_PLUGIN_FEDERATED_TOKEN_FILE'] || env['AZURE_FEDERATED_TOKEN_FILE'] || null,
    machine: readMachine(env),
    tokenStoreKey: env['GF_PLUGIN_TOKEN_STORE_KEY'] || null,
    memoryLimitBytes: megabytes(env['GF_PLUGIN_MEMORY_LIMIT_MEGABYTES']),
    dataPath: firstUsable(dataPathCandidates(env, executable)),
  };
}

/** Values of these are secrets; some are Azure's own names. */
const SECRETS = ['GF_PLUGIN_TOKEN_STORE_KEY', 'GF_PLUGIN_IDENTITY_HEADER', 'IDENTITY_HEADER'];

/** Takes secrets out of the environment once they are read: a runtime that is told to debug prints all of it. */
export function forgetSecrets(env: NodeJS.ProcessEnv): void {
  SECRETS.forEach((name) => delete env[name]);
}

/** Nonsense is as if nothing were said: a limit of nothing would stop the plugin from keeping anything. */
function megabytes(text: string | undefined): number | undefined {
  const number = Number(text);
  return number >= 1 && Number.isFinite(number) ? Math.floor(number * 1024 * 1024) : undefined;
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

/**
 * Grafana tells a plugin no data folder, so it is the first that can be made of: what the operator says; Grafana's own
 * data folder where the environment names it (official images do, before 12.4 hid it); the folder that holds the
 * plugins folder, which by default is Grafana's data folder; the temporary folder. Never the plugin's own folder: a
 * file that its manifest lacks makes Grafana refuse the plugin.
 */
function dataPathCandidates(env: NodeJS.ProcessEnv, executable: string): string[] {
  const said = env['GF_PLUGIN_DATA_PATH'];
  if (said) {
    return [said];
  }
  const grafana = env['GF_PATHS_DATA'];
  const pluginFolder = nearest(dirname(executable), PLUGIN_ID);
  const beside = pluginFolder ? dirname(dirname(pluginFolder)) : undefined;
  return [grafana, beside, tmpdir()].filter((base) => base !== undefined).map((base) => join(base, PLUGIN_ID));
}

/** The folder of this name at or above `from`, at most two levels up (`dist/` may be between). */
function nearest(from: string, name: string): string | undefined {
  return [from, dirname(from), dirname(dirname(from))].find((folder) => basename(folder) === name);
}

function firstUsable(candidates: string[]): string | null {
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (existsSync(folder)) {
        return folder;
      }
    } catch {
      // Not ours to write: the next one.
    }
  }
  return null;
}
