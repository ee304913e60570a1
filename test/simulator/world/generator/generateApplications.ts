import { guid } from '../../core/random.ts';
import { certificatesFrom, federatedWith, machineIdentities, secretless } from '../access/identities.ts';
import type { Application, Subscription, Tenant, WorldData } from '../model.ts';

/** Before any world began. */
const EXPIRED_AT = Date.parse('2026-06-30T00:00:00Z');

/** Who signs in to a generated world. Consents to the applications, and gives those outside CSP a role on `own`. */
export function generateApplications(
  plan: { key: string; name: string; start: number },
  partner: Tenant,
  direct: Tenant,
  own: Subscription,
): Pick<WorldData, 'applications' | 'machines'> {
  const { key, name, start } = plan;
  const hub = guid(`${key} hub`);
  const machines = {
    direct: machineIdentities(direct.id, own.id, identityIds(key, 'direct')),
    partner: machineIdentities(partner.id, hub, identityIds(key, 'partner')),
  };
  const ids = { certificate: guid(`${key} app certificate`), workload: guid(`${key} app workload`) };
  const applications = {
    partner: {
      ...application(key, 'CSP monitoring', partner.id, true, `${name}-partner-client-secret`),
      certificates: certificatesFrom(start),
      federatedCredentials: federatedWith(machines.partner[1]),
    },
    direct: application(key, 'Azure monitoring', direct.id, false, `${name}-direct-client-secret`),
    vault: application(key, 'CSP vault access', partner.id, false, `${name}-vault-client-secret`),
    ...secretless(ids, direct.id, start, machines.direct[1]),
  };
  partner.consentedApps.push(applications.partner.clientId, applications.vault.clientId);
  direct.consentedApps.push(applications.direct.clientId, ids.certificate, ids.workload);
  for (const clientId of [...direct.consentedApps, ...machines.direct.map((one) => one.clientId)]) {
    own.appRoles[clientId] = 'Reader';
  }
  return { applications, machines };
}

function application(
  key: string,
  displayName: string,
  tenantId: string,
  multiTenant: boolean,
  secret: string,
): Application {
  const secrets = [{ value: secret }, { value: `${secret}-expired`, expiresAt: EXPIRED_AT }];
  return { clientId: guid(`${key} app ${displayName}`), displayName, tenantId, multiTenant, secrets };
}

function identityIds(key: string, machine: string): { system: string; user: string } {
  return { system: guid(`${key} identity ${machine} system`), user: guid(`${key} identity ${machine} user`) };
}
