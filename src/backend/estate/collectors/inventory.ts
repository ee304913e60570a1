import { setImmediate } from 'node:timers/promises';
import { subscriptionOfId } from '../../../shared/resourceId.ts';
import type { ArmResource, ArmResourceGroup } from '../../microsoft/api/inventoryApi.ts';
import { collectGraphFirst } from '../collecting/graphFirst.ts';
import type { Collector } from './collector.ts';

export interface InventoryRows {
  groups: readonly ArmResourceGroup[];
  resources: readonly ArmResource[];
}

/** Rows that take about a millisecond to sort out. */
const TURN_ROWS = 2_000;

/**
 * Resource groups and resources: by Resource Graph for up to 300 subscriptions of a tenant at once, as its guidance
 * says, and where that fails by Azure Resource Manager, subscription by subscription.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export const inventory: Collector<InventoryRows> = {
  section: 'inventory',
  batch: 300,
  intervalMs: (settings) => settings.intervals.inventory,
  collect: (run) =>
    collectGraphFirst(run, {
      reason: 'collector:inventory',
      slower: 'Azure Resource Manager',
      whole: true,
      graph: async (ids, options) => {
        const { groups, resources } = await run.microsoft.listInventory(run.access, ids, options);
        const shares = await split(groups.rows, resources.rows);
        return {
          has: (id) => shares.has(id),
          rowsOf: (id) => shares.get(id) ?? { groups: [], resources: [] },
          issues: [...groups.issues, ...resources.issues],
        };
      },
      alone: async (id, options) => {
        const groups = await run.microsoft.listResourceGroups(run.access, id, options);
        const resources = await run.microsoft.listResources(run.access, id, options);
        const rows = { groups: groups.rows, resources: resources.rows };
        return { rows, issues: [...groups.issues, ...resources.issues] };
      },
    }),
};

type Shares = Map<string, { groups: ArmResourceGroup[]; resources: ArmResource[] }>;

/** Rows by the subscription that their id names. A tenant can have tens of thousands, so the event loop has its turns. */
async function split(groups: readonly ArmResourceGroup[], resources: readonly ArmResource[]): Promise<Shares> {
  const shares: Shares = new Map();
  const shareOf = (id: string) => {
    const subscriptionId = subscriptionOfId(id) ?? '';
    const share = shares.get(subscriptionId) ?? { groups: [], resources: [] };
    shares.set(subscriptionId, share);
    return share;
  };
  groups.forEach((group) => shareOf(group.id).groups.push(group));
  for (const [index, resource] of resources.entries()) {
    shareOf(resource.id).resources.push(resource);
    if (index % TURN_ROWS === TURN_ROWS - 1) {
      await setImmediate();
    }
  }
  return shares;
}
