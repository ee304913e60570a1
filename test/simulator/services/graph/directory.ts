import { createHash } from 'node:crypto';
import type { Exchange, Reply } from '../../core/http.ts';
import { guid } from '../../core/random.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Application, Tenant } from '../../world/model.ts';
import { graphError } from './errors.ts';
import { page, readFilter, select } from './paging.ts';

const DAY = 24 * 3600 * 1000;

/** https://learn.microsoft.com/graph/api/organization-list */
export function listOrganization(simulation: Simulation, x: Exchange): Reply {
  const tenant = simulation.world.tenant(x.principal?.tenantId ?? '');
  const full = x.principal?.permissions.some((one) => one !== 'User.Read') ?? false;
  const rows = tenant ? [organizationShape(tenant, full)] : [];
  return page(x, { name: 'organization', rows, pageSize: 100, maxTop: 999 });
}

/** `User.Read` alone shows a part. */
function organizationShape(tenant: Tenant, full: boolean) {
  const verifiedDomains = tenant.domains.map((name, i) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault: i === 0,
    isInitial: name.endsWith('.onmicrosoft.com'),
    name,
    type: 'Managed',
  }));
  return {
    id: tenant.id,
    displayName: tenant.displayName,
    verifiedDomains,
    ...(full && {
      countryLetterCode: tenant.countryCode,
      createdDateTime: '2021-02-03T09:00:00Z',
      tenantType: 'AAD',
      onPremisesSyncEnabled: null,
    }),
  };
}

/** https://learn.microsoft.com/graph/api/application-list */
export async function listApplications(simulation: Simulation, x: Exchange): Promise<Reply> {
  const terms = readFilter(x, ['appId', 'displayName', 'id']);
  const rows = await Promise.all(ownApplications(simulation, x).map((app) => applicationShape(simulation, app)));
  const wanted = rows.filter((row) =>
    terms.every(({ property, value }) => row[property as 'appId' | 'displayName' | 'id'] === value),
  );
  return page(x, { name: 'applications', rows: wanted, pageSize: 100, maxTop: 999 });
}

export async function getApplication(simulation: Simulation, x: Exchange, appId: string): Promise<Reply> {
  const app = ownApplications(simulation, x).find((one) => one.clientId === appId.toLowerCase());
  if (!app) {
    throw graphError('Request_ResourceNotFound', x, `Resource '${appId}' does not exist.`);
  }
  const shape = await applicationShape(simulation, app);
  const context = `${x.origin}/v1.0/$metadata#applications/$entity`;
  return { status: 200, body: { '@odata.context': context, ...select(x, shape) } };
}

/** Applications live in the tenant that they were registered in; other tenants have service principals. */
function ownApplications(simulation: Simulation, x: Exchange): Application[] {
  const all = Object.values(simulation.world.data.applications);
  return all.filter((app) => app.tenantId === x.principal?.tenantId);
}

/** What a secret is, is never said again: only the first three characters, as a hint. */
async function applicationShape(simulation: Simulation, app: Application) {
  const { start } = simulation.clock;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const pairs = await simulation.certificates.of(app);
  return {
    id: guid(`application object ${app.clientId}`),
    appId: app.clientId,
    displayName: app.displayName,
    createdDateTime: '2024-02-03T09:00:00Z',
    signInAudience: app.multiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    passwordCredentials: app.secrets.map((secret, i) => {
      const endsAt = secret.expiresAt ?? start + 300 * DAY;
      return {
        customKeyIdentifier: null,
        displayName: `monitoring ${i + 1}`,
        endDateTime: iso(endsAt),
        hint: secret.value.slice(0, 3),
        keyId: guid(`key ${createHash('sha256').update(secret.value).digest('hex')}`),
        secretText: null,
        startDateTime: iso(endsAt - 365 * DAY),
      };
    }),
    keyCredentials: pairs.map((pair) => ({
      customKeyIdentifier: pair.thumbprint,
      displayName: `CN=${app.displayName}`,
      endDateTime: iso(pair.expiresAt),
      key: null,
      keyId: guid(`key ${app.clientId} ${pair.name}`),
      startDateTime: iso(pair.startsAt),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    })),
  };
}
