import type { Simulation } from '../../core/simulation.ts';
import type { Application, Tenant } from '../../world/model.ts';

/** What a token may do at its resource: delegated permissions are one text, an application's own a list. */
export function permissionClaims(
  simulation: Simulation,
  wanted: { tenant: Tenant; audience: string; client: { app: Application }; user?: unknown },
  now: number,
): { scp: string } | { roles: string[] } {
  const { tenant, audience, client, user } = wanted;
  const graph = [...simulation.cloud.audiences.graph, simulation.origins.graph].includes(audience);
  if (!user) {
    return { roles: graph ? (client.app.graphRoles ?? []) : [] };
  }
  return { scp: graph ? simulation.world.graphPermissions(tenant, now).join(' ') : 'user_impersonation' };
}
