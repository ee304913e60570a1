/**
 * Where a managed identity is asked for tokens: the service differs by what the server runs on. Only the operator and
 * Azure itself say so; nothing of it comes from a data source's settings.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export type MachineIdentity =
  /** Virtual machines, scale sets, AKS nodes. */
  | { on: 'imds'; origin: string }
  /** App Service, Functions, Container Apps. https://learn.microsoft.com/azure/app-service/overview-managed-identity */
  | { on: 'appService'; endpoint: string; header: string }
  /** Servers that Azure Arc manages. https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication */
  | { on: 'arc'; endpoint: string; keyFolder: string };

export const NO_MACHINE: MachineIdentity = { on: 'imds', origin: 'http://169.254.169.254' };

/**
 * Reads it from the environment. Grafana passes `imds_endpoint`, `identity_endpoint`, `identity_header` and
 * `arc_key_folder` of its configuration as `GF_PLUGIN_...`; the others are Azure's own, where Grafana hands the host's
 * environment on.
 */
export function readMachine(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): MachineIdentity {
  const endpoint = env['GF_PLUGIN_IDENTITY_ENDPOINT'] || env['IDENTITY_ENDPOINT'];
  const header = env['GF_PLUGIN_IDENTITY_HEADER'] || env['IDENTITY_HEADER'];
  if (endpoint && header && URL.canParse(endpoint)) {
    return { on: 'appService', endpoint, header };
  }
  const imds = env['GF_PLUGIN_IMDS_ENDPOINT'];
  if (endpoint && (imds || env['IMDS_ENDPOINT']) && URL.canParse(endpoint)) {
    return { on: 'arc', endpoint, keyFolder: env['GF_PLUGIN_ARC_KEY_FOLDER'] || arcKeyFolder(env, platform) };
  }
  return imds && URL.canParse(imds) ? { on: 'imds', origin: new URL(imds).origin } : NO_MACHINE;
}

/** The folder that the agent of Azure Arc writes its challenges to, unless the operator knows better. */
function arcKeyFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? `${env['ProgramData'] ?? 'C:\\ProgramData'}\\AzureConnectedMachineAgent\\Tokens`
    : '/var/opt/azcmagent/tokens';
}
