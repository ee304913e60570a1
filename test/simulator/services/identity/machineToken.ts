import { WireError } from '../../core/http.ts';
import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { ManagedIdentity } from '../../world/model.ts';
import { signAccessToken } from '../login/accessToken.ts';
import { knownResource } from '../login/model.ts';

/** Seconds; a managed identity's token lives for a day. */
const LIFETIME = 24 * 3600 - 1;

/** Names of the query parameters that choose an identity. */
export interface Selectors {
  clientId: string;
  principalId: readonly string[];
  resourceId: readonly string[];
}

export interface MachineToken {
  identity: ManagedIdentity;
  resource: string;
  accessToken: string;
  /** Epoch seconds. */
  notBefore: number;
  expiresOn: number;
  lifetime: number;
}

/**
 * The identity that a request chooses on this machine: the machine's own where it names none, or the one assigned to it.
 * Undefined: this machine has no such identity.
 */
export function chooseIdentity(
  simulation: Simulation,
  query: URLSearchParams,
  selectors: Selectors,
): ManagedIdentity | undefined {
  const identities = simulation.world.data.machines[simulation.behaviour.machine];
  const first = (names: readonly string[]): string | undefined =>
    names
      .map((name) => query.get(name))
      .find((value) => value !== null)
      ?.toLowerCase();
  const clientId = first([selectors.clientId]);
  const principalId = first(selectors.principalId);
  const resourceId = first(selectors.resourceId);
  if (clientId === undefined && principalId === undefined && resourceId === undefined) {
    return identities.find((one) => one.kind === 'systemAssigned');
  }
  return identities.find(
    (one) =>
      (clientId === undefined || one.clientId === clientId) &&
      (principalId === undefined || one.principalId === principalId) &&
      (resourceId === undefined || one.resourceId.toLowerCase() === resourceId),
  );
}

/** Signs a token of the identity for the resource (a URI, no scope). */
export async function machineToken(
  simulation: Simulation,
  exchange: Exchange,
  identity: ManagedIdentity,
  resource: string,
): Promise<MachineToken> {
  const { now } = exchange;
  const audience = knownAudience(simulation, resource, now);
  const accessToken = await signAccessToken(
    simulation,
    {
      tenantId: identity.tenantId,
      audience,
      clientId: identity.clientId,
      objectId: identity.principalId,
      proof: '2',
      lifetime: LIFETIME,
      claims: { idtyp: 'app', xms_mirid: identity.resourceId },
    },
    now,
  );
  const notBefore = Math.floor(now / 1000);
  return { identity, resource, accessToken, notBefore, expiresOn: notBefore + LIFETIME, lifetime: LIFETIME };
}

function knownAudience(simulation: Simulation, resource: string, now: number): string {
  try {
    return knownResource(simulation, resource, now);
  } catch (error) {
    const body = error instanceof WireError ? error.reply.body : undefined;
    const description = (body as { error_description?: string } | undefined)?.error_description;
    throw new WireError(oauthError('invalid_resource', description ?? String(error)));
  }
}

export function oauthError(error: string, description: string, status = 400): Reply {
  return { status, body: { error, error_description: description } };
}
