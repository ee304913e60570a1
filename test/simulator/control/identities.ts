import type { RegistrationChange } from '../core/registrations.ts';
import type { Simulation } from '../core/simulation.ts';
import { identitiesOf } from '../identities.ts';

/** Calls of the control plane about applications, machines and the pretend cluster. */
export function identityActions(simulation: Simulation) {
  return {
    'GET identities': () => identitiesOf(simulation),
    'GET federatedToken': async ({ query }: { query: URLSearchParams }) => {
      const { expiresIn, ...rest } = Object.fromEntries(query);
      return { token: await simulation.cluster.token({ ...rest, ...(expiresIn && { expiresIn: Number(expiresIn) }) }) };
    },
    'PUT applications': ({ body }: { body: unknown }) => {
      const { clientId, redirectUris, publicClientFlows } = body as RegistrationChange & { clientId?: string };
      const { partner } = simulation.world.data.applications;
      const changed = simulation.registrations.change(clientId ?? partner.clientId, {
        ...(redirectUris && { redirectUris }),
        ...(publicClientFlows !== undefined && { publicClientFlows }),
      });
      return {
        clientId: changed.clientId,
        redirectUris: changed.redirectUris ?? [],
        publicClientFlows: changed.publicClientFlows ?? false,
      };
    },
  };
}
