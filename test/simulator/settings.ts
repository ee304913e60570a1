import type { Simulation } from './core/simulation.ts';

/** Data source settings that work against a running simulator. */
export interface SimulatorSettings {
  /** Control plane. */
  control: string;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export function dataSourceSettings(simulation: Simulation, ca: string | undefined): SimulatorSettings {
  const { partner, direct } = simulation.world.data.applications;
  const { login, partnerCenter, resourceManager, graph, keyVault } = simulation.origins;
  const directTenant = simulation.world.tenant(direct.tenantId);
  // Issue time 0 stands for the world's start, so that the same world always has the same token.
  const refreshToken = simulation.tokens.refreshToken({ clientId: partner.clientId, issuedAt: 0, amr: ['pwd', 'mfa'] });
  return {
    control: '',
    jsonData: {
      cloud: simulation.cloudName,
      endpoints: { login, partnerCenter, resourceManager, ...(graph && { graph }), keyVault },
      credentials: [
        { id: 'partner', kind: 'secureApplicationModel', tenantId: partner.tenantId, clientId: partner.clientId },
        { id: 'direct', kind: 'clientSecret', tenantId: direct.tenantId, clientId: direct.clientId },
      ],
      defaultCredential: 'partner',
      partner: { enabled: true, credential: 'partner' },
      tenants: [{ tenantId: direct.tenantId, name: directTenant?.displayName, credential: 'direct' }],
    },
    secureJsonData: {
      'credential.partner.clientSecret': partner.secrets[0]?.value ?? '',
      'credential.partner.refreshToken': refreshToken,
      'credential.direct.clientSecret': direct.secrets[0]?.value ?? '',
      ...(ca && { tlsCACert: ca }),
    },
  };
}
