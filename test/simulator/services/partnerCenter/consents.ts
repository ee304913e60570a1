import { SERVICE_APPS } from '../../core/clouds.ts';
import { WireError } from '../../core/http.ts';
import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Tenant } from '../../world/model.ts';
import { managementError, partnerCenterError, tooManyRequests } from './errors.ts';
import { findCustomer } from './model.ts';

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const CONSENTS_PER_SECOND = 50;

interface Grant {
  enterpriseApplicationId: string;
  scope: string;
}
interface ConsentBody {
  applicationId: string;
  displayName?: string;
  applicationGrants: Grant[];
}

/**
 * Puts the partner's application into a customer's tenant with these delegated permissions. From then on the token
 * endpoint takes it there. https://learn.microsoft.com/partner-center/developer/create-consent
 */
export function createConsent(simulation: Simulation, x: Exchange, customerId: string): Reply {
  const tenant = findTenant(simulation, x, customerId);
  const body = readConsent(x);
  const quota = simulation.limits.window(`consents ${body.applicationId}`, CONSENTS_PER_SECOND, 1000);
  if (!quota.ok) {
    throw new WireError(tooManyRequests(quota.retryAfter));
  }
  const app = simulation.registrations.application(body.applicationId);
  if (!app?.multiTenant || app.tenantId !== simulation.world.data.partner.id) {
    throw partnerCenterError('1000');
  }
  if (simulation.world.consented(tenant, app.clientId, x.now)) {
    throw partnerCenterError('Conflict');
  }
  consent(simulation, x.now, tenant, app.clientId, true);
  const graph = body.applicationGrants.filter((one) => one.enterpriseApplicationId === SERVICE_APPS.graph);
  const permissions = graph.flatMap((one) => one.scope.split(',').map((scope) => scope.trim()));
  simulation.world.addTransition({ kind: 'graphPermissions', at: x.now, tenantId: tenant.id, permissions });
  return { status: 201, body };
}

/** https://learn.microsoft.com/partner-center/developer/remove-consent */
export function deleteConsent(simulation: Simulation, x: Exchange, customerId: string, appId: string): Reply {
  const tenant = findTenant(simulation, x, customerId);
  const app = simulation.registrations.application(appId);
  if (!app || !simulation.world.consented(tenant, app.clientId, x.now)) {
    throw partnerCenterError('1000');
  }
  consent(simulation, x.now, tenant, app.clientId, false);
  return { status: 204 };
}

function consent(simulation: Simulation, at: number, tenant: Tenant, appId: string, given: boolean): void {
  simulation.world.addTransition({ kind: 'consent', at, tenantId: tenant.id, appId, given });
}

/** Consent is the user's doing, with the roles that a relationship gives in that tenant. */
function findTenant(simulation: Simulation, x: Exchange, customerId: string): Tenant {
  if (x.principal?.kind === 'app') {
    throw partnerCenterError('900329');
  }
  const customer = findCustomer(simulation, x, customerId);
  const tenant = simulation.world.tenant(customer.id);
  if (!tenant) {
    throw partnerCenterError('60003');
  }
  if (!simulation.world.gdapActive(tenant, x.now)) {
    throw partnerCenterError('900308');
  }
  if (!simulation.world.conditionalAccessAllows(tenant, x.now)) {
    throw partnerCenterError('900309');
  }
  return tenant;
}

function readConsent(x: Exchange): ConsentBody {
  const body = parse(x.body);
  if (typeof body?.applicationId !== 'string' || !GUID.test(body.applicationId)) {
    throw managementError(400, 'applicationId must be a GUID.');
  }
  const grants = Array.isArray(body.applicationGrants) ? body.applicationGrants : [];
  const services: readonly string[] = Object.values(SERVICE_APPS);
  const good = (grant: Partial<Grant>): boolean =>
    services.includes(grant.enterpriseApplicationId ?? '') && /^[\w.]+( ?, ?[\w.]+)*$/.test(grant.scope ?? '');
  if (grants.length === 0 || !grants.every(good)) {
    throw managementError(400, 'applicationGrants must name enterprise applications with scopes, separated by commas.');
  }
  return { ...body, applicationId: body.applicationId, applicationGrants: grants as Grant[] };
}

function parse(text: string): { applicationId?: unknown; applicationGrants?: Array<Partial<Grant>> } | undefined {
  try {
    return JSON.parse(text) as { applicationId?: unknown };
  } catch {
    throw managementError(400, 'The body is not JSON.');
  }
}
