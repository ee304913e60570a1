import type { Transition } from '../world/model.ts';

/** Every kind, and what names its target. */
const KINDS: Readonly<Record<Transition['kind'], string | undefined>> = {
  health: 'resourceId',
  gdap: 'tenantId',
  consent: 'tenantId',
  graphPermissions: 'tenantId',
  conditionalAccess: 'tenantId',
  tenantEvents: 'tenantId',
  subscription: 'subscriptionId',
  delegation: 'subscriptionId',
  customer: 'customerId',
  resource: 'resourceId',
  scale: 'resourceId',
  resourceGroup: 'subscriptionId',
  alert: 'alertId',
  event: 'trackingId',
  vault: 'vaultName',
  revokeSessions: undefined,
};

/**
 * Reads a state change from a request: as in the world model, but `at` is an ISO time or left out for now, and `in`
 * (seconds from now) may stand in its place. Throws a sentence on anything else.
 */
export function readTransition(input: unknown, now: number): Transition {
  if (typeof input !== 'object' || input === null) {
    throw new Error('A transition is a JSON object.');
  }
  const { at, in: seconds, ...rest } = input as Record<string, unknown>;
  const kind = String(rest.kind);
  if (!Object.keys(KINDS).includes(kind)) {
    throw new Error(`Unknown kind '${kind}'. Known: ${Object.keys(KINDS).join(', ')}.`);
  }
  const target = KINDS[kind as Transition['kind']];
  if (target !== undefined && typeof rest[target] !== 'string') {
    throw new Error(`A transition of kind '${kind}' must name its '${target}'.`);
  }
  const time = typeof at === 'string' ? Date.parse(at) : now + Number(seconds ?? 0) * 1000;
  if (!Number.isFinite(time)) {
    throw new Error("'at' must be an ISO time, 'in' a number of seconds.");
  }
  return { ...rest, at: time } as Transition;
}
