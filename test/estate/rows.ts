import type { ArmResource } from '../../src/backend/microsoft/api/inventoryApi.ts';
import type { ResourceHealthStatus } from '../../src/backend/microsoft/api/resourceHealthApi.ts';

export const SUBSCRIPTION = '5d4c3b2a-0000-4000-8000-000000000001';
export const TENANT = '72f988bf-0000-4000-8000-000000000001';

/** Numbers in [0, 1) that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function resourceId(name: string, type = 'Microsoft.Compute/virtualMachines', group = 'rg-web'): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/${type}/${name}`;
}

export function resource(id: string, over: Partial<ArmResource> = {}): ArmResource {
  const parts = id.split('/');
  const type = over.type ?? 'microsoft.compute/virtualmachines';
  return { id, name: parts.at(-1) ?? '', location: 'westeurope', kind: null, sku: null, tags: {}, ...over, type };
}

export function status(id: string, over: Partial<ResourceHealthStatus> = {}): ResourceHealthStatus {
  return {
    resourceId: id,
    location: 'westeurope',
    availabilityState: 'Available',
    title: 'Available',
    summary: 'There are no known platform problems.',
    reasonType: null,
    reasonChronicity: null,
    context: null,
    healthEventCause: null,
    occurredAt: Date.UTC(2026, 10, 20, 9, 55),
    reportedAt: Date.UTC(2026, 10, 20, 10, 5),
    recommendedActions: [],
    rootCauseAt: null,
    resolutionEtaAt: null,
    recentlyResolved: null,
    ...over,
  };
}
