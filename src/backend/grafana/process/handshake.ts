import { writeSync } from 'node:fs';

/** The cookie by which go-plugin's host says that it, and not a person, started this process. */
const COOKIE_NAME = 'grafana_plugin_type';
const COOKIE_VALUE = 'datasource';
const CORE_PROTOCOL = 1;
const APP_PROTOCOL = 2;
const STDOUT = 1;

/** Where the plugin listens. */
export type Address = { network: 'unix'; path: string } | { network: 'tcp'; host: string; port: number };

/**
 * Why this process cannot serve its host, as a sentence, or undefined when it can.
 * https://github.com/hashicorp/go-plugin/blob/main/docs/guide-plugin-write-non-go.md
 */
export function refusal(env: NodeJS.ProcessEnv, pluginId: string): string | undefined {
  if (env[COOKIE_NAME] !== COOKIE_VALUE) {
    return `This is the backend of the Grafana data source ${pluginId}. Grafana starts it; it does nothing by itself. Put the plugin's folder into Grafana's plugins folder and restart Grafana.`;
  }
  const offered = env.PLUGIN_PROTOCOL_VERSIONS;
  if (offered && !offered.split(',').map(Number).includes(APP_PROTOCOL)) {
    return `This Grafana offers plugin protocol ${offered}; the plugin speaks ${APP_PROTOCOL}. Use Grafana 7 or newer.`;
  }
  if (env.PLUGIN_CLIENT_CERT) {
    return 'This host asks for mutual TLS (PLUGIN_CLIENT_CERT), which Grafana does not use and the plugin does not speak.';
  }
  return undefined;
}

/** The only line ever written to stdout. Older hosts do not read past the fifth field. */
export function handshakeLine(address: Address): string {
  const where = address.network === 'unix' ? address.path : `${address.host}:${address.port}`;
  return `${CORE_PROTOCOL}|${APP_PROTOCOL}|${address.network}|${where}|grpc`;
}

/** Tells Grafana where the plugin listens: the one line on stdout, after which nothing may follow. */
export function printHandshake(address: Address): void {
  writeSync(STDOUT, `${handshakeLine(address)}\n`);
}
