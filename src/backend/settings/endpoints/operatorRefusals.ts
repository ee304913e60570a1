import { PLUGIN_ID } from '../operator.ts';

const SECTION = `[plugin.${PLUGIN_ID}]`;

/**
 * Why a managed identity can't be used here, to stand after a field's label. Everyone who may edit a data source could
 * otherwise act as the server's own machine.
 */
export function managedIdentityRefused(): string {
  return `needs this server's managed identity, which its operator has not allowed: set allow_managed_identity = true under ${SECTION} in Grafana's configuration and restart it.`;
}

/** Why there is no federated token. The path is the operator's to name: an editor must not be able to have files read. */
export function tokenFileRefused(): string {
  return `needs a federated token file, which the server's operator has not named: set federated_token_file = /path under ${SECTION} in Grafana's configuration (or AZURE_FEDERATED_TOKEN_FILE in its environment) and restart it.`;
}

/**
 * Why tokens may not go to a host that the settings name. Who may edit a data source may not read its secrets, but could
 * otherwise have them sent to a host of their own.
 *
 * @param entry what the operator would write.
 */
export function endpointRefused(host: string, entry: string): string {
  return `leads to ${host}, which is no host of this cloud. Tokens go there only where the server's operator allows it: add ${entry} to allowed_endpoints under ${SECTION} in Grafana's configuration and restart it.`;
}

/** Why a proxy may not come with a CA of its own: the two together read everything that is sent, secrets too. */
export function proxyWithCaRefused(host: string, entry: string): string {
  return `leads to ${host} while the settings also trust CA certificates of their own, so that it could read tokens and secrets on the way. The server's operator can allow it: add ${entry} to allowed_endpoints under ${SECTION} in Grafana's configuration and restart it, or set the proxy in the server's environment.`;
}
