import { guid } from '../../core/random.ts';

/** Object id of an application's service principal, or of a managed identity, in one tenant. */
export function principalId(clientId: string, tenantId: string): string {
  return guid(`sp ${clientId} ${tenantId}`);
}

/** The namespace and account that a pod of the pretend Kubernetes cluster runs as. */
export const CLUSTER_SUBJECT = 'system:serviceaccount:monitoring:grafana';
