import { PLUGIN_ID } from './operator.ts';

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
