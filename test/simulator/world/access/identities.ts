import type { Application, ApplicationCertificate, FederatedCredential, ManagedIdentity } from '../model.ts';
import { CLUSTER_SUBJECT, principalId } from './principals.ts';

const YEAR = 365 * 24 * 3600 * 1000;

/** One certificate that is good for two years, and one that ended on the day before the world began. */
export function certificatesFrom(start: number): ApplicationCertificate[] {
  return [
    { name: 'current', startsAt: start - YEAR / 12, expiresAt: start + 2 * YEAR },
    { name: 'expired', startsAt: start - YEAR, expiresAt: start - YEAR / 365 },
  ];
}

/** What the application trusts instead of a secret: the cluster's service account, and a managed identity of its tenant. */
export function federatedWith(identity: ManagedIdentity | undefined): FederatedCredential[] {
  const cluster = { name: 'cluster', issuer: 'cluster', subject: CLUSTER_SUBJECT } as const;
  return identity ? [cluster, { name: identity.name, issuer: 'entra', subject: identity.principalId }] : [cluster];
}

/** The applications of a tenant that prove themselves without a secret, one for each way. */
export function secretless(
  ids: { certificate: string; workload: string },
  tenantId: string,
  start: number,
  identity: ManagedIdentity | undefined,
): { certificate: Application; workload: Application } {
  const common = { tenantId, multiTenant: false, secrets: [] };
  return {
    certificate: {
      ...common,
      clientId: ids.certificate,
      displayName: 'Monitoring by certificate',
      certificates: certificatesFrom(start),
    },
    workload: {
      ...common,
      clientId: ids.workload,
      displayName: 'Monitoring from a cluster',
      federatedCredentials: federatedWith(identity),
    },
  };
}

/** What one virtual machine has: its own identity first, then one that was assigned to it. */
export function machineIdentities(
  tenantId: string,
  subscriptionId: string,
  clientIds: { system: string; user: string },
): ManagedIdentity[] {
  const group = `/subscriptions/${subscriptionId}/resourcegroups/rg-monitoring/providers`;
  const identity = (kind: ManagedIdentity['kind'], clientId: string, resourceId: string): ManagedIdentity => ({
    kind,
    name: resourceId.split('/').at(-1) ?? '',
    tenantId,
    clientId,
    principalId: principalId(clientId, tenantId),
    resourceId,
  });
  return [
    identity('systemAssigned', clientIds.system, `${group}/Microsoft.Compute/virtualMachines/vm-grafana`),
    identity('userAssigned', clientIds.user, `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-monitoring`),
  ];
}
